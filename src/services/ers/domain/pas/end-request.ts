import {
  type PasRejection,
  type PasRequest,
  type PasRequestState,
  pasRequests,
} from '../../../../world/tables/pas-request.js'
import type { SlotStatus } from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'
import { moveSlot, publishRequest, TIME_OUT } from './request.js'

/** How a request came to an end. */
export interface RequestEnd {
  readonly state: Exclude<PasRequestState, 'WAITING'>
  readonly rejection?: PasRejection
  readonly trouble?: string
}

/** The reason for which a slot is not offered any more: somebody else has it (ers-hl7v3-mim 10.3). */
const TAKEN = '2'

/**
 * What becomes of a slot that is held when its booking is refused: it is free again, or gone
 * (ers-hl7v3-mim 8.2). Without an answer it stays held until the next poll decides.
 */
export function slotAfter({ state, rejection }: RequestEnd): SlotStatus | undefined {
  if (state === 'REJECTED') return rejection?.code === TAKEN ? 'GONE' : 'FREE'
  return state === 'ERROR' ? 'FREE' : undefined
}

/** Ends a request that waits, and wakes the operation that asked. */
export function endRequest(world: World, request: PasRequest, end: RequestEnd): PasRequest {
  const ended: PasRequest = { ...request, ...end }
  pasRequests.save(world.store, ended)
  world.scheduler.cancel(TIME_OUT, request.id)
  const slot = request.kind === 'BOOK' ? slotAfter(end) : undefined
  if (slot) moveSlot(world, request.slotId, 'HELD', slot)
  publishRequest(world, end.state, ended)
  return ended
}

/** Ends a request that still waits; nothing happens to one that has ended. */
export function endWaiting(world: World, id: string, end: RequestEnd): void {
  const request = pasRequests.find(world.store, id)
  if (request?.state === 'WAITING') endRequest(world, request, end)
}
