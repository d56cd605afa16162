import type { Instant } from '../../../../world/clock.js'
import { isoInstant } from '../../../../world/instant.js'
import { type Appointment, appointments } from '../../../../world/tables/appointment.js'
import { findConcept } from '../../../../world/tables/concept.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import type { Reason, ReasonList, Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { endAppointment } from '../cancellation/end-appointment.js'
import { ok, type Result, refuse } from '../outcome.js'
import { changeReferral } from '../referral/change-referral.js'
import { permit, situationOf } from '../referral/situation.js'
import { bookSlot } from './book-slot.js'

interface Because {
  readonly reason: string
  readonly comment?: string
}

type ReasonSet = Extract<
  ReasonList,
  'APPOINTMENT-CANCELLATION-REASON' | 'APPOINTMENT-NON-ATTENDANCE-REASON'
>

/** A reason of a reference data set, of a type where the set has types. */
function reasonOf(world: World, list: ReasonSet, code: string, type?: string): Result<Reason> {
  const concept = findConcept(world.store, list, code)
  if (!concept) return refuse('INVALID_CODE', `'reason' (${code}) is not a known code.`)
  return type === undefined || concept.type === type
    ? ok({ list, code })
    : refuse('INAPPROPRIATE_VALUE', `'reason' (${code}) is not a reason of type ${type}`)
}

/** The provider's admin books a slot for a deferred or triaged referral. */
export function providerBooks(
  world: World,
  referral: Referral,
  { slotId }: { readonly slotId: number },
): Result<Referral> {
  return bookSlot(world, referral, slotId, 'BOOK_AS_PROVIDER', 'PROVIDER')
}

/** The provider records an appointment that was made by telephone: it has no slot, and one moment. */
export function recordIndirectBooking(
  world: World,
  referral: Referral,
  { serviceId, at }: { readonly serviceId: string; readonly at: Instant },
): Result<Referral> {
  const permitted = permit('RECORD_INDIRECT_BOOKING', situationOf(world, referral), 'PROVIDER')
  if (!permitted.ok) return permitted
  if (!healthcareServices.find(world.store, serviceId))
    return refuse('REFERENCE_NOT_FOUND', `'service' (${serviceId}) does not exist.`)
  const moment = isoInstant(at)
  const appointment: Appointment = {
    id: world.ids.next('appointment'),
    version: 0,
    ubrn: referral.ubrn,
    nhsNumber: referral.nhsNumber,
    serviceId,
    status: 'booked',
    start: moment,
    end: moment,
    created: world.clock.now(),
  }
  appointments.save(world.store, appointment)
  return ok(
    changeReferral(world, referral, 'RECORD_INDIRECT_BOOKING', {
      state: 'BOOKED',
      stateReason: undefined,
      stateComments: undefined,
      appointmentId: appointment.id,
      currentService: serviceId,
      review: 'PENDING',
      contextStatus: 'NEVER_REVIEWED',
    }),
  )
}

/** How the appointment and its referral stand then (ers-hl7v3-mim 9). */
const END = {
  CANCEL_APPOINTMENT_AS_PROVIDER: { status: 'cancelled', state: 'APPT_CANCELLED_BY_PROVIDER' },
  RECORD_NON_ATTENDANCE: { status: 'noshow', state: 'DID_NOT_ATTEND' },
} as const

/** Ends the appointment for a reason, and lets the referral go where the action leads. */
function end(
  world: World,
  referral: Referral,
  action: keyof typeof END,
  reason: Result<Reason>,
  comment: string | undefined,
): Result<Referral> {
  const permitted = permit(action, situationOf(world, referral), 'PROVIDER')
  if (!permitted.ok) return permitted
  if (!reason.ok) return reason
  const { appointment } = permitted.value
  if (appointment)
    endAppointment(world, appointment, {
      status: END[action].status,
      reason: reason.value,
      comment,
    })
  return ok(
    changeReferral(world, referral, action, {
      state: END[action].state,
      stateReason: reason.value,
      stateComments: comment,
      review: 'NOT_FOR_REVIEW',
    }),
  )
}

/** The hospital cancels the appointment (ers-fhir 8.4). */
export const providerCancels = (
  world: World,
  referral: Referral,
  { reason, comment }: Because,
): Result<Referral> =>
  end(
    world,
    referral,
    'CANCEL_APPOINTMENT_AS_PROVIDER',
    reasonOf(world, 'APPOINTMENT-CANCELLATION-REASON', reason, 'PROVIDER'),
    comment,
  )

/** The patient did not come, and the referral goes back to the referrer. */
export const recordNonAttendance = (
  world: World,
  referral: Referral,
  { reason, comment }: Because,
): Result<Referral> =>
  end(
    world,
    referral,
    'RECORD_NON_ATTENDANCE',
    reasonOf(world, 'APPOINTMENT-NON-ATTENDANCE-REASON', reason),
    comment,
  )

/** An assessment service records its result, with advice to the referrer. */
export function recordAssessment(
  world: World,
  referral: Referral,
  { comment }: { readonly comment?: string },
): Result<Referral> {
  const permitted = permit('RECORD_ASSESSMENT', situationOf(world, referral), 'PROVIDER')
  if (!permitted.ok) return permitted
  return ok(
    changeReferral(world, referral, 'RECORD_ASSESSMENT', {
      state: 'ASSESSMENT_RESULT',
      stateReason: undefined,
      stateComments: comment,
      review: 'REVIEWED',
    }),
  )
}
