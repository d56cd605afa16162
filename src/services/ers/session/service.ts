import { type Answer, empty } from '../../../http/answer.js'
import type { Service } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import type { Method } from '../../../http/request.js'
import type { FindPatient } from '../domain/patient.js'
import { operationEndpoint } from '../fhir/endpoint.js'
import { ERS_OPERATIONS } from '../fhir/operations/index.js'
import { a001CreateSession } from './a001-create-session.js'
import { a002ChoosePermission } from './a002-choose-permission.js'
import { a003EndSession } from './a003-end-session.js'
import { sessionEndpoint } from './call.js'
import type { FindTicket } from './session.js'
import { SESSION_BASE, sessionDoor, TRANSACTION_HEADER } from './session-door.js'

/** Every operation on sessions (auth 8.8). */
export const SESSION_OPERATIONS = [a001CreateSession, a002ChoosePermission, a003EndSession] as const

const failed = (): Answer => empty(500)

/** The form of before STU3 lies beside the sessions, without a version of FHIR in its path. */
const DSTU2 = /^\/ers-api\/v1\/(?!ProfessionalSession)/

function notFound(exchange: Exchange, allowed: readonly Method[]): Answer {
  const { method, path } = exchange.request
  const offered = allowed.join(', ')
  const words = offered
    ? `${method} is not offered at ${path}; ${offered} is.`
    : `There is no operation at ${path}.`
  const hint = DSTU2.test(path) ? ' The DSTU2 form is not served: use /ers-api/STU3/v1.' : ''
  exchange.find('ers.unknown-path', words + hint, 'e-RS session API')
  return offered ? empty(405, { Allow: offered }) : empty(404)
}

/** There is no gateway in front: every answer is e-RS's own and names its transaction (ers-fhir 2.4, 13). */
const finish = ({ world }: Exchange, answer: Answer): Answer => ({
  ...answer,
  headers: { [TRANSACTION_HEADER]: `${world.ids.uuid()}-1`, ...answer.headers },
})

/**
 * The older e-RS API: sessions for smartcards, and the STU3 operations behind them (ers-fhir 13). Its
 * state is that of the FHIR API.
 */
export function createSessionService(findPatient: FindPatient, findTicket: FindTicket): Service {
  const door = sessionDoor(findTicket)
  return {
    id: 'ers-session',
    title: 'e-RS session API (deprecated)',
    prefixes: [SESSION_BASE],
    endpoints: [
      ...SESSION_OPERATIONS.map((operation) => sessionEndpoint(operation, findTicket)),
      ...ERS_OPERATIONS.filter(({ fhir }) => fhir === 'STU3').map((operation) =>
        operationEndpoint(operation, findPatient, door),
      ),
    ],
    notFound,
    tooLarge: () => empty(413),
    failed,
    failures: { SERVER_ERROR: failed },
    finish,
  }
}
