import { DAY } from '../../../../world/instant.js'
import { type Referral, referrals } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { publishReferral } from './change-referral.js'
import { UNBOOKED } from './referral-machine.js'

const REMIND_PATIENT = 'remind-patient'

/** Has the patient reminded if nothing is booked when the follow-up days have passed (ers-fhir 7.11). */
export function scheduleReminder(world: World, { ubrn, reminderDays }: Referral): void {
  const due = Math.min(world.clock.now() + reminderDays * DAY, Number.MAX_SAFE_INTEGER)
  if (reminderDays > 0) world.scheduler.schedule({ kind: REMIND_PATIENT, key: ubrn, due })
  else world.scheduler.cancel(REMIND_PATIENT, ubrn)
}

/** The reminder letter goes out: an event of the world, and no change of the referral. */
function remind(world: World, ubrn: string): void {
  const referral = referrals.find(world.store, ubrn)
  if (referral && UNBOOKED.includes(referral.state))
    publishReferral(world, 'REMIND_PATIENT', referral)
}

/** Takes up the reminding of patients in a world. */
export const keepReminders = (world: World): void =>
  world.scheduler.handle(REMIND_PATIENT, ({ key }) =>
    world.store.transaction(() => remind(world, key)),
  )
