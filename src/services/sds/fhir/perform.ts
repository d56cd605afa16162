import { brokenness } from '../../../gateway/downstream.js'
import { correlationIdOf, isCorrelationIdBad } from '../../../gateway/sds/correlation.js'
import { preflightAnswer } from '../../../gateway/sds/cors.js'
import { passSdsGateway } from '../../../gateway/sds/index.js'
import { type Answer, json } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import type { Method } from '../../../http/request.js'
import { chooseMediaType } from './accept.js'
import type { Found, SdsOperation } from './operation.js'
import { badRequest, refusalAnswer, refuse } from './outcome.js'
import { readQuery, type SdsQuery } from './query.js'
import { searchset } from './represent/bundle.js'

const BAD_CORRELATION_ID = badRequest(
  "Invalid X-Correlation-ID header. Should be an UUIDv4 matching regex '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'",
)

/** A directory that does not answer looks like one that knows nothing; one that fails is an error (sds 1.4). */
function search({ world, request }: Exchange, operation: SdsOperation, query: SdsQuery): Found {
  const broken = brokenness(world, 'ldap')
  if (broken === null) return { ok: true, resources: [] }
  if (broken !== undefined)
    return { ok: false, refusal: refuse('FAILED', 'the directory does not answer') }
  return operation.search(world, query, request.base)
}

/** Makes a search of the API, behind the gateway, in the service's order of checks (sds 1.2). */
export function perform(exchange: Exchange, operation: SdsOperation): Answer {
  const { world, request } = exchange
  const gate = passSdsGateway(exchange)
  if (gate) return gate
  if (isCorrelationIdBad(exchange)) return refusalAnswer(exchange, BAD_CORRELATION_ID)
  const read = readQuery(request.query, operation.parameters)
  if (!read.ok) return refusalAnswer(exchange, read.refusal)
  const incomplete = operation.incomplete(read.query)
  if (incomplete) return refusalAnswer(exchange, incomplete)
  const mediaType = chooseMediaType(request.header('accept'))
  if (!mediaType)
    return refusalAnswer(exchange, refuse('NOT_ACCEPTABLE', 'Accept type not supported'))
  const found = search(exchange, operation, read.query)
  if (!found.ok) return refusalAnswer(exchange, found.refusal)
  const bundle = searchset(world.ids.uuid().toUpperCase(), request, found.resources)
  const headers = { 'X-Correlation-Id': correlationIdOf(exchange) }
  return json(200, JSON.stringify(bundle, null, 2), headers, mediaType)
}

/** Answers what no operation takes: a preflight, another method (405) or an unknown path (404). */
export function performNothing(exchange: Exchange, allowed: readonly Method[]): Answer {
  const answer = preflightAnswer(exchange) ?? passSdsGateway(exchange)
  if (answer) return answer
  return allowed.length > 0
    ? refusalAnswer(exchange, refuse('NOT_SUPPORTED', 'HTTP operation not supported'), {
        Allow: allowed.join(', '),
      })
    : refusalAnswer(exchange, refuse('NOT_FOUND', 'HTTP endpoint not found'))
}
