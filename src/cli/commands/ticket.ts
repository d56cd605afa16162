import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command.js'
import { CONTROL_HELP, CONTROL_OPTIONS, ControlError, control } from '../control.js'

const OPTIONS = {
  user: { type: 'string' },
  role: { type: 'string' },
  organisation: { type: 'string' },
  remove: { type: 'boolean' },
  ...CONTROL_OPTIONS,
} as const

const complain = (message: string): never => {
  throw new UsageError(`${message}; see ers-sandbox ticket --help`)
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values
  } catch (error) {
    return complain((error as Error).message.split('. ')[0] as string)
  }
}

async function ask({ user, role, organisation, remove, ...where }: ReturnType<typeof read>) {
  const userId = user ?? complain('say whose card it is with --user')
  if (remove)
    return control<undefined>(where, 'DELETE', `/smartcards/${encodeURIComponent(userId)}`)
  const body = { userId, roleId: role, organisation }
  return control<{ ticket: string }>(where, 'POST', '/smartcards/tickets', body)
}

async function run(args: readonly string[]): Promise<number> {
  try {
    const answer = await ask(read(args))
    if (answer) process.stdout.write(`${answer.ticket}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof ControlError)) throw error
    process.stderr.write(`ers-sandbox: ${error.message}\n`)
    return 1
  }
}

/** `ers-sandbox ticket`: puts a smartcard into a running sandbox and prints its ticket. */
export const ticket: Command = {
  name: 'ticket',
  summary: 'put a smartcard in or take it out; print its single sign-on ticket',
  help: `ers-sandbox ticket --user ID [--role ID] [--organisation ODS] [--remove] [--world NAME] [--url URL]

Prints the ticket of a new session of the card, as an Identity Agent gets it.

  --user ID            SDS user id of the card holder, such as 921600556514
  --role ID            role profile that they work in (the only one, or none yet)
  --organisation ODS   the same by the organisation it is at
  --remove             take the card out: its sessions end
${CONTROL_HELP}`,
  run,
}
