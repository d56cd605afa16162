import { passPdsGateway } from '../../../gateway/pds/index.js'
import { type Answer, json } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { readSetting } from '../../../world/tables/setting.js'
import { type Refusal, refuse } from '../domain/outcome.js'
import { READ_SECONDS_SETTING } from '../domain/times.js'
import { ADVICE } from './advice.js'
import type { Outcome, PdsOperation, Success } from './operation.js'
import { refusalAnswer, unknownError } from './outcome.js'

export const BASE = '/personal-demographics/FHIR/R4'

const FHIR_JSON = 'application/fhir+json'

const successAnswer = ({ status, resource, version, headers }: Success): Answer =>
  json(
    status,
    resource,
    { ...(version === undefined ? {} : { ETag: `W/"${version}"` }), ...headers },
    FHIR_JSON,
  )

/** PDS itself, behind the gateway, asks for the request id (pds 3.6, row 11). */
function checkRequestId(exchange: Exchange): Outcome | undefined {
  if (exchange.request.header('x-request-id') !== undefined) return undefined
  exchange.find(
    'pds.request-id-missing',
    'Send X-Request-ID with a new UUID in every request; repeat the same value only when repeating the same request.',
    'pds 3.4',
  )
  return refuse(
    'MISSING_VALUE',
    'Invalid request with error - X-Request-ID header must be supplied to access this resource',
  )
}

/** How long PDS waits for its back end on a read, in seconds; it is not published (pds 11). */
const READ_WAIT = 10

/** The back end may be slow in a world: reads then come to nothing (pds 11). */
function checkReadTime({ world }: Exchange, { method }: PdsOperation): Outcome | undefined {
  if (method !== 'GET') return undefined
  const seconds = readSetting<number>(world.store, READ_SECONDS_SETTING) ?? 0
  return seconds > READ_WAIT ? refuse('UNABLE_TO_CALL_SERVICE') : undefined
}

/** Tells the developer what was refused, where the operation has not told more. */
function note(exchange: Exchange, { code, diagnostics }: Refusal, source: string): void {
  if (exchange.findings.some(({ rule }) => rule.startsWith('pds.'))) return
  const rule = `pds.${code.toLowerCase().replaceAll('_', '-')}`
  const said = diagnostics ? `${code}: ${diagnostics}` : code
  const advice = ADVICE[code]
  exchange.find(rule, advice === undefined ? said : `${said} ${advice}`, source)
}

function answerOf(exchange: Exchange, outcome: Outcome, source: string): Answer {
  if (outcome.ok) return successAnswer(outcome.value)
  note(exchange, outcome.refusal, source)
  return refusalAnswer(outcome.refusal)
}

/** The path of a request below the base of the service. */
export const pathBelow = (exchange: Exchange): string =>
  exchange.request.path.slice(BASE.length) || '/'

/** Lets a request through the gateway to an operation, and writes its outcome. */
export function perform(exchange: Exchange, operation: PdsOperation): Answer {
  const { world, request } = exchange
  const gate = passPdsGateway(exchange, pathBelow(exchange))
  if (!gate.ok) return gate.answer
  const { access } = gate
  const base = request.base + BASE
  const outcome =
    checkRequestId(exchange) ??
    checkReadTime(exchange, operation) ??
    operation.handle({ world, exchange, request, access, base })
  return answerOf(exchange, outcome, `PDS FHIR API, ${operation.title}`)
}

/** Answers a request that no operation takes: the gateway's refusal, or UNSUPPORTED_SERVICE (pds 11). */
export function performNothing(exchange: Exchange, allowed: readonly string[]): Answer {
  const { method } = exchange.request
  const path = pathBelow(exchange)
  const gate = passPdsGateway(exchange, path)
  if (!gate.ok) return gate.answer
  const missing = checkRequestId(exchange)
  if (missing) return answerOf(exchange, missing, 'pds 3.4')
  // The service behind the gateway breaks off when it is asked what it offers (pds 11).
  if (method === 'OPTIONS') return unknownError(exchange, 502)
  exchange.find(
    'pds.unsupported-service',
    allowed.length > 0
      ? `${method} is not offered at ${path}; ${allowed.join(', ')} is.`
      : `There is no operation ${method} ${path}.`,
    'pds 3.2, 11',
  )
  return answerOf(exchange, refuse('UNSUPPORTED_SERVICE'), 'pds 11')
}
