import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import { changeReferral } from '../referral/change-referral.js'
import { permit, situationOf } from '../referral/situation.js'
import { unarranged } from '../referral/unarranged.js'

/** The provider tried to reach the patient of a deferred referral (ers-fhir 7.8, `lastContact`). */
export function recordContactAttempt(world: World, referral: Referral): Result<Referral> {
  const permitted = permit('RECORD_CONTACT_ATTEMPT', situationOf(world, referral), 'PROVIDER')
  if (!permitted.ok) return permitted
  const lastContact = world.clock.now()
  return ok(changeReferral(world, referral, 'RECORD_CONTACT_ATTEMPT', { lastContact }))
}

/** The provider printed the clinical information in the web application (ers-fhir 7.8). */
export function printClinicalInformation(world: World, referral: Referral): Result<Referral> {
  const permitted = permit('PRINT_CLINICAL_INFORMATION', situationOf(world, referral), 'PROVIDER')
  if (!permitted.ok) return permitted
  return ok(
    changeReferral(world, referral, 'PRINT_CLINICAL_INFORMATION', { clinicalInfoPrinted: true }),
  )
}

/** The provider's admin puts services on the shortlist for the patient to book (ers-fhir 8.4). */
export function providerShortlists(
  world: World,
  referral: Referral,
  { shortlist }: { readonly shortlist: readonly string[] },
): Result<Referral> {
  const situation = situationOf(world, referral)
  const permitted = permit('CHANGE_SHORTLIST_AS_PROVIDER', situation, 'PROVIDER')
  if (!permitted.ok) return permitted
  const unknown = shortlist.find((id) => !healthcareServices.find(world.store, id))
  if (unknown !== undefined)
    return refuse('REFERENCE_NOT_FOUND', `'Shortlist/Service Id' (${unknown}) does not exist.`)
  return ok(
    changeReferral(world, referral, 'CHANGE_SHORTLIST_AS_PROVIDER', { ...unarranged, shortlist }),
  )
}
