import { adviceRequests } from '../../../../world/tables/advice-request.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { type Referral, referrals } from '../../../../world/tables/referral.js'
import { servicesOfClinician } from '../../../../world/tables/workgroup.js'
import type { World } from '../../../../world/world.js'
import { type Caller, responsibleClinician, sideOf } from '../caller.js'
import { ok, type Result, refuse } from '../outcome.js'
import type { FindPatient } from '../patient.js'

/** Services whose requests the caller may deal with at their organisation (ers-fhir 8.9). */
export function isProviderOf(world: World, caller: Caller, serviceId: string): boolean {
  const service = healthcareServices.find(world.store, serviceId)
  if (service?.providerOrganisation !== caller.organisation) return false
  if (caller.mode === 'application' || caller.businessFunction === 'SERVICE_PROVIDER_ADMIN')
    return true
  return servicesOfClinician(world.store, caller.organisation, responsibleClinician(caller)).has(
    serviceId,
  )
}

/**
 * True if the caller has a legitimate relationship with the referral: the referring organisation,
 * or the workgroup of the current service. For reading, one with a related referral will do.
 */
export function hasRelationship(
  world: World,
  caller: Caller,
  referral: Referral,
  purpose: 'READ' | 'CHANGE',
): boolean {
  if (sideOf(caller) === 'REFERRER')
    return caller.mode === 'user' && referral.referringOrganisation === caller.organisation
  if (referral.currentService && isProviderOf(world, caller, referral.currentService)) return true
  return (
    purpose === 'READ' &&
    referral.relatedReferrals.some((ubrn) => {
      const related = referrals.find(world.store, ubrn)
      return !!related?.currentService && isProviderOf(world, caller, related.currentService)
    })
  )
}

/**
 * A referral that the caller may deal with. Refuses an unknown UBRN (NOT_FOUND), that of a request
 * for advice which was never converted (INVALID_REQUEST_TYPE) and a caller without relationship
 * (NO_RELATIONSHIP).
 */
export function referralInReach(
  world: World,
  caller: Caller,
  ubrn: string,
  purpose: 'READ' | 'CHANGE',
): Result<Referral> {
  const referral = referrals.find(world.store, ubrn)
  if (!referral)
    return adviceRequests.find(world.store, ubrn)
      ? refuse('INVALID_REQUEST_TYPE', `Request '${ubrn}' is an advice and guidance request.`)
      : refuse('NOT_FOUND', `There is no request with UBRN '${ubrn}'.`)
  if (!hasRelationship(world, caller, referral, purpose))
    return refuse(
      'NO_RELATIONSHIP',
      `No legitimate relationship between the user and request '${ubrn}'.`,
    )
  return ok(referral)
}

/** The referral that an operation is about; refuses a sensitive patient too (PATIENT_ERROR). */
export function findReferral(
  world: World,
  findPatient: FindPatient,
  caller: Caller,
  ubrn: string,
  purpose: 'READ' | 'CHANGE',
): Result<Referral> {
  const referral = referralInReach(world, caller, ubrn, purpose)
  if (!referral.ok) return referral
  const patient = findPatient(world, referral.value.nhsNumber)
  if (!patient || patient.restricted)
    return refuse(
      'PATIENT_ERROR',
      `The patient of request '${ubrn}' cannot be used in this service.`,
    )
  return referral
}
