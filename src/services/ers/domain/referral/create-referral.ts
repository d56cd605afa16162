import type { Instant } from '../../../../world/clock.js'
import { given } from '../../../../world/given.js'
import { DAY } from '../../../../world/instant.js'
import { type Referral, referrals } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { UserCaller } from '../caller.js'
import { ok, type Result, refuse } from '../outcome.js'
import { type FindPatient, patientForRequest } from '../patient.js'
import { publishReferral } from './change-referral.js'
import { checkShortlist, letterDue, type ShortlistRequest } from './check-shortlist.js'
import { draftReferral } from './draft-referral.js'
import { responsibleForRequest } from './referring-clinician.js'
import { scheduleReminder } from './remind-patient.js'

export interface NewReferral extends ShortlistRequest {
  readonly nhsNumber: string
  readonly referringClinician?: string
  readonly reminderDays: number
  readonly pathwayStart?: Instant
}

const OLDEST_PATHWAY_DAYS = 365

function checkPathwayStart(world: World, start: Instant | undefined): Result<undefined> {
  const now = world.clock.now()
  if (start === undefined || (start <= now && start >= now - OLDEST_PATHWAY_DAYS * DAY))
    return ok(undefined)
  return refuse(
    'INAPPROPRIATE_VALUE',
    `'eReferralPathwayStart' must be in the past, at most ${OLDEST_PATHWAY_DAYS} days ago.`,
  )
}

/**
 * Creates a referral to a shortlist of services (A011, ers-fhir 7.11): it starts NOT_BOOKED.
 * Refuses whatever of patient, clinician, criteria, shortlist, letter or pathway start is not right.
 */
export function createReferral(
  world: World,
  findPatient: FindPatient,
  caller: UserCaller,
  request: NewReferral,
): Result<Referral> {
  const clinician = responsibleForRequest(world, caller, request.referringClinician)
  if (!clinician.ok) return clinician
  const patient = patientForRequest(world, findPatient, request.nhsNumber)
  if (!patient.ok) return patient
  const services = checkShortlist(world, request, {
    patient: patient.value,
    ruleOrganisation: caller.organisation,
  })
  if (!services.ok) return services
  const pathway = checkPathwayStart(world, request.pathwayStart)
  if (!pathway.ok) return pathway
  const referral = draftReferral(world, {
    nhsNumber: patient.value.nhsNumber,
    referringOrganisation: caller.organisation,
    commissioningRuleOrganisation: caller.organisation,
    referringClinician: clinician.value,
    createdBy: caller.userId,
    criteria: request.criteria,
    shortlist: request.shortlist,
    letterIntention: request.letterIntention,
    ...letterDue(world, request.letterIntention),
    reminderDays: request.reminderDays,
    ...given({ pathwayStart: request.pathwayStart }),
  })
  referrals.save(world.store, referral)
  publishReferral(world, 'CREATE', referral)
  scheduleReminder(world, referral)
  return ok(referral)
}
