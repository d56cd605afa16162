import type { Priority } from '../../../../world/tables/healthcare-service.js'
import { organisations } from '../../../../world/tables/organisation.js'
import { findActivePractitioner } from '../../../../world/tables/practitioner.js'
import { type Referral, referrals } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import { type FindPatient, patientForRequest } from '../patient.js'
import { publishReferral } from './change-referral.js'
import { letterDue } from './check-shortlist.js'
import { draftReferral } from './draft-referral.js'

/** What a referrer's system says of a referral when it asks for a UBRN by message. */
export interface ReferralByMessage {
  readonly nhsNumber: string
  readonly priority: Priority
  /** Who refers, and where. */
  readonly clinician: string
  readonly organisation: string
}

const INTENTION = 'NEED_TO_ADD_LATER'

/**
 * Creates a referral for a UBRN that a referrer's system asks for by message (ers-hl7v3-mim 7.10): without
 * services as yet, its clinical information still to come. Refuses an unknown patient, clinician or practice.
 */
export function createByMessage(
  world: World,
  findPatient: FindPatient,
  { nhsNumber, priority, clinician, organisation }: ReferralByMessage,
): Result<Referral> {
  const patient = patientForRequest(world, findPatient, nhsNumber)
  if (!patient.ok) return patient
  if (!findActivePractitioner(world.store, clinician))
    return refuse('REFERENCED_USER_IS_NOT_ACTIVE', `'author' (${clinician}) is not an active user.`)
  if (!organisations.find(world.store, organisation)?.roles.includes('REFERRER'))
    return refuse('ORGANISATION_NOT_APPROPRIATE', `'${organisation}' is no referring organisation.`)
  const referral = draftReferral(world, {
    nhsNumber: patient.value.nhsNumber,
    referringOrganisation: organisation,
    commissioningRuleOrganisation: organisation,
    referringClinician: clinician,
    createdBy: clinician,
    criteria: { priority, ageAndGenderAppropriate: false },
    shortlist: [],
    letterIntention: INTENTION,
    ...letterDue(world, INTENTION),
  })
  referrals.save(world.store, referral)
  publishReferral(world, 'CREATE', referral)
  return ok(referral)
}
