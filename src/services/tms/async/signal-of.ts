import type { Envelope } from '../../../ebxml/envelope.js'
import type { MessageHeader } from '../../../ebxml/message-header.js'
import { type Actor, SIGNAL_SERVICE, type SignalAction } from '../../../ebxml/names.js'
import type { EbxmlErrors } from '../../../ebxml/signals.js'
import type { World } from '../../../world/world.js'

/** What a signal needs to know of the message it is about; what could not be read is empty. */
export type SignalledMessage = Pick<
  MessageHeader,
  'from' | 'to' | 'cpaId' | 'conversationId' | 'messageId'
>

/** Present moment as ebXML writes it: UTC to the second. */
export const timestampOf = (world: World): string => `${world.clock.iso().slice(0, 19)}Z`

/** What the Spine writes for values that it could not read (tms 5.2). */
const known = (text: string): string => text || 'Not Known'

function header(
  world: World,
  message: SignalledMessage,
  from: string,
  action: SignalAction,
): MessageHeader {
  return {
    from,
    to: known(message.from),
    cpaId: known(message.cpaId),
    conversationId: known(message.conversationId),
    service: SIGNAL_SERVICE,
    action,
    messageId: world.ids.uuid().toUpperCase(),
    timestamp: timestampOf(world),
    refToMessageId: known(message.messageId),
  }
}

/** The acknowledgement of a message by a party (tms 5.1). */
export const acknowledgmentOf = (
  world: World,
  message: SignalledMessage,
  from: string,
  actor: Actor,
): Envelope => ({
  header: header(world, message, from, 'Acknowledgment'),
  acknowledgment: {
    actor,
    timestamp: timestampOf(world),
    refToMessageId: known(message.messageId),
    from,
  },
})

/** The errors of a message, as a party tells its sender (tms 5.2). */
export const messageErrorOf = (
  world: World,
  message: SignalledMessage,
  from: string,
  errors: EbxmlErrors,
): Envelope => ({ header: header(world, message, from, 'MessageError'), errors })
