import type { Envelope } from '../../../ebxml/envelope.js'
import type { MessageHeader } from '../../../ebxml/message-header.js'
import type { Actor } from '../../../ebxml/names.js'
import { readMessage } from '../../../hl7v3/message.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import type { Exchange } from '../../../http/exchange.js'
import type { MessageHandlingSystem } from '../../../world/tables/message-handling-system.js'
import {
  type Awaited,
  type SpineMessage,
  spineMessageOf,
} from '../../../world/tables/spine-message.js'
import { TMS_ADVICE } from '../advice-rules.js'
import type { TmsContext } from '../context.js'
import { isOwnParty, SPINE_PARTY } from '../directory.js'
import { unquoted } from '../fault-answer.js'
import { type Persistence, persistenceOf } from './contract.js'
import { hopAcknowledgement } from './hop-acknowledgement.js'
import { putMessage, putSignal, signalEndpoint } from './outbox.js'
import { PATTERNS, type TransportPattern } from './patterns.js'
import { acknowledgmentOf } from './signal-of.js'
import { endOfLife } from './time-to-live.js'

/** A message that passed every check of its envelope. */
export interface Acceptance {
  /** Of whom its sender asks an acknowledgement: the acknowledgement names the same (tms 5.1). */
  readonly asked?: Actor | undefined
  readonly exchange: Exchange
  readonly context: TmsContext
  readonly header: MessageHeader
  readonly pattern: TransportPattern
  readonly contract: MessageHandlingSystem
  /** The HL7 payload, if it could be read. */
  readonly payload?: XmlElement
}

/** What tells that a forwarded message arrived, by its way. */
const AWAITS: Readonly<Record<TransportPattern, Awaited>> = {
  ASYNC_EXPRESS: 'ANSWER',
  ASYNC_RELIABLE: 'ANSWER',
  FORWARD_RELIABLE: 'SIGNAL',
  FORWARD_EXPRESS: 'RELAYED_SIGNAL',
  FORWARD_UNRELIABLE: 'ANSWER',
}

/** Only reliable messages are tried more than once by the Spine (tms 1). */
const triesOf = (pattern: TransportPattern, { retries, interval }: Persistence) =>
  pattern === 'FORWARD_RELIABLE' ? { retries, interval } : { retries: 0, interval: 0 }

function lifeOf({ timeToLive }: MessageHeader, now: number, persist: number): number {
  return Math.min(endOfLife(timeToLive) ?? Number.POSITIVE_INFINITY, now + persist)
}

/** HL7 id of the payload; null for one that is no HL7 message. */
const hl7IdOf = (payload: XmlElement | undefined): string | null =>
  (payload && readMessage(payload).id.toUpperCase()) || null

/** Whether the Spine looks for repetitions: by the way, or as the receiver that is asked to (tms 7). */
const eliminates = ({ header, pattern }: Acceptance): boolean =>
  PATTERNS[pattern].duplicateElimination === 'REQUIRED' ||
  (isOwnParty(header.to) && header.duplicateElimination === true)

/** The message that came before under the same id, if it is still known (tms 7). */
function earlier(acceptance: Acceptance): SpineMessage | undefined {
  const { exchange, header, contract, pattern } = acceptance
  const { world } = exchange
  if (!eliminates(acceptance)) return undefined
  const seen = spineMessageOf(world.store, header.from, header.messageId.toUpperCase())
  const { persist } = persistenceOf(contract, pattern)
  return seen && world.clock.now() < seen.accepted + persist ? seen : undefined
}

/** Tells that a message came before; and, where its bytes are others, that nobody will read them. */
function noteRepetition({ exchange, header }: Acceptance, seen: SpineMessage): void {
  const which = `Message ${header.messageId} of '${header.from}' came before`
  exchange.advise(TMS_ADVICE.duplicate, `${which}: it is acknowledged again and not acted upon.`)
  if (Buffer.compare(seen.body, exchange.request.body) !== 0)
    exchange.advise(
      TMS_ADVICE.otherContent,
      `${which} with other bytes: a new message needs a new eb:MessageId, a repeated one has the same bytes.`,
    )
}

function store(acceptance: Acceptance): void {
  const { exchange, context, header, pattern, contract, payload } = acceptance
  const { world, request } = exchange
  const persistence = persistenceOf(contract, pattern)
  const now = world.clock.now()
  const own = isOwnParty(header.to)
  const kept = putMessage(world, {
    messageId: header.messageId.toUpperCase(),
    conversationId: header.conversationId,
    refToMessageId: header.refToMessageId ?? null,
    fromParty: header.from,
    toParty: header.to,
    cpaId: header.cpaId,
    service: header.service,
    action: header.action,
    hl7Id: hl7IdOf(payload),
    pattern,
    accepted: now,
    expires: lifeOf(header, now, persistence.persist),
    ...triesOf(pattern, persistence),
    awaits: own ? 'ANSWER' : AWAITS[pattern],
    reports: pattern === 'FORWARD_RELIABLE' || pattern === 'FORWARD_EXPRESS' ? 1 : 0,
    endpoint: own ? null : (contract.addresses[0] ?? ''),
    exchange: exchange.id,
    soapAction: unquoted(request.header('soapaction') ?? ''),
    contentType: request.header('content-type') ?? '',
    body: request.body,
  })
  if (own) context.payloads.keep(world, kept, payload)
}

/** Tells the sender on a connection of its own that a message was taken, or, for e-RS, that it arrived. */
function signalLater(acceptance: Acceptance, acknowledgment: Envelope): void {
  const { exchange, context, header } = acceptance
  const { world } = exchange
  const endpoint = signalEndpoint(context.directory, world, header.from, header.service)
  if (endpoint !== undefined) return void putSignal(world, acknowledgment, endpoint)
  exchange.advise(
    TMS_ADVICE.noEndpoint,
    `The directory has no address of '${header.from}', so that it cannot hear the acknowledgement. Register its contracts with ers-sandbox sds add-system.`,
  )
}

/** The acknowledgement that the pattern asks for, and by whom. */
function acknowledgmentFor(acceptance: Acceptance): Envelope | undefined {
  const { exchange, header, pattern, asked } = acceptance
  const by = (party: string, actor: Actor) =>
    acknowledgmentOf(exchange.world, header, party, asked ?? actor)
  const { acknowledged } = PATTERNS[pattern]
  if (acknowledged === 'INLINE') return by(header.to, 'toPartyMSH')
  if (acknowledged === 'HOP') return by(SPINE_PARTY, 'nextMSH')
  return pattern === 'FORWARD_EXPRESS' && isOwnParty(header.to)
    ? by(header.to, 'toPartyMSH')
    : undefined
}

/**
 * Keeps a message in one transaction with what follows from it: its delivery or processing, and the
 * acknowledgement. One that came before is only acknowledged again (tms 7). Answers the
 * acknowledgement that goes back on the same connection, if one does.
 */
export function keepMessage(acceptance: Acceptance): Envelope | undefined {
  const { exchange, header, pattern } = acceptance
  const { world } = exchange
  return world.store.transaction(() => {
    const seen = earlier(acceptance)
    if (seen) noteRepetition(acceptance, seen)
    else store(acceptance)
    const acknowledgment = acknowledgmentFor(acceptance)
    if (!acknowledgment) return undefined
    if (PATTERNS[pattern].acknowledged === 'INLINE') return acknowledgment
    const wish = hopAcknowledgement(world, header.from)
    if (wish === 'inline') return acknowledgment
    if (wish === 'async') signalLater(acceptance, acknowledgment)
    return undefined
  })
}
