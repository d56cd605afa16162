import { appointments } from '../../../../world/tables/appointment.js'
import { type PasRequest, pasRequests } from '../../../../world/tables/pas-request.js'
import { referrals } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { cancelledInPas } from './cancelled-in-pas.js'
import { moveSlot, sendRequest } from './request.js'

/** Whether a slot is booked for the referral of a request. */
export const isBooked = (world: World, { ubrn, slotId }: PasRequest): boolean => {
  const appointmentId = referrals.find(world.store, ubrn)?.appointmentId
  const appointment =
    appointmentId === undefined ? undefined : appointments.find(world.store, String(appointmentId))
  return appointment?.status === 'booked' && appointment.slotId === slotId
}

/**
 * Lets the hospital free a slot that it booked and e-RS did not: a cancellation that nobody waits for
 * (ers-hl7v3-mim 8.2, late answers).
 */
export function releaseSlot(world: World, { serviceId, slotId, ubrn, asid }: PasRequest): void {
  moveSlot(world, slotId, 'HELD', 'GONE')
  sendRequest(
    world,
    {
      ...{ kind: 'CANCEL', serviceId, slotId, ubrn },
      reason: {
        list: 'APPOINTMENT-CANCELLATION-REASON',
        code: 'PATIENT_APPOINTMENT_CANCELLATION_OTHER',
      },
    },
    { open: false, asid },
  )
}

/** What the hospital did though the operation that asked came to nothing is undone, or taken over. */
const UNDO: Readonly<Record<PasRequest['kind'], (world: World, request: PasRequest) => void>> = {
  BOOK: (world, request) => {
    if (!isBooked(world, request)) releaseSlot(world, request)
  },
  CANCEL: (world, request) => {
    if (isBooked(world, request)) cancelledInPas(world, request.ubrn)
  },
}

/** Closes a request whose operation is over. */
export function settleRequest(world: World, id: string, kept: boolean): void {
  const request = pasRequests.find(world.store, id)
  if (!request?.open) return
  const closed: PasRequest = { ...request, open: false }
  pasRequests.save(world.store, closed)
  if (!kept && closed.state === 'CONFIRMED') UNDO[closed.kind](world, closed)
}
