import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createSecureServer, type TLSSocket } from 'node:tls'
import { LIMITS } from '../../world/limits.js'
import { explain, hostInUrl, type Listening, type Secure, secureOptions } from '../listener.js'
import { handshakeTrouble } from '../tls/handshake-trouble.js'
import type { Connection, Patience } from './connection.js'
import type { LdapHost } from './talk.js'

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
function createTlsServer(secure: Secure): Server {
  const server = createSecureServer({
    ...secureOptions(secure),
    rejectUnauthorized: secure.mutualTls === 'strict',
    handshakeTimeout: LIMITS.ldapStalled,
  })
  return server.on('tlsClientError', (error: Error, socket: TLSSocket) => {
    secure.onTrouble(handshakeTrouble(error, socket))
    socket.destroy()
  })
}

/** The sockets of a listener, and the connections that came about on them. */
interface Open {
  /** Also those on which TLS is still being agreed. */
  readonly sockets: Set<Socket>
  readonly connections: Set<Connection>
}

/** Ends each connection after the request at work, and what does not end in time by force. */
function close(server: Server, { sockets, connections }: Open): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, GRACE_MILLISECONDS)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    if (connections.size === 0) for (const socket of sockets) socket.destroy()
    for (const connection of connections) connection.stop()
  })
}

/**
 * Serves the directory over LDAP or, with `secure`, over LDAPS; refuses with a ListenError. What speaks
 * the protocol is loaded when the first client comes.
 */
export function listenLdap(host: LdapHost, place: LdapPlace): Promise<Listening> {
  const { secure, world, patience } = place
  const all: Open = { sockets: new Set(), connections: new Set() }
  const server = secure ? createTlsServer(secure) : createServer({ allowHalfOpen: true })
  server.maxConnections = LIMITS.ldapConnections
  let url = ''
  const open = async (socket: Socket): Promise<void> => {
    socket.on('error', () => socket.destroy())
    const { Connection: Opened } = await import('./connection.js')
    if (socket.destroyed) return
    const connection = new Opened(host, socket, world, url, patience)
    all.connections.add(connection)
    socket.on('close', () => all.connections.delete(connection))
  }
  server.on('connection', (socket: Socket) => {
    all.sockets.add(socket)
    socket.on('close', () => all.sockets.delete(socket))
  })
  server.on(secure ? 'secureConnection' : 'connection', (socket: Socket) => void open(socket))
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(explain(error, { ...place, flag: secure ? 'ldaps-port' : 'ldap-port' })),
    )
    server.listen(place.port, place.host, () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : place.port
      url = `${secure ? 'ldaps' : 'ldap'}://${hostInUrl(place.host)}:${port}`
      resolve({ url, port, close: () => close(server, all) })
    })
  })
}
