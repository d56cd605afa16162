import type { SentEnvelope } from '../../../ebxml/envelope.js'
import { headerOf, type MessageHeader } from '../../../ebxml/message-header.js'
import { actorNamed } from '../../../ebxml/names.js'
import { packSignal } from '../../../ebxml/package.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import type { Answer } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { TMS_ADVICE } from '../advice-rules.js'
import { wrongParty } from '../certificate/check.js'
import { refuseCertificate } from '../certificate/guard.js'
import type { TmsContext } from '../context.js'
import { isOwnParty } from '../directory.js'
import { refuse, type Step, unquoted } from '../fault-answer.js'
import type { TmsError } from '../faults.js'
import { isLenient, letPass } from '../leniency.js'
import { accepted, acceptedWith, refusedByError } from './answers.js'
import { noteTypes } from './attachments.js'
import { checkMessage, type Examined } from './check-message.js'
import { forwardPattern } from './contract.js'
import { envelopeError, incomplete, signalError, unroutable } from './envelope-rules.js'
import { keepMessage } from './keep-message.js'
import {
  ASYNC_PATHS,
  type AsyncPath,
  isLegalAction,
  isSignalAction,
  isStandardAction,
} from './paths.js'
import type { TransportPattern } from './patterns.js'
import { readPayload } from './payloads.js'
import { readRequest } from './read-request.js'
import { hearSignal } from './signals.js'

const ACTION_ERROR: TmsError = { code: 101, location: 'HTTP Header - SOAPAction' }

const NO_MULTIPART: TmsError = {
  code: 201,
  location: 'MESSAGE_NOT_WELL_FORMED',
  description: 'Content-Type must be multipart/related for a message that is no signal.',
}

const PAYLOAD: TmsError = {
  code: 201,
  location: 'MESSAGE_NOT_WELL_FORMED',
  description: 'The HL7 payload is not XML that the Spine takes.',
}

/** Ways of travelling that the path alone decides; a contract decides the others. */
const BY_PATH: Readonly<Partial<Record<(typeof ASYNC_PATHS)[AsyncPath], TransportPattern>>> = {
  express: 'ASYNC_EXPRESS',
  reliable: 'ASYNC_RELIABLE',
}

/** How a message travels: by its path, or by the contract of its receiver (tms 1). */
function patternOf(
  { world }: Exchange,
  { directory }: TmsContext,
  path: AsyncPath,
  header: MessageHeader,
): TransportPattern {
  const decided = BY_PATH[ASYNC_PATHS[path]]
  if (decided) return decided
  const { to, service, action } = header
  return forwardPattern({ service, action }, directory.contract(world, to, `${service}:${action}`))
}

const hasOwnMeaning = (path: AsyncPath, action: string): boolean =>
  (ASYNC_PATHS[path] === 'forward' && isSignalAction(action)) || isStandardAction(action)

/** The `SOAPAction`, legal for the path (tms 6, step 5). */
function readAction(exchange: Exchange, { registry }: TmsContext, path: AsyncPath): Step<string> {
  const action = unquoted(exchange.request.header('soapaction') ?? '')
  if (hasOwnMeaning(path, action) || isLegalAction(registry, path, action)) return { value: action }
  return {
    refused: refuse(
      exchange,
      ACTION_ERROR,
      `SOAPAction '${action.slice(0, 120)}' does not belong to ${path}: send the service, a slash and an interaction that travels this way.`,
    ),
  }
}

/** The checks of an envelope against its way and the `SOAPAction` (tms 6, steps 6 and 7). */
function checkEnvelope(
  { exchange, read, header, pattern }: Examined,
  soapAction: string,
): Answer | undefined {
  const { service, action } = header
  const broken = envelopeError(read.envelope, pattern, action)
  if (broken && !isLenient(exchange.world))
    return refuse(exchange, broken, 'Correct the ebXML header.')
  if (broken) letPass(exchange, broken.location, broken.description ?? '')
  return soapAction === `${service}/${action}`
    ? undefined
    : refuse(exchange, ACTION_ERROR, 'SOAPAction must equal eb:Service, a slash and eb:Action.')
}

/** Whether the payload of a message that the sandbox itself takes was read, if it has one. */
const isReadable = (
  { read: { parts }, header }: Examined,
  payload: XmlElement | undefined,
): boolean => !isOwnParty(header.to) || parts[1] === undefined || payload !== undefined

/** Takes a signal whose header is whole (tms 4.7). */
function acceptSignal(
  exchange: Exchange,
  context: TmsContext,
  envelope: SentEnvelope,
  header: MessageHeader,
): Answer {
  const broken = signalError(envelope)
  if (broken) return refuse(exchange, broken, 'Correct the signal.')
  const stranger = wrongParty(exchange, context.certificates, header.from)
  return stranger
    ? refuseCertificate(exchange, stranger)
    : hearSignal(exchange, context, envelope, header)
}

/** The Spine looks at ebXML alone; SOAP would have it refuse what it does not know. */
function noteForeignHeaders(exchange: Exchange, { foreign }: SentEnvelope): void {
  if (foreign.length === 0) return
  const names = foreign.map((name) => `'${name.slice(0, 60)}'`).join(', ')
  exchange.advise(
    TMS_ADVICE.unknownHeader,
    `The header ${names} says that it must be understood, and has no effect: leave it out.`,
  )
}

/** Takes a message whose header is whole (tms 6, steps 6 to 14). */
function acceptWhole(examined: Examined, soapAction: string): Answer {
  const { exchange, context, header, pattern, read } = examined
  if (read.parts.length === 0) return refuse(exchange, NO_MULTIPART, 'Send multipart/related.')
  const wrong = checkEnvelope(examined, soapAction)
  if (wrong) return wrong
  const payload = readPayload(read.parts)
  if (!isReadable(examined, payload)) return refuse(exchange, PAYLOAD, 'Send HL7 V3 as XML.')
  noteForeignHeaders(exchange, read.envelope)
  noteTypes(exchange, read.parts)
  const checked = checkMessage(examined)
  if ('error' in checked) return refusedByError(exchange, header, checked.error, checked.advice)
  const { contract } = checked
  const asked = actorNamed(read.envelope.ackRequested?.actor)
  const message = { exchange, context, header, pattern, contract, asked }
  const acknowledgment = keepMessage({ ...message, ...(payload && { payload }) })
  return acknowledgment ? acceptedWith(packSignal(acknowledgment)) : accepted(pattern)
}

/**
 * Takes an ebXML message or a signal (tms 6): a SOAP fault for what cannot be read or contradicts its
 * way of travelling, a MessageError for what cannot be routed, else the acceptance of the pattern.
 */
export function acceptMessage(exchange: Exchange, context: TmsContext, path: AsyncPath): Answer {
  const read = readRequest(exchange)
  if ('refused' in read) return read.refused
  const { envelope } = read.value
  const soapAction = readAction(exchange, context, path)
  if ('refused' in soapAction) return soapAction.refused
  const gap = isLenient(exchange.world) ? unroutable(envelope) : incomplete(envelope)
  if (gap) return refuse(exchange, gap, 'Correct the ebXML header.')
  const header = headerOf(envelope.header)
  exchange.caller = { clientId: header.from }
  if (isStandardAction(soapAction.value))
    return refusedByError(exchange, header, 'NOT_SUPPORTED', 'Send messages and signals alone.')
  if (isSignalAction(soapAction.value)) return acceptSignal(exchange, context, envelope, header)
  const pattern = patternOf(exchange, context, path, header)
  const examined = { exchange, context, read: read.value, header, pattern }
  return acceptWhole(examined, soapAction.value)
}
