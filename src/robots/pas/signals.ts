import type { Envelope, SentEnvelope } from '../../ebxml/envelope.js'
import type { MessageHeader } from '../../ebxml/message-header.js'
import { type Actor, SIGNAL_SERVICE, type SignalAction } from '../../ebxml/names.js'
import type { Instant } from '../../world/clock.js'
import { robotMessages } from '../../world/tables/pas-robot-message.js'
import type { World } from '../../world/world.js'
import { ebxmlTime } from './times.js'

const header = (
  world: World,
  about: MessageHeader,
  action: SignalAction,
  at: Instant = world.clock.now(),
): MessageHeader => ({
  from: about.to,
  to: about.from,
  cpaId: about.cpaId,
  conversationId: about.conversationId,
  service: SIGNAL_SERVICE,
  action,
  messageId: world.ids.uuid().toUpperCase(),
  timestamp: ebxmlTime(at),
  refToMessageId: about.messageId,
})

/** A hospital's acknowledgement of a message, of the moment at which it is sent (tms 5.1). */
export const acknowledgementOf = (
  world: World,
  about: MessageHeader,
  actor: Actor,
  at: Instant,
): Envelope => ({
  header: header(world, about, 'Acknowledgment', at),
  acknowledgment: {
    actor,
    timestamp: ebxmlTime(at),
    refToMessageId: about.messageId,
    from: about.to,
  },
})

/** A hospital's refusal of a message (tms 5.2). */
export const messageErrorOf = (world: World, about: MessageHeader, code: string): Envelope => ({
  header: header(world, about, 'MessageError'),
  errors: [
    {
      errorCode: code,
      severity: 'Error',
      description: 'The simulated hospital was told to refuse this message.',
    },
  ],
})

/** Takes a signal about a message of a hospital's own: it has arrived, or was refused. */
export function hearSignal(world: World, envelope: SentEnvelope, about: MessageHeader): void {
  const ref = about.refToMessageId ?? envelope.acknowledgments[0]?.refToMessageId ?? ''
  const message = robotMessages.find(world.store, ref.toUpperCase())
  if (message?.direction !== 'OUT') return
  const { draft: _draft, ...known } = message
  const trouble = envelope.errors
    .map(({ errorCode, description }) => `${errorCode} ${description}`)
    .join('; ')
  robotMessages.save(
    world.store,
    trouble ? { ...known, state: 'FAILED', trouble } : { ...known, state: 'ACKNOWLEDGED' },
  )
}
