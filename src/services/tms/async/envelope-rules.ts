import type { SentEnvelope } from '../../../ebxml/envelope.js'
import { type HeaderField, placeOf, REQUIRED } from '../../../ebxml/message-header.js'
import { ACTORS, SYNC_ACTOR, VERSION } from '../../../ebxml/names.js'
import type { TmsError } from '../faults.js'
import { actorOf, PATTERNS, type PatternRules, type TransportPattern } from './patterns.js'

interface Examined {
  readonly envelope: SentEnvelope
  readonly action: string
  readonly pattern: TransportPattern
  readonly rules: PatternRules
}

interface EnvelopeRule {
  /** The Spine's own name of the check, which the fault names as its place. */
  readonly key: string
  readonly description: string
  readonly holds: (examined: Examined) => boolean
}

type Presence = PatternRules['syncReply']

const isAsked = (presence: Presence, there: boolean): boolean =>
  presence === 'EITHER' || there === (presence === 'REQUIRED')

/** Whether a rule of AckRequested concerns the message: it must have one, and has. */
const acknowledges = ({ envelope, rules }: Examined): boolean =>
  rules.ackRequested === 'REQUIRED' && envelope.ackRequested !== undefined

const actorHolds = ({ envelope, pattern, action }: Examined): boolean => {
  const actor = actorOf(pattern, action)
  const sent = envelope.ackRequested?.actor
  return actor === undefined
    ? Object.values(ACTORS).some((one) => one === sent)
    : sent === ACTORS[actor]
}

/** The checks of an ebXML message, in their order (tms 12.1). */
const RULES: readonly EnvelopeRule[] = [
  {
    key: 'INVALID_MESSAGE_HEADER_VERSION',
    description: 'eb:version of the MessageHeader must be 2.0',
    holds: ({ envelope: { header }, rules }) =>
      header.version === VERSION || (header.version === undefined && !rules.versionRequired),
  },
  {
    key: 'DUPLICATE_ELIMINATION_INCONSISTENT_WITH_CONTRACT',
    description: 'eb:DuplicateElimination does not agree with the contract',
    holds: ({ envelope, rules }) =>
      isAsked(rules.duplicateElimination, envelope.header.duplicateElimination),
  },
  {
    key: 'ACK_REQUESTED_INCONSISTENT_WITH_CONTRACT',
    description: 'eb:AckRequested does not agree with the contract',
    holds: ({ envelope, rules }) =>
      isAsked(rules.ackRequested, envelope.ackRequested !== undefined),
  },
  {
    key: 'ACK_REQUESTED_VERSION_INVALID',
    description: 'eb:version of AckRequested must be 2.0',
    holds: (one) => !acknowledges(one) || one.envelope.ackRequested?.version === VERSION,
  },
  {
    key: 'ACK_REQUESTED_SIGNED_INVALID',
    description: 'eb:signed of AckRequested must be false',
    holds: (one) => !acknowledges(one) || one.envelope.ackRequested?.signed === 'false',
  },
  {
    key: 'ACK_REQUESTED_ACTOR_INVALID',
    description: 'SOAP:actor of AckRequested is not that of the contract',
    holds: (one) => !acknowledges(one) || actorHolds(one),
  },
  {
    key: 'SYNCREPLY_INCONSISTENT_WITH_CONTRACT',
    description: 'eb:SyncReply does not agree with the contract',
    holds: ({ envelope, rules }) => isAsked(rules.syncReply, envelope.syncReply !== undefined),
  },
  {
    key: 'SYNCREPLY_VERSION_INVALID',
    description: 'eb:version of SyncReply must be 2.0',
    holds: ({ envelope, rules }) =>
      rules.syncReply !== 'REQUIRED' || envelope.syncReply?.version === VERSION,
  },
  {
    key: 'SYNCREPLY_ACTOR_INVALID',
    description: `SOAP:actor of SyncReply must be ${SYNC_ACTOR}`,
    holds: ({ envelope, rules }) =>
      rules.syncReply !== 'REQUIRED' || envelope.syncReply?.actor === SYNC_ACTOR,
  },
  {
    key: 'INVALID_MANIFEST_REFERENCE',
    description: 'eb:Manifest must have version 2.0 and references that name something',
    holds: ({ envelope: { manifest }, rules }) =>
      manifest?.version === VERSION &&
      manifest.references.length > 0 &&
      manifest.references.every(({ href }) => href !== '') &&
      (!rules.oneReference || manifest.references.length === 1),
  },
]

/** Without these a message cannot be routed. */
const ROUTING: readonly HeaderField[] = ['from', 'to', 'cpaId', 'service', 'action', 'messageId']

/**
 * What is missing, empty or repeated in an envelope; undefined if it is whole (tms 12.1). `fields`: what
 * must be in its header.
 */
export function incomplete(
  envelope: SentEnvelope,
  fields: readonly HeaderField[] = REQUIRED,
): TmsError | undefined {
  const { envelopes, headers, bodies, messageHeaders, header } = envelope
  if (envelopes !== 1 || headers !== 1 || bodies !== 1 || messageHeaders !== 1)
    return {
      code: 201,
      location: 'MESSAGE_NOT_WELL_FORMED',
      description: 'There must be one Envelope, Header, Body and MessageHeader',
    }
  const missing = fields.find(
    (field) => header.values[field].length !== 1 || header.values[field][0] === '',
  )
  return missing === undefined
    ? undefined
    : {
        code: 201,
        location: 'MESSAGE_NOT_WELL_FORMED',
        description: `${placeOf(missing)} must be there once and not be empty`,
      }
}

/** What is missing to route a message. */
export const unroutable = (envelope: SentEnvelope): TmsError | undefined =>
  incomplete(envelope, ROUTING)

/** The first check that an envelope fails. */
export function envelopeError(
  envelope: SentEnvelope,
  pattern: TransportPattern,
  action: string,
): TmsError | undefined {
  const examined: Examined = { envelope, action, pattern, rules: PATTERNS[pattern] }
  const broken = RULES.find((rule) => !rule.holds(examined))
  return broken && { code: 300, location: broken.key, description: broken.description }
}

/** The check of a signal (tms 4.7, 12.1). */
export function signalError(envelope: SentEnvelope): TmsError | undefined {
  if (envelope.syncReply)
    return {
      code: 300,
      location: 'SYNCREPLY_INCONSISTENT_WITH_CONTRACT',
      description: 'A signal has no eb:SyncReply',
    }
  const signals = envelope.acknowledgments.length + Math.min(envelope.errors.length, 1)
  return signals === 0 || envelope.acknowledgments.length > 1
    ? {
        code: 300,
        location: 'EBXML_ACK_INVALID',
        description: 'A signal has one MessageHeader and one Acknowledgment, or an ErrorList',
      }
    : undefined
}
