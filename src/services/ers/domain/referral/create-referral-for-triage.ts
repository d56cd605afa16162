import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { UserCaller } from '../caller.js'
import { ok, type Result, refuse } from '../outcome.js'
import type { FindPatient } from '../patient.js'
import { checkNoneTwice, triageService } from './check-shortlist.js'
import { createReferral, type NewReferral } from './create-referral.js'
import { sendForTriage } from './send-for-triage.js'

/** Nobody reminds a patient of what the provider will arrange (ers-fhir 7.21, 7.32). */
export const checkNoReminder = (reminderDays: number): Result<undefined> =>
  reminderDays === 0
    ? ok(undefined)
    : refuse('INAPPROPRIATE_VALUE', "'firstReminderLetterFollowUpDays' must be 0 for triage.")

/** What a referral for triage must say of letter and reminder (ers-fhir 7.21). */
const checkIntention = ({ letterIntention, reminderDays }: NewReferral): Result<undefined> =>
  letterIntention === 'NEED_TO_ADD_LATER'
    ? checkNoReminder(reminderDays)
    : refuse(
        'INAPPROPRIATE_VALUE',
        "'intentionToAddReferralLetter' must be NEED_TO_ADD_LATER for triage.",
      )

/** Creates a referral to one triage service and sends it there (A021, ers-fhir 7.21). */
export function createReferralForTriage(
  world: World,
  findPatient: FindPatient,
  caller: UserCaller,
  request: NewReferral,
): Result<Referral> {
  const once = checkNoneTwice(request.shortlist)
  if (!once.ok) return once
  const named = request.shortlist.map((id) => healthcareServices.find(world.store, id))
  const known = named.filter((service) => service !== undefined)
  const service = known.length > 0 ? triageService(known) : undefined
  if (service && !service.ok) return service
  const intention = checkIntention(request)
  if (!intention.ok) return intention
  const created = createReferral(world, findPatient, caller, request)
  if (!created.ok || !service) return created
  return ok(sendForTriage(world, created.value, service.value).referral)
}
