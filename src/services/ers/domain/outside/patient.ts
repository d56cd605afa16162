import { isoInstant } from '../../../../world/instant.js'
import type { Referral } from '../../../../world/tables/referral.js'
import { findSlot } from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'
import type { Booking } from '../appointment-request.js'
import { arrangeFor } from '../arrange-appointment.js'
import { cancelAppointment } from '../cancel-appointment.js'
import { ok, type Result, refuse } from '../outcome.js'

/** A booking of a slot as the slot itself says when and with whom. */
export function bookingOf(world: World, referral: Referral, slotId: number): Result<Booking> {
  const slot = findSlot(world.store, slotId)
  if (!slot) return refuse('REFERENCE_NOT_FOUND', `'slot' (${slotId}) does not exist.`)
  return ok({
    kind: 'BOOK',
    ubrn: referral.ubrn,
    version: referral.version,
    serviceId: slot.serviceId,
    nhsNumber: referral.nhsNumber,
    slotId,
    start: isoInstant(slot.start),
    end: isoInstant(slot.end),
    ...(slot.clinician === null ? {} : { clinician: slot.clinician }),
  })
}

/** The patient books a slot of a shortlisted service in the portal (ers-fhir 8.4). */
export function patientBooks(
  world: World,
  referral: Referral,
  { slotId }: { readonly slotId: number },
): Result<Referral> {
  const booking = bookingOf(world, referral, slotId)
  if (!booking.ok) return booking
  const arranged = arrangeFor(world, referral, booking.value, 'BOOK', 'PATIENT')
  return arranged.ok ? ok(arranged.value.referral) : arranged
}

/** The patient cancels the appointment in the portal; any reason that referrers may give will do. */
export function patientCancels(
  world: World,
  referral: Referral,
  cancellation: { readonly reason: string; readonly comment?: string },
): Result<Referral> {
  const by = { actor: 'PATIENT', businessFunction: 'REFERRING_CLINICIAN' } as const
  const cancelled = cancelAppointment(world, referral, cancellation, by)
  return cancelled.ok ? ok(cancelled.value.referral) : cancelled
}
