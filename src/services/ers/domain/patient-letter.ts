import type { Referral } from '../../../world/tables/referral.js'
import type { World } from '../../../world/world.js'
import { hasAccessCode } from './access-code.js'
import { ok, type Result, refuse } from './outcome.js'

/** Lets a letter to the patient be written (A019, ers-fhir 7.19), for any state but cancelled. */
export function permitPatientLetter(world: World, referral: Referral): Result<Referral> {
  const { ubrn, state, nhsNumber } = referral
  if (state === 'CANCELLED_REFERRAL')
    return refuse(
      'INVALID_REQUEST_STATE',
      `Request '${ubrn}' does not allow this: the request is in state ${state}.`,
    )
  return hasAccessCode(world, nhsNumber)
    ? ok(referral)
    : refuse('NO_ACCESS_CODE', `The patient of request '${ubrn}' has no access code.`)
}
