import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { cancelAppointment } from '../cancellation/cancel-appointment.js'
import { ok, type Result } from '../outcome.js'
import { bookSlot } from './book-slot.js'

/** The patient books a slot of a shortlisted service in the portal (ers-fhir 8.4). */
export function patientBooks(
  world: World,
  referral: Referral,
  { slotId }: { readonly slotId: number },
): Result<Referral> {
  return bookSlot(world, referral, slotId, 'BOOK', 'PATIENT')
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
