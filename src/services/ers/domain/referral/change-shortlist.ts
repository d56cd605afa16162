import type { HealthcareService } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result } from '../outcome.js'
import { type FindPatient, patientForRequest } from '../patient.js'
import { changeReferral } from './change-referral.js'
import {
  checkShortlist,
  letterDue,
  type ShortlistRequest,
  triageService,
} from './check-shortlist.js'
import { hasLetter } from './clinical-information.js'
import { checkNoReminder } from './create-referral-for-triage.js'
import { scheduleReminder } from './remind-patient.js'
import { type SentForTriage, sendForTriage } from './send-for-triage.js'
import { permit, situationOf } from './situation.js'
import { unarranged } from './unarranged.js'

export interface ShortlistChange extends ShortlistRequest {
  readonly reminderDays: number
}

function check(
  world: World,
  findPatient: FindPatient,
  referral: Referral,
  change: ShortlistChange,
): Result<HealthcareService[]> {
  const patient = patientForRequest(world, findPatient, referral.nhsNumber)
  if (!patient.ok) return patient
  return checkShortlist(world, change, {
    patient: patient.value,
    ruleOrganisation: referral.commissioningRuleOrganisation,
    letterPresent: hasLetter(referral),
    ifUnknown: 'SHORTLISTED_SERVICE_NOT_IN_RESULTS',
  })
}

/** New services, criteria and priority; what was arranged before is no longer shown (ers-fhir 7.31). */
function renew(world: World, referral: Referral, change: ShortlistChange): Referral {
  const renewed = changeReferral(world, referral, 'CHANGE_SHORTLIST', {
    criteria: change.criteria,
    priority: change.criteria.priority,
    shortlist: change.shortlist,
    letterIntention: change.letterIntention,
    letterDue: undefined,
    ...letterDue(world, change.letterIntention),
    reminderDays: change.reminderDays,
    ...unarranged,
    additionalRequirements: [],
  })
  scheduleReminder(world, renewed)
  return renewed
}

/** Changes the shortlist of a referral that nothing is arranged for (A031, ers-fhir 7.31). */
export function changeShortlist(
  world: World,
  findPatient: FindPatient,
  referral: Referral,
  change: ShortlistChange,
): Result<Referral> {
  const permitted = permit('CHANGE_SHORTLIST', situationOf(world, referral), 'REFERRER')
  if (!permitted.ok) return permitted
  const services = check(world, findPatient, referral, change)
  return services.ok ? ok(renew(world, referral, change)) : services
}

/** Changes the shortlist to one triage service and sends the referral there (A032, ers-fhir 7.32). */
export function changeShortlistAndSendForTriage(
  world: World,
  findPatient: FindPatient,
  referral: Referral,
  change: ShortlistChange,
): Result<SentForTriage> {
  const situation = situationOf(world, referral)
  const permitted = permit('CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE', situation, 'REFERRER')
  if (!permitted.ok) return permitted
  const services = check(world, findPatient, referral, change)
  if (!services.ok) return services
  const service = triageService(services.value)
  if (!service.ok) return service
  const reminder = checkNoReminder(change.reminderDays)
  return reminder.ok
    ? ok(sendForTriage(world, renew(world, referral, change), service.value))
    : reminder
}
