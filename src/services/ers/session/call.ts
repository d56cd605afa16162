import { type Answer, empty, json } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { readJson } from '../../../http/json-body.js'
import { accepts, mediaTypeOf } from '../../../http/media-type.js'
import type { Method } from '../../../http/request.js'
import type { World } from '../../../world/world.js'
import type { ErsCode } from '../domain/outcome.js'
import { ERS_ADVICE } from '../fhir/advice-rules.js'
import { refusalAnswer } from '../fhir/errors.js'
import { type FindTicket, isKnownAsid } from './session.js'

const JSON_TYPE = 'application/json'
const BASE = '/ers-api/v1/ProfessionalSession'
const SOURCE = 'e-RS session API'

/** What an operation on sessions works with. */
export interface SessionCall {
  readonly exchange: Exchange
  readonly world: World
  readonly findTicket: FindTicket
  /** The calling system. */
  readonly asid: string
  /** Id in the path; empty for A001. */
  readonly id: string
  readonly body: unknown
}

/** What it answers: a status, alone or with a session, or what is wrong with the body (422). */
export type SessionOutcome =
  | { readonly status: 200 | 201; readonly session: object }
  | { readonly status: 204 }
  | { readonly status: 401 | 403 | 404; readonly help: string }
  | { readonly code: ErsCode; readonly diagnostics: string }

/** One operation on sessions (auth 8.8). */
export interface SessionOperation {
  readonly code: 'A001' | 'A002' | 'A003'
  readonly title: string
  readonly method: Method
  /** Whether the path names a session, which `HTTP_X_SESSION_KEY` must name, too. */
  readonly ofSession: boolean
  readonly hasBody: boolean
  handle(call: SessionCall): SessionOutcome
}

const pathOf = ({ ofSession }: SessionOperation): string => (ofSession ? `${BASE}/:id` : BASE)

function refuse(exchange: Exchange, status: number, help: string): Answer {
  exchange.find('ers.session', help, SOURCE)
  return empty(status)
}

function answer(exchange: Exchange, outcome: SessionOutcome): Answer {
  if ('session' in outcome) return json(outcome.status, outcome.session)
  if ('help' in outcome) return refuse(exchange, outcome.status, outcome.help)
  if ('status' in outcome) return empty(outcome.status)
  exchange.find('ers.session', `${outcome.code}: ${outcome.diagnostics}`, SOURCE)
  return refusalAnswer('STU3', [outcome], 422, exchange.world.clock.iso())
}

function take(exchange: Exchange, operation: SessionOperation, findTicket: FindTicket): Answer {
  const { world, request } = exchange
  const asid = request.header('xapi_asid') ?? ''
  const id = request.params.id ?? ''
  if (!isKnownAsid(world, asid))
    return refuse(exchange, 403, `XAPI_ASID '${asid.slice(0, 40)}' is that of no known system.`)
  if (operation.ofSession && request.header('http_x_session_key') !== id)
    return refuse(exchange, 403, 'HTTP_X_SESSION_KEY must be the id of the session in the path.')
  if (!accepts(request.header('accept'), [JSON_TYPE]))
    return refuse(exchange, 406, `Accept must allow ${JSON_TYPE}.`)
  if (operation.hasBody && mediaTypeOf(request.header('content-type') ?? '') !== JSON_TYPE)
    return refuse(exchange, 415, `Content-Type must be ${JSON_TYPE}.`)
  const read = operation.hasBody ? readJson(request.body) : { value: undefined }
  if ('problem' in read) return refuse(exchange, 400, `Unreadable: ${read.problem}.`)
  if (!operation.ofSession)
    exchange.advise(
      ERS_ADVICE.session,
      'Sessions are deprecated: log in by the identity service and call the FHIR API.',
    )
  const call = { exchange, world, findTicket, asid, id, body: read.value }
  return answer(
    exchange,
    world.store.transaction(() => operation.handle(call)),
  )
}

/** The address of an operation on sessions. */
export const sessionEndpoint = (operation: SessionOperation, findTicket: FindTicket): Endpoint => ({
  method: operation.method,
  path: pathOf(operation),
  operation: operation.code,
  title: operation.title,
  handle: (exchange) => take(exchange, operation, findTicket),
})
