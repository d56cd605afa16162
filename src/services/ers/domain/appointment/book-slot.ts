import { isoInstant } from '../../../../world/instant.js'
import type { Appointment } from '../../../../world/tables/appointment.js'
import type { HealthcareService } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import { findSlot, type Slot, setSlotStatus } from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'
import { ok, type Refusal, type Result, refuse } from '../outcome.js'
import { isAnsweredFor } from '../pas/answer-of.js'
import { slotPrioritiesFor } from '../priority.js'
import { isCommissioned } from '../search/search-services.js'
import type { Booking } from './appointment-request.js'
import { bookInPas } from './pas.js'

const UNSUITABLE =
  'The slot provided is not suitable. Perform a Slot Search with the current Search Criteria to progress'

/** The slot of a booking, if it is the one the client describes (ers-fhir 7.16). */
function slotOf(world: World, service: HealthcareService, booking: Booking): Result<Slot> {
  const slot = findSlot(world.store, booking.slotId)
  if (!slot) return refuse('REFERENCE_NOT_FOUND', `'slot' (${booking.slotId}) does not exist.`)
  if (slot.serviceId !== service.id)
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'slot' (${slot.id}) does not belong to service '${service.id}'`,
    )
  if ((booking.clinician ?? null) !== slot.clinician)
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'clinician' (${booking.clinician ?? 'none'}) does not match the slot`,
    )
  if (Date.parse(booking.start) !== slot.start || Date.parse(booking.end) !== slot.end)
    return refuse('INAPPROPRIATE_VALUE', "'start' and 'end' do not match the slot")
  return ok(slot)
}

/** Whether the slot suits the referral: priority, commissioning, criteria, not in the past. */
function suits(world: World, referral: Referral, service: HealthcareService, slot: Slot): boolean {
  const { namedClinician } = referral.criteria
  return (
    slot.start > world.clock.now() &&
    slotPrioritiesFor(referral.priority).includes(slot.priority) &&
    isCommissioned(service, referral.commissioningRuleOrganisation) &&
    (namedClinician === undefined || slot.clinician === null || slot.clinician === namedClinician)
  )
}

/** True if the hospital said no; not if it said nothing, or is still to be asked. */
const isRefusal = ([first]: readonly Refusal[]): boolean =>
  first !== undefined && first.code !== 'PAS_NOT_RESPONDING'

/** Takes the slot for the referral; refuses one that is wrong, unsuitable or gone. */
export function bookSlot(
  world: World,
  referral: Referral,
  service: HealthcareService,
  booking: Booking,
): Result<Partial<Appointment>> {
  if (service.bookable !== 'DIRECTLY_BOOKABLE' || !service.flows.includes('APPOINTMENT_REQUEST'))
    return refuse('INVALID_STATE', `'service' (${service.id}) is not directly bookable.`)
  const slot = slotOf(world, service, booking)
  if (!slot.ok) return slot
  const { id: slotId, status } = slot.value
  if (status !== 'FREE' && !isAnsweredFor(world, { ubrn: referral.ubrn, slotId }))
    return refuse('SLOT_NOT_AVAILABLE', `'slot' (${slotId}) is no longer available.`)
  if (!suits(world, referral, service, slot.value)) return refuse('INAPPROPRIATE_SLOT', UNSUITABLE)
  const asked = { slotId, ubrn: referral.ubrn }
  const confirmed = bookInPas(world, { serviceId: service.id, ...asked })
  if (!confirmed.ok)
    return isRefusal(confirmed.refusals) ? { ...confirmed, refusedBooking: asked } : confirmed
  setSlotStatus(world.store, slotId, 'BOOKED')
  return ok({
    status: 'booked',
    start: isoInstant(slot.value.start),
    end: isoInstant(slot.value.end),
    slotId,
    ...(slot.value.clinician === null ? {} : { clinician: slot.value.clinician }),
  })
}
