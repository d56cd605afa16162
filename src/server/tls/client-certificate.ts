import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { ClientCertificate } from '../../http/client-certificate.js'
import { factsOf } from './identity.js'

/** A connection may carry many requests: the certificate is read once. */
const known = new WeakMap<TLSSocket, ClientCertificate>()

function read(socket: TLSSocket): ClientCertificate | undefined {
  const certificate = socket.getPeerX509Certificate()
  if (!certificate) return undefined
  const { name, subject, issuer, fingerprint } = factsOf(certificate)
  const shown = { commonName: name, subject, issuer, fingerprint }
  return socket.authorized ? shown : { ...shown, problem: String(socket.authorizationError) }
}

/** The certificate that the other end of a connection showed; undefined for none, and without TLS. */
export function clientCertificateOf(socket: Socket | undefined): ClientCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  const certificate = known.get(socket) ?? read(socket)
  if (certificate) known.set(socket, certificate)
  return certificate
}
