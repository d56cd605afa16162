import type { EbxmlErrors } from '../../../ebxml/signals.js'
import {
  findSpineMessage,
  type MessageState,
  type SpineMessage,
  setMessageState,
} from '../../../world/tables/spine-message.js'
import type { World } from '../../../world/world.js'
import { type Directory, isOwnParty, SPINE_PARTY } from '../directory.js'
import { DELIVER, putSignal, signalEndpoint } from './outbox.js'
import { messageErrorOf, type SignalledMessage } from './signal-of.js'

const signalled = (message: SpineMessage): SignalledMessage => ({
  from: message.fromParty,
  to: message.toParty,
  cpaId: message.cpaId,
  conversationId: message.conversationId,
  messageId: message.messageId,
})

/** Tells the world what became of a message; those that care know its HL7 id (see `Send`). */
function publish(world: World, message: SpineMessage, state: MessageState, reason: string): void {
  world.events.publish({
    kind: 'message',
    action: state === 'EXPIRED' ? 'FAILED' : state,
    subject: message.hl7Id ?? message.messageId,
    detail: {
      messageId: message.messageId,
      conversationId: message.conversationId,
      interaction: message.action,
      from: message.fromParty,
      to: message.toParty,
      state,
      reason,
    },
  })
}

/** Moves a message on, unless it has ended meanwhile; answers whether it did. */
export function moveMessage(
  world: World,
  id: number,
  state: MessageState,
  reason: string,
): SpineMessage | undefined {
  const message = findSpineMessage(world.store, id)
  if (!message || !isOpen(message)) return undefined
  setMessageState(world.store, id, state, reason)
  if (message.pattern !== 'SIGNAL') publish(world, message, state, reason)
  return message
}

/** Whether something may still become of a message. */
export const isOpen = ({ state }: SpineMessage): boolean =>
  state === 'ACCEPTED' || state === 'DELIVERED'

/** A message arrived: nothing more is tried. */
export function acknowledgeMessage(world: World, id: number, reason: string): void {
  if (moveMessage(world, id, 'ACKNOWLEDGED', reason)) world.scheduler.cancel(DELIVER, String(id))
}

/** A message cannot be delivered; its sender is told by MessageError where its way asks for that (tms 4.4). */
export function failMessage(
  world: World,
  directory: Directory,
  id: number,
  end: {
    readonly state: 'FAILED' | 'EXPIRED'
    readonly reason: string
    readonly errors: EbxmlErrors
  },
): void {
  const message = moveMessage(world, id, end.state, end.reason)
  if (!message) return
  world.scheduler.cancel(DELIVER, String(id))
  if (message.reports === 0 || isOwnParty(message.fromParty)) return
  const endpoint = signalEndpoint(directory, world, message.fromParty, message.service)
  if (endpoint === undefined) return
  putSignal(world, messageErrorOf(world, signalled(message), SPINE_PARTY, end.errors), endpoint)
}
