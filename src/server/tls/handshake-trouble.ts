import type { TLSSocket } from 'node:tls'

/** What failed handshakes mean for the people at the other end, by Node's code. */
const ADVICE: Readonly<Record<string, string>> = {
  ERR_SSL_HTTP_REQUEST: 'it spoke plain HTTP: use https:// for this port',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA:
    "it does not trust the sandbox's CA: GET /_sandbox/certificates/ca.pem has it",
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    "it does not take the sandbox's certificate: trust the CA of GET /_sandbox/certificates/ca.pem, and add the host name that it uses with --tls-host",
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE:
    "it does not take the sandbox's certificate: add the host name that it uses with --tls-host",
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'it offers nothing newer than TLS 1.1: TLS 1.2 is the least',
  ERR_SSL_NO_SHARED_CIPHER:
    'it offers no cipher for the key of the certificate: try --tls-key-kind rsa',
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM:
    'it offers no signature for the key of the certificate: try --tls-key-kind rsa',
  ECONNRESET:
    "it closed the connection, as clients do that do not trust the sandbox's CA: GET /_sandbox/certificates/ca.pem has it",
}

/** A line for the log about a client with which no secure connection came about. */
export function handshakeTrouble(error: NodeJS.ErrnoException, socket: TLSSocket): string {
  const advice = ADVICE[error.code ?? ''] ?? error.message
  return `TLS handshake with ${socket.remoteAddress ?? 'a client'} failed: ${advice} (docs/tls.md)`
}
