import { passPatientCareGateway } from '../../../gateway/patient-care/index.js'
import { type Answer, empty, json } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { FHIR_JSON } from '../fhir/errors.js'
import { type Outcome, type PatientCareOperation, refuse } from './operation.js'
import { refusalAnswer } from './outcome.js'

export const BASE = '/e-referrals-service-patient-care-api'
const FHIR = `${BASE}/FHIR/R4`

/** The path of an operation below the world. */
export const pathOf = ({ path }: PatientCareOperation): string => FHIR + path

/** An answer that came from behind the gateway names the transaction. */
function answerOf(exchange: Exchange, outcome: Outcome): Answer {
  const { world } = exchange
  const answer = outcome.ok
    ? json(200, outcome.resource, {}, FHIR_JSON)
    : refusalAnswer(outcome.refusals, world.clock.iso())
  return { ...answer, headers: { ...answer.headers, 'X-Request-ID': world.ids.uuid() } }
}

/** Tells the developer what was refused and why. */
function note(exchange: Exchange, outcome: Outcome): void {
  if (outcome.ok) return
  for (const { code, diagnostics, expression } of outcome.refusals)
    exchange.find(
      `patient-care.${code.toLowerCase().replaceAll('_', '-')}`,
      [code, diagnostics, expression].filter(Boolean).join(': '),
      'ers-fhir 12',
    )
}

/** Lets a request through the gateway to an operation, and writes its outcome. */
export function perform(exchange: Exchange, operation: PatientCareOperation): Answer {
  const { world, request } = exchange
  const gate = passPatientCareGateway(exchange)
  if (!gate.ok) return gate.answer
  const base = request.base + FHIR
  const outcome = operation.handle({ world, request, base, nhsNumber: gate.nhsNumber })
  note(exchange, outcome)
  return answerOf(exchange, outcome)
}

/** Answers what no operation takes, once the gateway has let it through. */
export function performNothing(exchange: Exchange, allowed: readonly string[]): Answer {
  const gate = passPatientCareGateway(exchange)
  if (!gate.ok) return gate.answer
  const { method, path } = exchange.request
  if (allowed.length > 0) {
    exchange.find(
      'patient-care.method',
      `${method} is not offered at ${path}; ${allowed.join(', ')} is.`,
      'ers-fhir 12',
    )
    return empty(405, { Allow: allowed.join(', ') })
  }
  const diagnostics = `There is no operation ${method} ${path}.`
  const outcome = refuse({ code: 'REC_NOT_FOUND', diagnostics })
  note(exchange, outcome)
  return answerOf(exchange, outcome)
}
