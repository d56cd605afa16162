import type { Envelope } from '../../../ebxml/envelope.js'
import { type Packed, packSignal } from '../../../ebxml/package.js'
import type { Instant } from '../../../world/clock.js'
import type { MessageHandlingSystem } from '../../../world/tables/message-handling-system.js'
import {
  insertSpineMessage,
  type NewSpineMessage,
  type SpineMessage,
} from '../../../world/tables/spine-message.js'
import type { World } from '../../../world/world.js'
import type { Directory } from '../directory.js'

/** Jobs of the messaging layer: bring a message to its party, or to the service that it is for. */
export const DELIVER = 'tms-deliver'
export const PROCESS = 'tms-process'

/** What a job of a delivery says that a fault has delayed already. */
export const POSTPONED = 'postponed'

/** Keeps a message and has it delivered, or processed where the sandbox itself is the receiver. */
export function putMessage(
  world: World,
  message: NewSpineMessage,
  due: Instant = world.clock.now(),
): SpineMessage {
  const kept = insertSpineMessage(world.store, message)
  world.scheduler.schedule({
    kind: kept.endpoint === null ? PROCESS : DELIVER,
    key: String(kept.id),
    due,
  })
  return kept
}

/** How long a signal may wait to be sent; it is sent once. */
const SIGNAL_LIFE = 60_000

/** What a packed message is kept as. */
export const packedFields = ({ headers, body }: Packed) => ({
  soapAction: headers.SOAPAction ?? '',
  contentType: headers['Content-Type'] ?? '',
  body,
})

/**
 * Where signals to a party go: its contract for them, else any address at which it takes messages,
 * of the service in question first (tms 4.4).
 */
export function signalEndpoint(
  directory: Directory,
  world: World,
  party: string,
  service: string,
): string | undefined {
  const contracts = directory.contractsOfParty(world, party)
  const rank = (one: MessageHandlingSystem): number =>
    one.service.startsWith('urn:oasis:names:tc:ebxml-msg') ? 0 : one.service === service ? 1 : 2
  return [...contracts]
    .filter(({ addresses }) => addresses.length > 0)
    .sort((a, b) => rank(a) - rank(b))[0]?.addresses[0]
}

/** A signal on its way: from whom to whom, about what, and its bytes. */
export type OutgoingSignal = Pick<
  NewSpineMessage,
  | 'messageId'
  | 'conversationId'
  | 'refToMessageId'
  | 'fromParty'
  | 'toParty'
  | 'cpaId'
  | 'service'
  | 'action'
  | 'endpoint'
  | 'exchange'
  | 'soapAction'
  | 'contentType'
  | 'body'
>

/** Sends the bytes of a signal once, at a moment; whatever comes of it, nothing else depends on it (tms 4.4, 4.7). */
export const putSignalBytes = (
  world: World,
  signal: OutgoingSignal,
  due: Instant = world.clock.now(),
): SpineMessage =>
  putMessage(
    world,
    {
      ...signal,
      hl7Id: null,
      pattern: 'SIGNAL',
      accepted: world.clock.now(),
      expires: due + SIGNAL_LIFE,
      retries: 0,
      interval: 0,
      awaits: 'ANSWER',
      reports: 0,
    },
    due,
  )

/** Sends a signal of the Spine's own. */
export const putSignal = (world: World, envelope: Envelope, endpoint: string): SpineMessage => {
  const { header } = envelope
  return putSignalBytes(world, {
    messageId: header.messageId,
    conversationId: header.conversationId,
    refToMessageId: header.refToMessageId ?? null,
    fromParty: header.from,
    toParty: header.to,
    cpaId: header.cpaId,
    service: header.service,
    action: header.action,
    endpoint,
    exchange: null,
    ...packedFields(packSignal(envelope)),
  })
}
