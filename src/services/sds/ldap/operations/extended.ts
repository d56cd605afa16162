import type { Done } from '../message/reply.js'
import type { ExtendedRequest } from '../message/request.js'
import { result, SUCCESS } from '../message/result.js'
import type { Context } from './context.js'

export const WHO_AM_I = '1.3.6.1.4.1.4203.1.11.3'
const START_TLS = '1.3.6.1.4.1.1466.20037'

/** Who is bound (RFC 4532); any other extended operation, StartTLS too, is not offered (sds 2.1). */
export function extended({ oid }: ExtendedRequest, { session, find }: Context): Done {
  if (oid === WHO_AM_I)
    return { result: SUCCESS, value: session.name === '' ? '' : `dn:${session.name}` }
  if (oid === START_TLS)
    find(
      'sds.ldap.start-tls',
      'The directory does not turn a connection into one of TLS: connect with ldaps:// to the port of LDAPS (--ldaps-port), or without TLS.',
      'sds 2.1',
    )
  return { result: result('protocolError', 'unsupported extended operation') }
}
