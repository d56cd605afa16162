import type { SentEnvelope } from '../../../ebxml/envelope.js'
import type { MessageHeader } from '../../../ebxml/message-header.js'
import { type EbxmlErrors, highestSeverity } from '../../../ebxml/signals.js'
import type { Answer } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { type SpineMessage, spineMessagesOfId } from '../../../world/tables/spine-message.js'
import type { World } from '../../../world/world.js'
import { TMS_ADVICE } from '../advice-rules.js'
import type { TmsContext } from '../context.js'
import { accepted } from './answers.js'
import { acknowledgeMessage, failMessage, isOpen, moveMessage } from './end-message.js'
import { relaySignal, type SentSignal } from './relay-signal.js'

const isErrors = (errors: readonly unknown[]): errors is EbxmlErrors => errors.length > 0

/** The message that a signal is about: one that was brought to the party which now signals. */
function messageOf(
  world: World,
  envelope: SentEnvelope,
  header: MessageHeader,
): SpineMessage | undefined {
  const ref = header.refToMessageId ?? envelope.acknowledgments[0]?.refToMessageId ?? ''
  return spineMessagesOfId(world.store, ref.toUpperCase()).find(
    ({ toParty }) => toParty === header.from,
  )
}

/** The signal that an exchange brought, as it is passed on. */
const signalOf = ({ request, operation, id }: Exchange): SentSignal => ({
  action: operation,
  soapAction: request.header('soapaction') ?? '',
  contentType: request.header('content-type') ?? '',
  body: request.body,
  exchange: id,
})

/** The receiver refused a message. A signal that is passed on tells its sender already. */
function refuseMessage(
  world: World,
  { directory }: TmsContext,
  message: SpineMessage,
  errors: EbxmlErrors,
): void {
  if (highestSeverity(errors) === 'Warning') return
  const said = errors.map(({ errorCode, description }) => `${errorCode} ${description}`).join('; ')
  const end = { state: 'FAILED', reason: `The receiver refused it: ${said}`, errors } as const
  if (message.awaits === 'RELAYED_SIGNAL') moveMessage(world, message.id, end.state, end.reason)
  else failMessage(world, directory, message.id, end)
}

/** What a signal does to the message it is about. */
function apply(
  exchange: Exchange,
  context: TmsContext,
  message: SpineMessage,
  errors: SentEnvelope['errors'],
): void {
  const { world } = exchange
  if (message.awaits === 'RELAYED_SIGNAL' && isOpen(message))
    relaySignal(world, context.directory, message, signalOf(exchange))
  if (isErrors(errors)) refuseMessage(world, context, message, errors)
  else acknowledgeMessage(world, message.id, 'The receiver acknowledged it by a signal.')
}

/**
 * Hears an acknowledgement or an error that a party sends on a connection of its own: 202, whatever
 * it is about (tms 4.7).
 */
export function hearSignal(
  exchange: Exchange,
  context: TmsContext,
  envelope: SentEnvelope,
  header: MessageHeader,
): Answer {
  const { world } = exchange
  const message = messageOf(world, envelope, header)
  if (!message)
    exchange.advise(
      TMS_ADVICE.unknownMessage,
      `No message '${header.refToMessageId ?? ''}' was brought to '${header.from}': the signal is dropped. RefToMessageId must be the MessageId of the message received.`,
    )
  else world.store.transaction(() => apply(exchange, context, message, envelope.errors))
  return accepted()
}
