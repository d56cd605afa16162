import { VERSION } from '../world/package.js'
import { type Command, UsageError } from './command.js'
import { app } from './commands/app.js'
import { certs } from './commands/certs/command.js'
import { clock } from './commands/clock.js'
import { completionOf } from './commands/completion.js'
import { coverage } from './commands/coverage.js'
import { doctor } from './commands/doctor.js'
import { exec } from './commands/exec.js'
import { fault } from './commands/fault.js'
import { findings } from './commands/findings.js'
import { journal } from './commands/journal.js'
import { messages } from './commands/messages.js'
import { play } from './commands/play/command.js'
import { role } from './commands/role.js'
import { sds } from './commands/sds.js'
import { seed } from './commands/seed.js'
import { serve } from './commands/serve/command.js'
import { snapshot } from './commands/snapshot.js'
import { ticket } from './commands/ticket.js'
import { token } from './commands/token.js'
import { user } from './commands/user.js'
import { world } from './commands/world.js'

/** The commands, by what they are for. */
const GROUPS: readonly (readonly [title: string, commands: readonly Command[]])[] = [
  ['Run', [serve, exec, play, doctor]],
  ['A running sandbox', [world, clock, snapshot, journal, findings, coverage, messages, fault]],
  ['Its data', [token, ticket, app, user, role, sds, certs, seed]],
  ['The shell', [completionOf(() => COMMANDS)]],
]

const COMMANDS: readonly Command[] = GROUPS.flatMap(([, commands]) => commands)

const groupText = ([title, commands]: (typeof GROUPS)[number]): string[] => [
  `${title}:`,
  ...commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`),
  '',
]

const overview = (): string =>
  [
    'ers-sandbox: the NHS Spine services a referral integration talks to, offline and with memory.',
    '',
    'Usage: ers-sandbox [command] [options]',
    '',
    ...GROUPS.flatMap(groupText),
    'Without a command it serves. `ers-sandbox COMMAND --help` explains one; --version prints the version.',
  ].join('\n')

/** Picks the command; anything that starts with a dash belongs to `serve`. */
function pick(args: readonly string[]): [Command, readonly string[]] {
  const [first, ...rest] = args
  if (first === undefined || first.startsWith('-')) return [serve, args]
  const command = COMMANDS.find(({ name }) => name === first)
  if (!command) throw new UsageError(`there is no command '${first}'; see ers-sandbox --help`)
  return [command, rest]
}

/** What comes after a double dash is for another program. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  return own.includes('--help') || own.includes('-h')
}

/** Runs a command line; answers the exit code of the process. */
export async function main(args: readonly string[]): Promise<number> {
  if (args[0] === '--version' || args[0] === '-v') {
    process.stdout.write(`${VERSION}\n`)
    return 0
  }
  if (args[0] === '--help' || args[0] === '-h') {
    process.stdout.write(`${overview()}\n`)
    return 0
  }
  try {
    const [command, rest] = pick(args)
    if (asksForHelp(rest)) {
      process.stdout.write(`${command.help}\n`)
      return 0
    }
    return await command.run(rest)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`ers-sandbox: ${error.message}\n`)
    return 2
  }
}
