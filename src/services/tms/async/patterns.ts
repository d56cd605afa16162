import type { Actor } from '../../../ebxml/names.js'

/** The ways in which ebXML messages travel (tms 1). */
export type TransportPattern =
  | 'ASYNC_EXPRESS'
  | 'ASYNC_RELIABLE'
  | 'FORWARD_RELIABLE'
  | 'FORWARD_EXPRESS'
  | 'FORWARD_UNRELIABLE'

type Presence = 'REQUIRED' | 'FORBIDDEN' | 'EITHER'

/** What a way of travelling asks of an envelope (tms 12.1), and what the Spine does with its messages (tms 4). */
export interface PatternRules {
  readonly forwards: boolean
  readonly duplicateElimination: Presence
  readonly ackRequested: Presence
  /** Of whom an acknowledgement is asked. */
  readonly actor?: Actor
  readonly syncReply: Presence
  /** Whether the message header must say its version. */
  readonly versionRequired: boolean
  /** Whether there is exactly one reference. */
  readonly oneReference: boolean
  /** Where the Spine acknowledges that it took the message. */
  readonly acknowledged: 'INLINE' | 'HOP' | 'NOT'
}

export const PATTERNS: Readonly<Record<TransportPattern, PatternRules>> = {
  ASYNC_EXPRESS: {
    forwards: false,
    duplicateElimination: 'FORBIDDEN',
    ackRequested: 'FORBIDDEN',
    syncReply: 'EITHER',
    versionRequired: false,
    oneReference: true,
    acknowledged: 'NOT',
  },
  ASYNC_RELIABLE: {
    forwards: false,
    duplicateElimination: 'REQUIRED',
    ackRequested: 'REQUIRED',
    actor: 'toPartyMSH',
    syncReply: 'REQUIRED',
    versionRequired: false,
    oneReference: true,
    acknowledged: 'INLINE',
  },
  FORWARD_RELIABLE: {
    forwards: true,
    duplicateElimination: 'REQUIRED',
    ackRequested: 'REQUIRED',
    actor: 'nextMSH',
    syncReply: 'FORBIDDEN',
    versionRequired: true,
    oneReference: false,
    acknowledged: 'HOP',
  },
  FORWARD_EXPRESS: {
    forwards: true,
    duplicateElimination: 'EITHER',
    ackRequested: 'REQUIRED',
    actor: 'toPartyMSH',
    syncReply: 'FORBIDDEN',
    versionRequired: true,
    oneReference: false,
    acknowledged: 'NOT',
  },
  FORWARD_UNRELIABLE: {
    forwards: true,
    duplicateElimination: 'EITHER',
    ackRequested: 'FORBIDDEN',
    syncReply: 'FORBIDDEN',
    versionRequired: true,
    oneReference: false,
    acknowledged: 'NOT',
  },
}

/** Interactions whose acknowledgement may be asked of either actor (tms 14.3, ers-hl7v3-mim 2.1). */
const EITHER_ACTOR: ReadonlySet<string> = new Set([
  'PRSC_IN050000UK06',
  'PRSC_IN060000UK06',
  'PRSC_IN090000UK09',
  'PRSC_IN140000UK06',
  'PRSC_IN150000UK06',
  'PRPA_IN030000UK10',
  'PRSC_IN100000UK08',
  'PRSC_IN130000UK09',
  'PRSC_IN150001UK01',
])

/** Of whom an acknowledgement of an interaction is asked; undefined where either will do. */
export const actorOf = (pattern: TransportPattern, action: string): Actor | undefined =>
  EITHER_ACTOR.has(action) ? undefined : PATTERNS[pattern].actor
