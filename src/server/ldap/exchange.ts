import type { ClientCertificate } from '../../http/client-certificate.js'
import { Exchange } from '../../http/exchange.js'
import type { Request } from '../../http/request.js'
import type { Message } from '../../services/sds/ldap/message/request.js'
import { type ReadableRequest, readableRequest } from '../../services/sds/ldap/readable/request.js'
import { LDAP_SERVICE } from '../../services/sds/ldap/service.js'
import type { World } from '../../world/world.js'

/** The two ends of a connection. */
export interface Ends {
  readonly remoteAddress: string
  /** Address under which the directory is reached, such as `ldap://127.0.0.1:1389`. */
  readonly url: string
  /** What the client showed over TLS. */
  readonly clientCertificate: ClientCertificate | undefined
}

/** A request as the journal keeps it: an LDAP address, and the request in words. */
const requestOf = ({ target, search, text }: ReadableRequest, ends: Ends): Request => ({
  method: 'LDAP',
  path: target,
  query: new URLSearchParams(),
  search,
  params: {},
  header: () => undefined,
  headers: [],
  body: Buffer.from(text),
  remoteAddress: ends.remoteAddress,
  base: ends.url,
  clientCertificate: ends.clientCertificate,
})

const MALFORMED: ReadableRequest = { operation: 'ldap-malformed', target: '', search: '', text: '' }

/** Opens the exchange of a message, or of bytes that are none. */
export function openExchange(
  id: number,
  world: World,
  message: Message | undefined,
  ends: Ends,
): Exchange {
  const readable = (message && readableRequest(message)) ?? MALFORMED
  const exchange = new Exchange(id, world, requestOf(readable, ends), world.clock.now())
  exchange.service = LDAP_SERVICE
  exchange.operation = readable.operation
  return exchange
}
