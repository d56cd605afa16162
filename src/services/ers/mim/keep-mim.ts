import type { WorldEvent } from '../../../world/tables/event.js'
import { type PasRequest, pasRequests } from '../../../world/tables/pas-request.js'
import { pollOfMessage, slotPolls } from '../../../world/tables/slot-poll.js'
import type { World } from '../../../world/world.js'
import { endRequest, endWaiting } from '../domain/pas/end-request.js'
import { endPoll } from '../domain/pas/poll.js'
import { moveSlot } from '../domain/pas/request.js'
import type { MimContext } from './outgoing.js'
import { sendBooking } from './request-appointment.js'
import { sendPoll } from './request-available-slots.js'
import { sendCancellation } from './request-cancellation.js'

const SENDERS = { BOOK: sendBooking, CANCEL: sendCancellation } as const

/** Sends a request; one that cannot be sent has failed, and its slot is free as before. */
function leave(world: World, context: MimContext, request: PasRequest): void {
  const trouble = SENDERS[request.kind](world, context, request)
  if (trouble === undefined) return
  moveSlot(world, request.slotId, 'HELD', 'FREE')
  endRequest(world, request, { state: 'FAILED', trouble })
}

/** What the domain tells, and the message that leaves for it. */
const LEAVE: Readonly<Record<string, (world: World, context: MimContext, id: string) => void>> = {
  BOOK: (world, context, id) =>
    leave(world, context, pasRequests.find(world.store, id) as PasRequest),
  CANCEL: (world, context, id) =>
    leave(world, context, pasRequests.find(world.store, id) as PasRequest),
  POLL: (world, context, id) => {
    const poll = slotPolls.find(world.store, id)
    const trouble = poll && sendPoll(world, context, poll)
    if (trouble !== undefined) endPoll(world, id, { state: 'FAILED', trouble })
  },
}

/** A message could not be delivered: what it asked is not answered any more (ers-hl7v3-mim 8.2). */
function undelivered(world: World, { subject, detail }: WorldEvent): void {
  const failed = { state: 'FAILED', trouble: String(detail.reason ?? '') } as const
  endWaiting(world, subject, failed)
  const poll = pollOfMessage(world.store, subject)
  if (poll) endPoll(world, poll.id, failed)
}

/** Lets the questions of a world's e-RS leave as messages, and hears which could not be delivered. */
export function keepMim(world: World, context: MimContext): void {
  world.events.listen((event) => {
    if (event.kind === 'pas') LEAVE[event.action]?.(world, context, event.subject)
    if (event.kind === 'message' && event.action === 'FAILED') undelivered(world, event)
  })
}
