import { isoInstant } from '../../../../world/instant.js'
import type { Referral } from '../../../../world/tables/referral.js'
import { findSlot } from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'
import type { Booking } from '../appointment/appointment-request.js'
import { arrangeFor } from '../appointment/arrange-appointment.js'
import { ok, type Result, refuse } from '../outcome.js'
import type { Actor, ReferralAction } from '../referral/referral-machine.js'

/** A booking of a slot as the slot itself says when and with whom. */
function bookingOf(world: World, referral: Referral, slotId: number): Result<Booking> {
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

/** Books a slot by its number alone, with the checks of every booking; the referral as it is then. */
export function bookSlot(
  world: World,
  referral: Referral,
  slotId: number,
  action: ReferralAction,
  actor: Actor,
): Result<Referral> {
  const booking = bookingOf(world, referral, slotId)
  if (!booking.ok) return booking
  const arranged = arrangeFor(world, referral, booking.value, action, actor)
  return arranged.ok ? ok(arranged.value.referral) : arranged
}
