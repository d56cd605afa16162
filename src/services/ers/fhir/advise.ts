import type { Exchange } from '../../../http/exchange.js'
import { ERS_ADVICE } from './advice-rules.js'
import type { ErsOperation } from './operation.js'

/** Headers of the API platform and of e-RS (ers-fhir 2.1; the session of auth 7 is looked at by PDS). */
const HEADERS: readonly string[] = [
  'nhsd-end-user-organisation-ods',
  'nhsd-ers-business-function',
  'nhsd-ers-comm-rule-org',
  'nhsd-ers-file-name',
  'nhsd-ers-on-behalf-of-user-id',
  'nhsd-ers-referral-id',
  'nhsd-session-urid',
]

function adviseOnQuery(exchange: Exchange, { code, query = [] }: ErsOperation): void {
  const { request } = exchange
  if (request.search === '') return
  const unknown = [...request.query.keys()].find((name) => !query.includes(name))
  if (unknown === undefined) return
  const known = query.length > 0 ? `; it knows ${query.join(', ')}` : ''
  exchange.advise(
    ERS_ADVICE.parameter,
    `${code} does not look at '${unknown.slice(0, 80)}'${known}.`,
  )
}

function adviseOnHeaders(exchange: Exchange): void {
  for (const [name] of exchange.request.headers)
    if (name.startsWith('nhsd-') && !HEADERS.includes(name))
      exchange.advise(ERS_ADVICE.header, `e-RS does not know the header '${name.slice(0, 80)}'.`)
}

/** Tells the developer what a call has in it for nothing, and what to call instead. */
export function adviseOn(exchange: Exchange, operation: ErsOperation): void {
  const { code, deprecated, body } = operation
  if (deprecated !== undefined)
    exchange.advise(ERS_ADVICE.deprecated, `${code} is deprecated: use ${deprecated}.`)
  if (!body && exchange.request.body.length > 0)
    exchange.advise(ERS_ADVICE.body, `${code} takes no body; what was sent is not looked at.`)
  adviseOnQuery(exchange, operation)
  adviseOnHeaders(exchange)
}
