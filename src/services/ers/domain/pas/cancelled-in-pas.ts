import { appointments } from '../../../../world/tables/appointment.js'
import { type Reason, type Referral, referrals } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { endAppointment } from '../cancellation/end-appointment.js'
import { changeReferral } from '../referral/change-referral.js'

const NOT_SPECIFIED: Reason = { list: 'APPOINTMENT-CANCELLATION-REASON', code: 'NOT_SPECIFIED' }

/**
 * Takes over that the hospital has cancelled an appointment (ers-hl7v3-mim 8.5): the slot is not free,
 * the referral wants another booking. Answers the referral as it is then; the appointment must be booked.
 */
export function cancelledInPas(
  world: World,
  ubrn: string,
  reason: Reason = NOT_SPECIFIED,
): Referral | undefined {
  const referral = referrals.find(world.store, ubrn)
  const appointment = appointments.find(world.store, String(referral?.appointmentId))
  if (!referral || appointment?.status !== 'booked') return undefined
  endAppointment(world, appointment, { status: 'cancelled', reason })
  return changeReferral(world, referral, 'CANCEL_APPOINTMENT_AS_PROVIDER', {
    state: 'APPT_CANCELLED_BY_PROVIDER',
    stateReason: reason,
    stateComments: undefined,
    review: 'NOT_FOR_REVIEW',
  })
}
