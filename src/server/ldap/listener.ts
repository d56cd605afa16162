import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createSecureServer, type TLSSocket } from 'node:tls'
import { LIMITS } from '../../world/limits.js'
import { explain, hostInUrl, type Listening, type Secure, secureOptions } from '../listener.js'
import { handshakeTrouble } from '../tls/handshake-trouble.js'
import type { Connection, Patience } from './connection.js'
import type { LdapHost } from './converse.js'

/** Where the directory listens, and for whom. */
export interface LdapPlace {
  readonly host: string
  /** 0 takes any free one. */
  readonly port: number
  /** World of clients that do not name another. */
  readonly world: string
  /** What makes it LDAPS. */
  readonly secure?: Secure
  /** Other times than the usual ones. */
  readonly patience?: Patience
}

const GRACE_MILLISECONDS = 5000

/** Strict: whoever has no certificate of a trusted authority gets no connection, as on the live directory (sds 2.1). */
const createSocketServer = (secure: Secure | undefined): Server =>
  secure
    ? createSecureServer({
        ...secureOptions(secure),
        rejectUnauthorized: secure.mutualTls === 'strict',
        allowHalfOpen: true,
      } as Parameters<typeof createSecureServer>[0]).on(
        'tlsClientError',
        (error: Error, socket: TLSSocket) => secure.onTrouble(handshakeTrouble(error, socket)),
      )
    : createServer({ allowHalfOpen: true })

/** Ends each connection after the request at work, and what does not end in time by force. */
function close(
  server: Server,
  connections: ReadonlyMap<Socket, Connection | undefined>,
): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      for (const socket of connections.keys()) socket.destroy()
    }, GRACE_MILLISECONDS)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    for (const [socket, connection] of connections)
      if (connection) connection.stop()
      else socket.destroy()
  })
}

/**
 * Serves the directory over LDAP or, with `secure`, over LDAPS; refuses with a ListenError. What speaks
 * the protocol is loaded when the first client comes.
 */
export function listenLdap(host: LdapHost, place: LdapPlace): Promise<Listening> {
  const { secure, world, patience } = place
  const connections = new Map<Socket, Connection | undefined>()
  const server = createSocketServer(secure)
  server.maxConnections = LIMITS.ldapConnections
  let url = ''
  const open = async (socket: Socket): Promise<void> => {
    connections.set(socket, undefined)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => connections.delete(socket))
    const { Connection: Opened } = await import('./connection.js')
    if (!socket.destroyed) connections.set(socket, new Opened(host, socket, world, url, patience))
  }
  server.on(secure ? 'secureConnection' : 'connection', (socket: Socket) => void open(socket))
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(explain(error, { ...place, flag: secure ? 'ldaps-port' : 'ldap-port' })),
    )
    server.listen(place.port, place.host, () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : place.port
      url = `${secure ? 'ldaps' : 'ldap'}://${hostInUrl(place.host)}:${port}`
      resolve({ url, port, close: () => close(server, connections) })
    })
  })
}
