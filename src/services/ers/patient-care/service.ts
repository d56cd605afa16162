import { TOO_MANY_REQUESTS } from '../../../gateway/patient-care/checks.js'
import { patientCareFaultAnswer } from '../../../gateway/patient-care/outcome.js'
import { type Answer, empty } from '../../../http/answer.js'
import type { Endpoint, Service } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import type { PatientCareOperation } from './operation.js'
import { PATIENT_CARE_OPERATIONS } from './operations/index.js'
import { refusalAnswer } from './outcome.js'
import { BASE, pathOf, perform, performNothing } from './perform.js'

const endpoint = (operation: PatientCareOperation): Endpoint => ({
  method: operation.method,
  path: pathOf(operation),
  operation: `patient care ${operation.code}`,
  title: operation.title,
  watch: 'DATA',
  handle: (exchange) => perform(exchange, operation),
})

/** The correlation id comes back as it was sent, on refusals too. */
function finish({ request }: Exchange, answer: Answer): Answer {
  const correlation = request.header('x-correlation-id')
  return correlation === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'X-Correlation-ID': correlation } }
}

const serverError = ({ world }: Exchange): Answer =>
  refusalAnswer(
    [{ code: 'REC_SERVER_ERROR', diagnostics: 'Internal server error' }],
    world.clock.iso(),
  )

const timeout = ({ world }: Exchange): Answer =>
  refusalAnswer(
    [{ code: 'GATEWAY_TIMEOUT', diagnostics: 'The operation took too long' }],
    world.clock.iso(),
  )

const tooMany = ({ world }: Exchange): Answer =>
  patientCareFaultAnswer(TOO_MANY_REQUESTS, world.clock.iso())

/**
 * The e-RS patient care API as the server mounts it: what patients see of their referrals. Same world
 * as e-RS. `gatewayEndpoints`: what the API platform adds (ping, status).
 */
export const createPatientCareService = (gatewayEndpoints: readonly Endpoint[]): Service => ({
  id: 'patient-care',
  title: 'e-RS patient care API',
  prefixes: [BASE],
  endpoints: [...PATIENT_CARE_OPERATIONS.map(endpoint), ...gatewayEndpoints],
  notFound: performNothing,
  tooLarge: () => empty(413),
  failed: serverError,
  failures: { SERVER_ERROR: serverError, GATEWAY_TIMEOUT: timeout, TOO_MANY_REQUESTS: tooMany },
  finish,
})
