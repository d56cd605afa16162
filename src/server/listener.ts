import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { MutualTls } from '../http/client-certificate.js'
import { MendableError } from '../world/mendable.js'
import type { Credentials } from './outbound/post-message.js'
import { handshakeTrouble } from './tls/handshake-trouble.js'

export interface Listening {
  /** Address that reaches the listener from this machine. */
  readonly url: string
  readonly port: number
  /** Takes no new connections, lets the running exchanges end, then closes the rest. */
  close(): Promise<void>
}

/** What makes a listener one of HTTPS. */
export interface Secure {
  readonly credentials: Credentials
  readonly mutualTls: MutualTls
  /** Told of clients with which no secure connection came about. */
  readonly onTrouble: (line: string) => void
}

/** Where and how to listen. */
export interface Place {
  readonly host: string
  /** 0 takes any free one. */
  readonly port: number
  /**
   * Lets the adaptor replace the process's global Request and Response by quicker ones; a library
   * inside somebody's test process must not.
   */
  readonly fast: boolean
  readonly secure?: Secure
}

/** The address cannot be listened on; the message says why and what to do. */
export class ListenError extends MendableError {}

const GRACE_MILLISECONDS = 5000
const WILDCARDS = ['0.0.0.0', '::']

/** A host as it stands in an address that reaches it from this machine. */
export const hostInUrl = (host: string): string => {
  if (WILDCARDS.includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** An address that is asked for, and the flag that chooses its port. */
interface Wanted {
  readonly host: string
  readonly port: number
  readonly flag: string
}

/** Says why an address cannot be listened on. */
export function explain(error: NodeJS.ErrnoException, { host, port, flag }: Wanted): Error {
  if (error.code === 'EADDRINUSE')
    return new ListenError(
      `Port ${port} on ${host} is taken. Stop what listens there, or choose another with --${flag} (0 for any free one).`,
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

/** Clients without a certificate, or with one of somebody else, are let in: the services say what they think of it. */
export const secureOptions = ({ credentials, mutualTls }: Secure) => ({
  key: credentials.key,
  cert: credentials.cert,
  ca: [...credentials.ca],
  minVersion: 'TLSv1.2' as const,
  requestCert: mutualTls !== 'off',
  rejectUnauthorized: false,
})

function createListener(app: Hono, { fast, secure }: Place): Server {
  const options = { fetch: app.fetch, overrideGlobalObjects: fast }
  if (!secure) return createAdaptorServer({ ...options, createServer }) as Server
  const server = createAdaptorServer({
    ...options,
    createServer: createSecureServer,
    serverOptions: secureOptions(secure),
  }) as Server
  return server.on('tlsClientError', (error: Error, socket: TLSSocket) =>
    secure.onTrouble(handshakeTrouble(error, socket)),
  )
}

/** Serves the application over HTTP or, with `secure`, over HTTPS; refuses with a ListenError. */
export function listen(app: Hono, place: Place): Promise<Listening> {
  const { host, port, secure } = place
  const server = createListener(app, place)
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(explain(error, { host, port, flag: secure ? 'tls-port' : 'port' })),
    )
    server.listen(port, host, () => {
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : port
      resolve({
        url: `${secure ? 'https' : 'http'}://${hostInUrl(host)}:${bound}`,
        port: bound,
        close: () => close(server),
      })
    })
  })
}
