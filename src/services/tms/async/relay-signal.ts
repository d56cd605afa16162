import type { SpineMessage } from '../../../world/tables/spine-message.js'
import type { World } from '../../../world/world.js'
import { type Directory, isOwnParty } from '../directory.js'
import { putSignalBytes, signalEndpoint } from './outbox.js'

/** A signal as it came: on a connection of its own, or in the answer to a message. */
export interface SentSignal {
  readonly action: string
  readonly soapAction: string
  readonly contentType: string
  readonly body: Uint8Array
  /** The exchange in the journal by which it came. */
  readonly exchange: number
}

/** Passes a signal about a message on to the message's sender, byte for byte and once (tms 4.5). */
export function relaySignal(
  world: World,
  directory: Directory,
  message: SpineMessage,
  signal: SentSignal,
): void {
  if (isOwnParty(message.fromParty)) return
  const endpoint = signalEndpoint(directory, world, message.fromParty, message.service)
  if (endpoint === undefined) return
  putSignalBytes(world, {
    messageId: world.ids.uuid().toUpperCase(),
    conversationId: message.conversationId,
    refToMessageId: message.messageId,
    fromParty: message.toParty,
    toParty: message.fromParty,
    cpaId: message.cpaId,
    service: message.service,
    endpoint,
    ...signal,
  })
}
