import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command.js'
import { CONTROL_HELP, CONTROL_OPTIONS, ControlError, control } from '../control.js'

const OPTIONS = {
  user: { type: 'string' },
  application: { type: 'string' },
  ...CONTROL_OPTIONS,
} as const

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}; see ers-sandbox token --help`)
  }
}

async function run(args: readonly string[]): Promise<number> {
  const { user, application, ...where } = read(args)
  try {
    const { access_token } = await control<{ access_token: string }>(where, 'POST', '/tokens', {
      user,
      application,
    })
    process.stdout.write(`${access_token}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof ControlError)) throw error
    process.stderr.write(`ers-sandbox: ${error.message}\n`)
    return 1
  }
}

/** `ers-sandbox token`: a valid access token from a running sandbox, for scripts. */
export const token: Command = {
  name: 'token',
  summary: 'print a valid access token from a running sandbox',
  help: `ers-sandbox token [--user NAME] [--application NAME] [--world NAME] [--url URL]

Prints an access token as after a login of the user; without a user, the application's own.

  --user NAME          user name of a test user, such as 021600556514
  --application NAME   name or client id of an application (the first with the right scopes)
${CONTROL_HELP}`,
  run,
}
