/** Where a sandbox runs, and which of its worlds is meant. */
export interface Whereabouts {
  readonly url?: string | undefined
  readonly world?: string | undefined
}

export const DEFAULT_URL = 'http://127.0.0.1:9000'

/** Options that every command has that talks to a running sandbox. */
export const CONTROL_OPTIONS = {
  world: { type: 'string' },
  url: { type: 'string' },
} as const

export const CONTROL_HELP = `  --world NAME         world that is meant (default)
  --url URL            address of the sandbox (${DEFAULT_URL}; ERS_SANDBOX_URL)`

/** The running sandbox cannot be asked, or refuses; the message is for people. */
export class ControlError extends Error {}

async function reach(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${url}${path}`, init)
  } catch {
    throw new ControlError(
      `nothing answers at ${url}. Start the sandbox first, or name its address with --url.`,
    )
  }
}

const prefixOf = (world: string | undefined): string =>
  world === undefined ? '' : `/worlds/${encodeURIComponent(world)}`

/** Sends or fetches the bytes of a file; throws a ControlError with the sandbox's own words otherwise. */
export async function controlBytes(
  { world, url = process.env.ERS_SANDBOX_URL ?? DEFAULT_URL }: Whereabouts,
  method: string,
  path: string,
  body?: Uint8Array,
): Promise<Buffer> {
  const headers = { 'Content-Type': 'application/octet-stream' }
  const init = { method, ...(body && { headers, body: new Uint8Array(body) }) }
  const response = await reach(url, `${prefixOf(world)}/_sandbox${path}`, init)
  const bytes = Buffer.from(await response.arrayBuffer())
  if (response.ok) return bytes
  const detail = /"detail":"((?:[^"\\\\]|\\\\.)*)"/.exec(bytes.toString())?.[1]
  throw new ControlError(detail ?? `status ${response.status}`)
}

/**
 * Asks the control API of a running sandbox. Answers the body of a success; throws a ControlError
 * with the sandbox's own words otherwise.
 */
export async function control<Body>(
  { world, url = process.env.ERS_SANDBOX_URL ?? DEFAULT_URL }: Whereabouts,
  method: string,
  path: string,
  body?: unknown,
): Promise<Body> {
  const response = await reach(url, `${prefixOf(world)}/_sandbox${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const text = await response.text()
  try {
    const answer = text === '' ? undefined : JSON.parse(text)
    if (response.ok) return answer
    throw new ControlError(answer?.detail ?? `status ${response.status}`)
  } catch (error) {
    if (error instanceof ControlError) throw error
    throw new ControlError(`what answers at ${url} is no ers-sandbox (status ${response.status}).`)
  }
}
