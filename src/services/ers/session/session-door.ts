import { type Answer, empty } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import type { Request } from '../../../http/request.js'
import type { Door, Gate } from '../fhir/door.js'
import { type FindTicket, findSession, isKnownAsid } from './session.js'

/** Names that operations know, and those of the older generation (ers-fhir 13). */
const OLD_NAMES: Readonly<Record<string, string>> = {
  'nhsd-ers-comm-rule-org': 'x-ers-xapi-comm-rule-org',
  'nhsd-ers-file-name': 'x-ers-xapi-meta-file_name',
  'nhsd-ers-referral-id': 'x-ers-xapi-meta-intended_ubrn',
}

const withOldNames = (request: Request): Request => ({
  ...request,
  query: request.query,
  headers: request.headers,
  header: (name) => request.header(OLD_NAMES[name.toLowerCase()] ?? name),
})

function refuse(exchange: Exchange, status: number, help: string): Gate {
  exchange.find('ers.session', help, 'e-RS session API')
  const answer: Answer = empty(status)
  return { ok: false, answer }
}

/** Lets a call of the older generation through: a known system, a live session, a chosen permission. */
function pass(exchange: Exchange, findTicket: FindTicket): Gate {
  const { world, request } = exchange
  const asid = request.header('xapi_asid') ?? ''
  if (!isKnownAsid(world, asid))
    return refuse(exchange, 403, `XAPI_ASID '${asid.slice(0, 40)}' is that of no known system.`)
  const id = request.header('http_x_session_key') ?? ''
  const found = findSession(world, findTicket, id, asid)
  if (!found)
    return refuse(exchange, 401, `HTTP_X_SESSION_KEY '${id.slice(0, 80)}' is no live session.`)
  const { userId, permission } = found.session
  if (!permission)
    return refuse(exchange, 403, 'The session has no permission yet: choose one with A002.')
  const { businessFunction, odsCode: organisation } = permission
  const onBehalfOf = request.header('nhsd-ers-on-behalf-of-user-id')?.trim()
  exchange.caller = { clientId: asid, userId, organisation, businessFunction }
  return {
    ok: true,
    access: {
      mode: 'user',
      userId,
      organisation,
      businessFunction,
      ...(onBehalfOf ? { onBehalfOf } : {}),
    },
  }
}

export const SESSION_BASE = '/ers-api'

/** What the gateway of today calls `X-Request-ID`. */
export const TRANSACTION_HEADER = 'X_ERS_TRANSACTION_ID'

/** The way in through the sessions of the older generation (ers-fhir 13). */
export const sessionDoor = (findTicket: FindTicket): Door => ({
  baseOf: (version) => `${SESSION_BASE}/${version}/v1`,
  pass: (exchange) => pass(exchange, findTicket),
  request: withOldNames,
  transactionHeader: TRANSACTION_HEADER,
})
