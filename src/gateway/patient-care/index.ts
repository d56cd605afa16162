import type { Answer } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'
import type { AccessToken } from '../../world/tables/access-token.js'
import { readBearer } from '../bearer.js'
import { BEARER_FAULTS, wwwAuthenticate } from '../fault.js'
import { PATIENT_CARE_API, PATIENT_CARE_CHECKS } from './checks.js'
import { patientCareFaultAnswer } from './outcome.js'

export type PatientCareGate =
  /** NHS number of the patient who is logged in. */
  | { readonly ok: true; readonly nhsNumber: string }
  | { readonly ok: false; readonly answer: Answer }

const numberOf = (token: AccessToken): string => (token.kind === 'user' ? token.userId : '')

/**
 * Makes the checks that the API platform makes in front of the patient care API, in their order
 * (ers-fhir 12), and says which patient calls. A refusal is the finished answer.
 */
export function passPatientCareGateway(exchange: Exchange): PatientCareGate {
  const now = exchange.world.clock.iso()
  const bearer = readBearer(exchange, [PATIENT_CARE_API])
  if (!bearer.ok) {
    const fault = BEARER_FAULTS[bearer.problem]
    const answer = patientCareFaultAnswer(
      {
        status: 401,
        issue: 'forbidden',
        code: 'ACCESS_DENIED',
        diagnostics: fault.faultstring,
      },
      now,
      wwwAuthenticate(fault),
    )
    return { ok: false, answer }
  }
  const call = { exchange, token: bearer.token, application: bearer.application }
  for (const { rule, refuses, fault, help } of PATIENT_CARE_CHECKS) {
    if (!refuses(call)) continue
    exchange.find(rule, help(call), 'ers-fhir 12')
    return { ok: false, answer: patientCareFaultAnswer(fault, now) }
  }
  return { ok: true, nhsNumber: numberOf(bearer.token) }
}
