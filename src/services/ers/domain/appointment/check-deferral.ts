import type { HealthcareService } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import { countFreeSlots, findSlot } from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import type { Deferral, DeferralReason, TriageRequest } from './appointment-request.js'
import { freeSlotQuery } from './find-slots.js'
import { wasRefused } from './refused-bookings.js'

type Allowed = Result<undefined>
const YES: Allowed = ok(undefined)

/** Whether the obstacle that a deferral names is real (ers-fhir 7.16, deferral table). */
const OBSTACLE: Readonly<
  Record<DeferralReason, (world: World, referral: Referral, deferral: Deferral) => Allowed>
> = {
  NO_SLOTS_AT_SERVICE: (world, referral, { serviceId }) =>
    countFreeSlots(world.store, freeSlotQuery(world, serviceId, referral.priority)) === 0
      ? YES
      : refuse('SLOTS_CURRENTLY_AVAILABLE', `'service' (${serviceId}) has slots available.`),
  SLOT_NOT_AVAILABLE: (world, { ubrn }, { slotId }) => {
    if (slotId === undefined) return refuse('MISSING_VALUE', "'slot' is missing.")
    const slot = findSlot(world.store, slotId)
    if (!slot) return refuse('REFERENCE_NOT_FOUND', `'slot' (${slotId}) does not exist.`)
    const taken = slot.status !== 'FREE' || slot.start <= world.clock.now()
    return taken || wasRefused(world, { ubrn, slotId })
      ? YES
      : refuse('THIS_SLOT_IS_AVAILABLE', `'slot' (${slotId}) is available.`)
  },
  BOOKING_ATTEMPT_PROBLEM: () => YES,
}

function checkSlot(
  world: World,
  service: HealthcareService,
  request: Deferral | TriageRequest,
): Allowed {
  if (request.slotId === undefined) return YES
  if (request.kind === 'SEND_FOR_TRIAGE' || request.reason !== 'SLOT_NOT_AVAILABLE')
    return refuse('INAPPROPRIATE_VALUE', "'slot' is given, but the reason does not concern a slot")
  const slot = findSlot(world.store, request.slotId)
  return slot && slot.serviceId !== service.id
    ? refuse(
        'INAPPROPRIATE_VALUE',
        `'slot' (${slot.id}) does not belong to service '${service.id}'`,
      )
    : YES
}

function checkFlow(service: HealthcareService, request: Deferral | TriageRequest): Allowed {
  const triage = service.flows.includes('TRIAGE_REQUEST')
  if (triage !== (request.kind === 'SEND_FOR_TRIAGE'))
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'reason' does not go with service '${service.id}', which ${triage ? 'is' : 'is not'} a triage service`,
    )
  return triage || service.bookable === 'DIRECTLY_BOOKABLE'
    ? YES
    : refuse('INVALID_STATE', `'service' (${service.id}) is not directly bookable.`)
}

/** Whether a referral may be deferred to the provider, or sent for triage, as asked. */
export function checkDeferral(
  world: World,
  referral: Referral,
  service: HealthcareService,
  request: Deferral | TriageRequest,
): Allowed {
  const flow = checkFlow(service, request)
  if (!flow.ok) return flow
  const slot = checkSlot(world, service, request)
  if (!slot.ok) return slot
  return request.kind === 'DEFER' ? OBSTACLE[request.reason](world, referral, request) : YES
}
