import { type Appointment, appointments } from '../../../../world/tables/appointment.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { pasRequests } from '../../../../world/tables/pas-request.js'
import { type Reason, type Referral, referrals } from '../../../../world/tables/referral.js'
import { findSlotByUsrn, setSlotStatus } from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import { providerCancels, recordNonAttendance } from '../outside/provider.js'
import { endRequest } from './end-request.js'

/** Whether a hospital's system keeps the clinics of any service. */
export const servesAny = (world: World, asid: string): boolean =>
  healthcareServices.where(world.store, 'pas_asid = ? LIMIT 1', asid).length > 0

/** Whether a hospital's system keeps the clinics of a service. */
export const serves = (world: World, asid: string, serviceId: string): boolean =>
  healthcareServices.find(world.store, serviceId)?.pas?.asid === asid

interface Arranged {
  readonly referral: Referral
  readonly appointment: Appointment
}

/** The referral of a UBRN with the appointment it has or had at a service of the system. */
function arrangedAt(world: World, asid: string, ubrn: string): Arranged | undefined {
  const referral = referrals.find(world.store, ubrn)
  const appointment = appointments.find(world.store, String(referral?.appointmentId))
  return referral && appointment && serves(world, asid, appointment.serviceId)
    ? { referral, appointment }
    : undefined
}

/** The cancellation of a referral's appointment that e-RS waits for. */
const cancelling = (world: World, ubrn: string) =>
  pasRequests
    .where(world.store, 'ubrn = ?', ubrn)
    .find(({ kind, state, open }) => kind === 'CANCEL' && state === 'WAITING' && open)

const unknown = (ubrn: string): Result<never> =>
  refuse('REFERENCE_NOT_FOUND', `There is no appointment of UBRN '${ubrn}' at this provider.`)

/**
 * The hospital cancels an appointment (ers-hl7v3-mim 8.5). One that e-RS is cancelling itself is cancelled
 * on both sides at once; of one that is cancelled already nothing changes.
 */
export function hospitalCancels(
  world: World,
  asid: string,
  { ubrn, reason }: { readonly ubrn: string; readonly reason: string },
): Result<undefined> {
  const found = arrangedAt(world, asid, ubrn)
  if (!found) return unknown(ubrn)
  if (found.appointment.status !== 'booked') return ok(undefined)
  const request = cancelling(world, ubrn)
  if (request) {
    endRequest(world, { ...request, crossed: true }, { state: 'CONFIRMED' })
    return ok(undefined)
  }
  const cancelled = providerCancels(world, found.referral, { reason })
  return cancelled.ok ? ok(undefined) : cancelled
}

/** The patient of a UBRN did not come; refuses where there is no past appointment (ers-hl7v3-mim 8.5). */
export function hospitalReportsAbsence(
  world: World,
  asid: string,
  { ubrn, reason }: { readonly ubrn: string; readonly reason: Reason['code'] },
): Result<undefined> {
  const found = arrangedAt(world, asid, ubrn)
  if (!found) return unknown(ubrn)
  if (found.referral.state === 'DID_NOT_ATTEND') return ok(undefined)
  const recorded = recordNonAttendance(world, found.referral, { reason })
  return recorded.ok ? ok(undefined) : recorded
}

/** Whether a slot is one of a service whose clinics another system keeps, or none. */
export function isForeignSlot(world: World, asid: string, usrn: string): boolean {
  const slot = findSlotByUsrn(world.store, usrn)
  return slot !== undefined && !serves(world, asid, slot.serviceId)
}

/**
 * The hospital withdraws a slot: it is gone, also from under a booking that is under way. Answers
 * whether an appointment is booked in it, which stays; an unknown one is passed over (ers-hl7v3-mim 8.5).
 */
export function hospitalWithdraws(world: World, usrn: string): 'DONE' | 'BOOKED' {
  const slot = findSlotByUsrn(world.store, usrn)
  if (!slot) return 'DONE'
  if (slot.status === 'BOOKED') return 'BOOKED'
  setSlotStatus(world.store, slot.id, 'GONE')
  return 'DONE'
}
