import { headerOf, type MessageHeader } from '../../../ebxml/message-header.js'
import { packSignal } from '../../../ebxml/package.js'
import type { Answer } from '../../../http/answer.js'
import type { Service } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { RefusedStrictly } from '../../../http/finding.js'
import { SECOND } from '../../../world/instant.js'
import type { TmsContext } from '../context.js'
import { faultAnswer } from '../fault-answer.js'
import type { TmsCode } from '../faults.js'
import { acceptMessage } from './accept.js'
import { accepted, speakerFor } from './answers.js'
import { MESSAGE_ERRORS, type MessageErrorName } from './message-errors.js'
import { putSignalBytes, signalEndpoint } from './outbox.js'
import type { AsyncPath } from './paths.js'
import { readRequest } from './read-request.js'
import { messageErrorOf } from './signal-of.js'

/** How late an acknowledgement is that a fault holds back: later than a sender's first repetition. */
const LATE = 90 * SECOND

const fault = (code: TmsCode) => (): Answer => faultAnswer({ code, location: 'Not Supported' })

/** The header of what was sent; undefined if it cannot be read. */
function headerIn(exchange: Exchange): MessageHeader | undefined {
  const read = readRequest(exchange)
  return 'refused' in read ? undefined : headerOf(read.value.envelope.header)
}

const error =
  (name: MessageErrorName) =>
  (exchange: Exchange): Answer => {
    const header = headerIn(exchange)
    if (!header) return faultAnswer({ code: 201, location: 'MESSAGE_NOT_WELL_FORMED' })
    const errors = [MESSAGE_ERRORS[name]] as const
    const from = speakerFor(header)
    return { status: 200, ...packSignal(messageErrorOf(exchange.world, header, from, errors)) }
  }

/** Takes a message as always; in a strict world advice is a failure here. */
function take(exchange: Exchange, context: TmsContext): Answer {
  try {
    return acceptMessage(exchange, context, exchange.request.path as AsyncPath)
  } catch (problem) {
    if (problem instanceof RefusedStrictly) return fault(200)()
    throw problem
  }
}

/** Sends the acknowledgement in an answer later, on a connection of its own. */
function holdBack(
  { world, id }: Exchange,
  context: TmsContext,
  held: Answer,
  header: MessageHeader,
) {
  const endpoint = signalEndpoint(context.directory, world, header.from, header.service)
  if (endpoint === undefined) return
  const signal = {
    messageId: world.ids.uuid().toUpperCase(),
    conversationId: header.conversationId,
    refToMessageId: header.messageId,
    fromParty: header.to,
    toParty: header.from,
    cpaId: header.cpaId,
    service: header.service,
    action: 'Acknowledgment',
    endpoint,
    exchange: id,
    soapAction: String(held.headers.SOAPAction ?? ''),
    contentType: String(held.headers['Content-Type'] ?? ''),
    body: Buffer.from(held.body ?? ''),
  }
  world.store.transaction(() => putSignalBytes(world, signal, world.clock.now() + LATE))
}

const isAcknowledged = ({ status, body }: Answer): boolean =>
  status === 202 && body !== null && body.length > 0

/** The message is taken, and its acknowledgement is not in the answer; `late`: it comes by itself. */
const without =
  (context: TmsContext, late: boolean) =>
  (exchange: Exchange): Answer => {
    const answer = take(exchange, context)
    if (!isAcknowledged(answer)) return answer
    const header = headerIn(exchange)
    if (late && header) holdBack(exchange, context, answer, header)
    return accepted()
  }

/** What clients have to cope with beside refusals (tms 12.2, 15): each is a fault that a world can be asked for. */
export const createFailures = (context: TmsContext): NonNullable<Service['failures']> => ({
  SERVER_ERROR: fault(200),
  DELIVERY_FAILURE: fault(206),
  STORAGE_FAILURE: fault(208),
  MESSAGE_ERROR: error('UNABLE'),
  MESSAGE_WARNING: error('BUSY'),
  NO_ACKNOWLEDGEMENT: without(context, false),
  LATE_ACKNOWLEDGEMENT: without(context, true),
})
