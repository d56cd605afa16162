import type { Appointment } from '../../../../world/tables/appointment.js'
import { findConcept } from '../../../../world/tables/concept.js'
import type { Reason, Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { cancelInPas } from '../appointment/pas.js'
import type { BusinessFunction } from '../business-function.js'
import { ok, type Result, refuse } from '../outcome.js'
import { changeReferral } from '../referral/change-referral.js'
import type { Actor } from '../referral/referral-machine.js'
import { permit, situationOf } from '../referral/situation.js'
import { checkComment, isAnyReason, isEffective, NOT_VALID_HERE } from './cancellation-reason.js'
import { endAppointment } from './end-appointment.js'

export interface AppointmentCancellation {
  readonly reason: string
  readonly comment?: string
}

export interface CancelledAppointment {
  readonly referral: Referral
  readonly appointment: Appointment
}

const LIST = 'APPOINTMENT-CANCELLATION-REASON'

/** A reason that a person with this function may cancel an appointment for (ers-fhir 7.34). */
function checkReason(
  world: World,
  businessFunction: BusinessFunction,
  { reason, comment }: AppointmentCancellation,
): Result<Reason> {
  const concept = findConcept(world.store, LIST, reason)
  if (!concept)
    return isAnyReason(world.store, reason)
      ? refuse('INAPPROPRIATE_VALUE', NOT_VALID_HERE)
      : refuse('INVALID_VALUE', `'reason' (${reason}) is invalid.`)
  const usable =
    concept.usage === 'CANCEL' &&
    concept.businessFunctions?.includes(businessFunction) &&
    isEffective(concept, world.clock.now())
  if (!usable) return refuse('INAPPROPRIATE_VALUE', NOT_VALID_HERE)
  const commented = checkComment(concept, comment, 'MISSING_VALUE', 'comment')
  return commented.ok ? ok({ list: LIST, code: reason }) : commented
}

/** Cancels a directly booked appointment at the patient's wish (A034, ers-fhir 7.34). */
export function cancelAppointment(
  world: World,
  referral: Referral,
  cancellation: AppointmentCancellation,
  by: { readonly actor: Actor; readonly businessFunction: BusinessFunction },
): Result<CancelledAppointment> {
  const permitted = permit('CANCEL_APPOINTMENT', situationOf(world, referral), by.actor)
  if (!permitted.ok) return permitted
  const reason = checkReason(world, by.businessFunction, cancellation)
  if (!reason.ok) return reason
  const booked = permitted.value.appointment as Appointment
  const inPas = cancelInPas(world, booked, reason.value, 'PAS_RESPONDED_WITH_ERROR')
  if (!inPas.ok) return inPas
  const appointment = endAppointment(world, booked, {
    status: 'cancelled',
    reason: reason.value,
    comment: cancellation.comment,
  })
  const changed = changeReferral(world, referral, 'CANCEL_APPOINTMENT', {
    state: 'APPT_CANCELLED_BY_PATIENT',
    stateReason: reason.value,
    stateComments: cancellation.comment,
    review: 'NOT_FOR_REVIEW',
  })
  return ok({ referral: changed, appointment })
}
