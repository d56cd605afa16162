import { createServer, type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Listening {
  /** Address that reaches the listener from this machine. */
  readonly url: string
  readonly port: number
  /** Takes no new connections, lets the running exchanges end, then closes the rest. */
  close(): Promise<void>
}

/** The address cannot be listened on; the message says why and what to do. */
export class ListenError extends Error {}

const GRACE_MILLISECONDS = 5000
const WILDCARDS = ['0.0.0.0', '::']

const hostInUrl = (host: string): string => {
  if (WILDCARDS.includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new ListenError(
      `Port ${port} on ${host} is taken. Stop what listens there, or choose another with --port (0 for any free one).`,
    )
  if (error.code === 'EACCES')
    return new ListenError(`Port ${port} needs rights this process lacks. Choose one above 1023.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new ListenError(`This machine has no address '${host}'. Use 127.0.0.1 or 0.0.0.0.`)
  return error
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), GRACE_MILLISECONDS)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })

/**
 * Serves the application over HTTP. `fast` lets the adaptor replace the process's global Request and
 * Response by quicker ones; a library inside somebody's test process must not.
 */
export function listen(app: Hono, host: string, port: number, fast: boolean): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    overrideGlobalObjects: fast,
  }) as Server
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, host, port)))
    server.listen(port, host, () => {
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : port
      resolve({
        url: `http://${hostInUrl(host)}:${bound}`,
        port: bound,
        close: () => close(server),
      })
    })
  })
}
