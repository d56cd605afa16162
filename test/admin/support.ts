import { afterAll, beforeAll } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'
import { type Reply, request } from '../support/client.js'

export type Control = (method: string, path: string, body?: unknown) => Promise<Reply>

/** Speaks to the control API of a sandbox or a world. */
export const controlOf =
  ({ url }: Pick<RunningSandbox, 'url'>): Control =>
  (method, path, body) =>
    request(`${url}/_sandbox${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    })

/** A sandbox that runs as long as the tests of a file, and its control API. */
export function ownSandbox(): {
  readonly sandbox: () => RunningSandbox
  readonly control: Control
} {
  let running: RunningSandbox | undefined
  const sandbox = (): RunningSandbox => {
    if (!running) throw new Error('the sandbox runs once the tests do')
    return running
  }
  beforeAll(async () => {
    running = await startSandbox()
  })
  afterAll(() => running?.close())
  return { sandbox, control: (...asked) => controlOf(sandbox())(...asked) }
}
