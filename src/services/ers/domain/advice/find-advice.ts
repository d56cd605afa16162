import { type AdviceRequest, adviceRequests } from '../../../../world/tables/advice-request.js'
import { referrals } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { type Caller, sideOf } from '../caller.js'
import { ok, type Result, refuse } from '../outcome.js'
import type { FindPatient } from '../patient.js'
import { isProviderOf } from '../referral/relationship.js'

/**
 * True if the caller has a legitimate relationship with the request: the referring organisation, or
 * the workgroup of the service asked (ers-fhir 8.9). Conversion ends neither.
 */
export const hasAdviceRelationship = (
  world: World,
  caller: Caller,
  advice: AdviceRequest,
): boolean =>
  sideOf(caller) === 'REFERRER'
    ? caller.mode === 'user' && advice.referringOrganisation === caller.organisation
    : isProviderOf(world, caller, advice.serviceId)

/** What a UBRN is refused with that never was an advice request (ers-fhir 7.24, 7.26). */
const NOT_ADVICE = { READ: 'INVALID_REQUEST_TYPE', CHANGE: 'INVALID_REQUEST_STATE' } as const

/**
 * The advice request that an operation is about. Refuses an unknown UBRN (NOT_FOUND), that of a
 * referral (INVALID_REQUEST_TYPE for reading, INVALID_REQUEST_STATE for a change), a caller without
 * relationship (NO_RELATIONSHIP) and a sensitive patient (PATIENT_ERROR).
 */
export function findAdvice(
  world: World,
  findPatient: FindPatient,
  caller: Caller,
  ubrn: string,
  purpose: 'READ' | 'CHANGE',
): Result<AdviceRequest> {
  const advice = adviceRequests.find(world.store, ubrn)
  if (!advice)
    return referrals.find(world.store, ubrn)
      ? refuse(NOT_ADVICE[purpose], `Request '${ubrn}' is not an advice and guidance request.`)
      : refuse('NOT_FOUND', `There is no request with UBRN '${ubrn}'.`)
  if (!hasAdviceRelationship(world, caller, advice))
    return refuse(
      'NO_RELATIONSHIP',
      `No legitimate relationship between the user and request '${ubrn}'.`,
    )
  const patient = findPatient(world, advice.nhsNumber)
  return patient && !patient.restricted
    ? ok(advice)
    : refuse('PATIENT_ERROR', `The patient of request '${ubrn}' cannot be used in this service.`)
}
