import type { RunningSandbox } from '../../src/library/index.js'
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
