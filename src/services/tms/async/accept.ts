import type { SentEnvelope } from '../../../ebxml/envelope.js'
import { headerOf, type MessageHeader } from '../../../ebxml/message-header.js'
import { packSignal } from '../../../ebxml/package.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import type { Answer } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import type { MessageHandlingSystem } from '../../../world/tables/message-handling-system.js'
import { wrongParty } from '../certificate/check.js'
import { refuseCertificate } from '../certificate/guard.js'
import type { TmsContext } from '../context.js'
import { isOwnParty } from '../directory.js'
import { refuse, type Step, unquoted } from '../fault-answer.js'
import type { TmsError } from '../faults.js'
import { isLenient, letPass } from '../leniency.js'
import { accepted, acceptedWith, refusedByError } from './answers.js'
import { forwardPattern } from './contract.js'
import { envelopeError, incomplete, signalError, unroutable } from './envelope-rules.js'
import { keepMessage } from './keep-message.js'
import type { MessageErrorName } from './message-errors.js'
import { ASYNC_PATHS, type AsyncPath, isLegalAction, isSignalAction } from './paths.js'
import type { TransportPattern } from './patterns.js'
import { readPayload } from './payloads.js'
import { type ReadRequest, readRequest } from './read-request.js'
import { routeMessage } from './route.js'
import { hearSignal } from './signals.js'

const ACTION_ERROR: TmsError = { code: 101, location: 'HTTP Header - SOAPAction' }

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

/** The `SOAPAction`, legal for the path (tms 6, step 5). */
function readAction(exchange: Exchange, context: TmsContext, path: AsyncPath): Step<string> {
  const action = unquoted(exchange.request.header('soapaction') ?? '')
  const signal = ASYNC_PATHS[path] === 'forward' && isSignalAction(action)
  if (signal || isLegalAction(context.registry, path, action)) return { value: action }
  return {
    refused: refuse(
      exchange,
      ACTION_ERROR,
      `SOAPAction '${action.slice(0, 120)}' does not belong to ${path}: send the service, a slash and an interaction that travels this way.`,
    ),
  }
}

/** The checks of an envelope (tms 6, steps 6 and 7). */
function checkEnvelope(
  exchange: Exchange,
  envelope: SentEnvelope,
  pattern: TransportPattern,
  soapAction: string,
): Answer | undefined {
  const { service, action } = headerOf(envelope.header)
  const broken = envelopeError(envelope, pattern, action)
  if (broken && !isLenient(exchange.world))
    return refuse(exchange, broken, 'Correct the ebXML header.')
  if (broken) letPass(exchange, broken.location, broken.description ?? '')
  return soapAction === `${service}/${action}`
    ? undefined
    : refuse(exchange, ACTION_ERROR, 'SOAPAction must equal eb:Service, a slash and eb:Action.')
}

const isPast = (timeToLive: string | undefined, now: number): boolean => {
  const at = Date.parse(timeToLive ?? '')
  return !Number.isNaN(at) && at < now
}

/** Whether the payload of a message that the sandbox itself takes was read, if it has one. */
const isReadable = (
  { parts }: ReadRequest,
  { to }: MessageHeader,
  payload: XmlElement | undefined,
): boolean => !isOwnParty(to) || parts[1] === undefined || payload !== undefined

/** A reference to a part that is not there (tms 6, step 12). */
function missingPart({ envelope, parts }: ReadRequest): string | undefined {
  const ids = new Set(parts.map(({ contentId }) => contentId))
  const named = envelope.manifest?.references.map(({ href }) => href) ?? []
  const missing = named.find((href) => href.startsWith('cid:') && !ids.has(href.slice(4)))
  return missing ?? (parts.length < 2 ? 'the HL7 payload' : undefined)
}

type Checked =
  | { readonly contract: MessageHandlingSystem }
  | { readonly error: MessageErrorName; readonly advice: string }

/** What stands against taking a message whose envelope is in order (tms 6, steps 8 to 12). */
function check(
  exchange: Exchange,
  context: TmsContext,
  header: MessageHeader,
  read: ReadRequest,
): Checked {
  const { world } = exchange
  const stranger = wrongParty(exchange, context.certificates, header.from)
  if (stranger) return { error: 'SECURITY', advice: stranger.advice }
  const routed = routeMessage(world, context.directory, header)
  if ('error' in routed) return routed
  if (isPast(header.timeToLive, world.clock.now()))
    return {
      error: 'TIME_TO_LIVE',
      advice: `eb:TimeToLive was ${header.timeToLive}; it is ${world.clock.iso()} in this world.`,
    }
  const missing = missingPart(read)
  return missing === undefined
    ? routed
    : { error: 'MISSING_PART', advice: `There is no part for ${missing}.` }
}

/**
 * Takes an ebXML message or a signal (tms 6): a SOAP fault for what cannot be read or contradicts its
 * way of travelling, a MessageError for what cannot be routed, else the acceptance of the pattern.
 */
export function acceptMessage(exchange: Exchange, context: TmsContext, path: AsyncPath): Answer {
  const read = readRequest(exchange)
  if ('refused' in read) return read.refused
  const soapAction = readAction(exchange, context, path)
  if ('refused' in soapAction) return soapAction.refused
  const { envelope } = read.value
  const gap = isLenient(exchange.world) ? unroutable(envelope) : incomplete(envelope)
  if (gap) return refuse(exchange, gap, 'Correct the ebXML header.')
  const header = headerOf(envelope.header)
  exchange.caller = { clientId: header.from }
  if (isSignalAction(soapAction.value)) {
    const broken = signalError(envelope)
    if (broken) return refuse(exchange, broken, 'Correct the signal.')
    const stranger = wrongParty(exchange, context.certificates, header.from)
    return stranger
      ? refuseCertificate(exchange, stranger)
      : hearSignal(exchange, context, envelope, header)
  }
  const pattern = patternOf(exchange, context, path, header)
  const wrong = checkEnvelope(exchange, envelope, pattern, soapAction.value)
  if (wrong) return wrong
  const payload = readPayload(read.value.parts)
  if (!isReadable(read.value, header, payload))
    return refuse(exchange, PAYLOAD, 'Send HL7 V3 as XML.')
  const checked = check(exchange, context, header, read.value)
  if ('error' in checked) return refusedByError(exchange, header, checked.error, checked.advice)
  const acknowledgment = keepMessage({
    exchange,
    context,
    header,
    pattern,
    contract: checked.contract,
    ...(payload && { payload }),
  })
  return acknowledgment ? acceptedWith(packSignal(acknowledgment)) : accepted(pattern)
}
