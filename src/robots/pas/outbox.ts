import type { Envelope } from '../../ebxml/envelope.js'
import { interactionOf } from '../../hl7v3/ebooking/index.js'
import type { Instant } from '../../world/clock.js'
import { DAY } from '../../world/instant.js'
import {
  forgetRobotMessages,
  type RobotMessage,
  robotMessages,
} from '../../world/tables/pas-robot-message.js'
import type { World } from '../../world/world.js'
import type { Draft, MessageDraft } from './drafts.js'
import type { Subject } from './handle/index.js'
import type { PasRobot } from './robots.js'

/** The job that sends a message; its key is the id of the message. */
export const SEND = 'pas-robot-send'

/** How long messages are remembered, so that second deliveries and late signals are known. */
const REMEMBERED = 7 * DAY

/** Remembers a message that came. */
export function remember(world: World, message: RobotMessage): void {
  forgetRobotMessages(world.store, world.clock.now() - REMEMBERED)
  robotMessages.save(world.store, message)
}

function put(world: World, message: RobotMessage, draft: Draft): void {
  remember(world, { ...message, draft })
  world.scheduler.schedule({ kind: SEND, key: message.id, due: message.at })
}

/** Has a signal sent: at once, or at its moment. */
export function putSignal(
  world: World,
  { asid }: PasRobot,
  envelope: Envelope,
  at: Instant = world.clock.now(),
): void {
  const { messageId: id, action, conversationId } = envelope.header
  const message = { id, asid, direction: 'OUT', at, action, conversationId } as const
  put(world, { ...message, state: 'WAITING' }, { kind: 'SIGNAL', envelope })
}

/** Has a message sent: at once, or at its moment. Answers its id, in ebXML and in HL7. */
export function putMessage(
  world: World,
  { asid }: PasRobot,
  draft: MessageDraft,
  { at, ubrn, usrn }: { readonly at: Instant } & Subject,
): string {
  const id = world.ids.uuid().toUpperCase()
  put(
    world,
    {
      id,
      asid,
      direction: 'OUT',
      at,
      action: interactionOf(draft.family, draft.release).interactionId,
      conversationId: draft.conversationId,
      ...(ubrn !== undefined && { ubrn }),
      ...(usrn !== undefined && { usrn }),
      state: 'WAITING',
    },
    draft,
  )
  return id
}
