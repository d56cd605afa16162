import { parseArgs } from 'node:util'
import { type Command, UsageError } from './command.js'

const OPTIONS = {
  user: { type: 'string' },
  application: { type: 'string' },
  world: { type: 'string' },
  url: { type: 'string' },
} as const

const DEFAULT_URL = 'http://127.0.0.1:9000'

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}; see ers-sandbox token --help`)
  }
}

async function run(args: readonly string[]): Promise<number> {
  const { user, application, world, url = process.env.ERS_SANDBOX_URL ?? DEFAULT_URL } = read(args)
  const base = world === undefined ? url : `${url}/worlds/${encodeURIComponent(world)}`
  let response: Response
  try {
    response = await fetch(`${base}/_sandbox/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user, application }),
    })
  } catch {
    process.stderr.write(
      `ers-sandbox: nothing answers at ${url}. Start the sandbox first, or name its address with --url.\n`,
    )
    return 1
  }
  const body = (await response.json()) as { access_token?: string; detail?: string }
  if (response.ok) process.stdout.write(`${body.access_token}\n`)
  else process.stderr.write(`ers-sandbox: ${body.detail ?? `status ${response.status}`}\n`)
  return response.ok ? 0 : 1
}

/** `ers-sandbox token`: a valid access token from a running sandbox, for scripts. */
export const token: Command = {
  name: 'token',
  summary: 'print a valid access token from a running sandbox',
  help: `ers-sandbox token [--user NAME] [--application NAME] [--world NAME] [--url URL]

Prints an access token as after a login of the user; without a user, the application's own.

  --user NAME          user name of a test user, such as 021600556514
  --application NAME   name or client id of an application (the first with the right scopes)
  --world NAME         world of the token (default)
  --url URL            address of the sandbox (${DEFAULT_URL}; ERS_SANDBOX_URL)`,
  run,
}
