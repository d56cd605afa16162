import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import type { RunningSandbox } from '../../library/index.js'
import { type Command, UsageError } from '../command.js'
import { failureMessage } from '../failure.js'

const OPTIONS = {
  start: { type: 'string' },
  frozen: { type: 'boolean' },
  seed: { type: 'string' },
  patients: { type: 'string' },
  strict: { type: 'boolean' },
  'fail-on-findings': { type: 'boolean' },
} as const

interface Asked {
  readonly values: {
    readonly start?: string
    readonly frozen?: boolean
    readonly seed?: string
    readonly patients?: string
    readonly strict?: boolean
    readonly 'fail-on-findings'?: boolean
  }
  readonly command: string
  readonly args: readonly string[]
}

const complain = (message: string): never => {
  throw new UsageError(`${message}; see ers-sandbox exec --help`)
}

function read(args: readonly string[]): Asked {
  const at = args.indexOf('--')
  if (at < 0) return complain('put -- before the command that is to run')
  const [command, ...rest] = args.slice(at + 1)
  if (command === undefined) return complain('say what is to run after --')
  try {
    const { values } = parseArgs({ args: [...args.slice(0, at)], options: OPTIONS, strict: true })
    return { values, command, args: rest }
  } catch (error) {
    return complain((error as Error).message.split('. ')[0] as string)
  }
}

function optionsOf({ start, frozen, seed, patients, strict }: Asked['values']) {
  const moment = start === undefined ? undefined : Date.parse(start)
  if (moment !== undefined && Number.isNaN(moment)) complain(`--start '${start}' is no moment`)
  if (patients !== undefined && !/^\d+$/.test(patients)) complain('--patients is a number')
  return {
    clock: { ...(moment !== undefined && { start: moment }), ...(frozen && { frozen }) },
    ...(seed !== undefined && { seed }),
    ...(strict && { strict }),
    ...(patients !== undefined && { patients: Number(patients) }),
  }
}

interface Credentials {
  readonly applications: readonly { readonly clientId: string; readonly secret: string }[]
}

/** The addresses and the first application of a sandbox, as variables of an environment. */
async function environmentOf({ url }: RunningSandbox): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/_sandbox/credentials`)
  const [application] = ((await answer.json()) as Credentials).applications
  return {
    ERS_SANDBOX_URL: url,
    ERS_SANDBOX_ERS_URL: `${url}/referrals`,
    ERS_SANDBOX_PDS_URL: `${url}/personal-demographics/FHIR/R4`,
    ERS_SANDBOX_SDS_URL: `${url}/spine-directory/FHIR/R4`,
    ERS_SANDBOX_OAUTH_URL: `${url}/oauth2-mock`,
    ERS_SANDBOX_SPINE_URL: url,
    ...(application && {
      ERS_SANDBOX_CLIENT_ID: application.clientId,
      ERS_SANDBOX_CLIENT_SECRET: application.secret,
    }),
  }
}

/** What a shell answers for a process that a signal ended. */
const SIGNALLED = 128

/** Runs a program with an environment; answers its exit code. Signals are passed on to it. */
async function runProgram(
  command: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<number> {
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  })
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal)
  process.on('SIGINT', pass)
  process.on('SIGTERM', pass)
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return code ?? SIGNALLED + (signal === 'SIGINT' ? 2 : 15)
  } finally {
    process.off('SIGINT', pass)
    process.off('SIGTERM', pass)
  }
}

interface Group {
  readonly rule: string
  readonly count: number
  readonly messages: readonly string[]
}

/** Tells what the program should mend; answers whether there is anything. */
async function tellFindings({ url }: RunningSandbox): Promise<boolean> {
  const worlds = (await (await fetch(`${url}/_sandbox/worlds`)).json()) as { path: string }[]
  const groups: Group[] = []
  for (const { path } of worlds)
    groups.push(...((await (await fetch(`${url}${path}/_sandbox/findings`)).json()) as Group[]))
  for (const { rule, count, messages } of groups)
    process.stderr.write(`ers-sandbox: ${count}x ${rule}: ${messages[0]}\n`)
  return groups.length > 0
}

async function run(args: readonly string[]): Promise<number> {
  const asked = read(args)
  try {
    const { startSandbox } = await import('../../library/index.js')
    const sandbox = await startSandbox(optionsOf(asked.values))
    try {
      const code = await runProgram(asked.command, asked.args, await environmentOf(sandbox))
      const found = await tellFindings(sandbox)
      return code === 0 && found && asked.values['fail-on-findings'] ? 1 : code
    } finally {
      await sandbox.close()
    }
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException
    const message =
      code === 'ENOENT' && path ? `there is no program '${path}'` : failureMessage(error)
    if (message === undefined) throw error
    process.stderr.write(`ers-sandbox: ${message}\n`)
    return 1
  }
}

/** `ers-sandbox exec -- COMMAND`: a sandbox for the length of one program. */
export const exec: Command = {
  name: 'exec',
  summary: 'start a sandbox, run a program with its addresses, stop it',
  help: `ers-sandbox exec [options] -- COMMAND [ARGUMENTS]

Starts a sandbox on a free port, runs the command with its addresses in the environment, and stops it.
The exit code is that of the command.

  --start MOMENT       where the clock starts: 2026-06-01T09:00:00Z
  --frozen             the clock stands still
  --seed DIR           data set of your own
  --patients N         synthetic patients on top
  --strict             refuse what findings advise against
  --fail-on-findings   exit code 1 if the command made calls that should be mended

Environment: ERS_SANDBOX_URL, ERS_SANDBOX_ERS_URL, ERS_SANDBOX_PDS_URL, ERS_SANDBOX_SDS_URL,
ERS_SANDBOX_OAUTH_URL, ERS_SANDBOX_SPINE_URL, ERS_SANDBOX_CLIENT_ID, ERS_SANDBOX_CLIENT_SECRET.

Examples:
  ers-sandbox exec -- npm test
  ers-sandbox exec --frozen --start 2026-06-01T09:00:00Z --fail-on-findings -- pytest`,
  run,
}
