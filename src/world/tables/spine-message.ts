import type { Instant } from '../clock.js'
import { LIMITS } from '../limits.js'
import type { Store } from '../store.js'

/**
 * What becomes of a message (tms 15): taken, brought to its receiver, acknowledged by it; or refused
 * or never acknowledged; or past its life.
 */
export const MESSAGE_STATES = [
  'ACCEPTED',
  'DELIVERED',
  'ACKNOWLEDGED',
  'FAILED',
  'EXPIRED',
] as const

export type MessageState = (typeof MESSAGE_STATES)[number]

/**
 * What tells that a message arrived: a signal, one on the same connection, a signal that its sender
 * waits for (the answer alone is enough for the Spine), or just the answer.
 */
export type Awaited = 'SIGNAL' | 'INLINE_SIGNAL' | 'RELAYED_SIGNAL' | 'ANSWER'

/** A message that the Spine took from a party or sends on its own account. */
export interface SpineMessage {
  readonly id: number
  readonly messageId: string
  readonly conversationId: string
  readonly refToMessageId: string | null
  readonly fromParty: string
  readonly toParty: string
  readonly cpaId: string
  /** `urn:nhs:names:services:ebs` */
  readonly service: string
  /** Interaction id, or the kind of a signal. */
  readonly action: string
  /** HL7 id of the message in it. */
  readonly hl7Id: string | null
  /** How it travels. */
  readonly pattern: string
  readonly state: MessageState
  readonly accepted: Instant
  /** When it is given up, whatever was tried. */
  readonly expires: Instant
  readonly attempts: number
  /** Attempts after the first. */
  readonly retries: number
  /** Milliseconds between attempts. */
  readonly interval: number
  readonly awaits: Awaited
  /** Whether its sender is told that it could not be delivered. */
  readonly reports: 0 | 1
  /** Where it is delivered; null for a message that the sandbox itself takes. */
  readonly endpoint: string | null
  /** What happened last, in plain words. */
  readonly reason: string | null
  /** The exchange in the journal by which it came; null for one of the Spine's own. */
  readonly exchange: number | null
  readonly soapAction: string
  readonly contentType: string
  readonly body: Uint8Array
}

export type NewSpineMessage = Omit<SpineMessage, 'id' | 'state' | 'attempts' | 'reason'>

/** One try to deliver a message. */
export interface DeliveryAttempt {
  readonly number: number
  readonly at: Instant
  readonly outcome: string
  /** The exchange in the journal. */
  readonly exchange: number | null
}

export const spineMessageSchema = `CREATE TABLE spine_message (
  id INTEGER PRIMARY KEY, message_id TEXT NOT NULL, conversation_id TEXT NOT NULL, ref_to_message_id TEXT,
  from_party TEXT NOT NULL, to_party TEXT NOT NULL, cpa_id TEXT NOT NULL, service TEXT NOT NULL,
  action TEXT NOT NULL, hl7_id TEXT, pattern TEXT NOT NULL, state TEXT NOT NULL, accepted INTEGER NOT NULL,
  expires INTEGER NOT NULL, attempts INTEGER NOT NULL, retries INTEGER NOT NULL, interval INTEGER NOT NULL,
  awaits TEXT NOT NULL, reports INTEGER NOT NULL, endpoint TEXT, reason TEXT, exchange INTEGER, soap_action TEXT NOT NULL,
  content_type TEXT NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX spine_message_id ON spine_message (message_id, from_party);
CREATE INDEX spine_message_conversation ON spine_message (conversation_id);
CREATE INDEX spine_message_state ON spine_message (state, id);
CREATE TABLE spine_attempt (
  message INTEGER NOT NULL REFERENCES spine_message (id) ON DELETE CASCADE, number INTEGER NOT NULL,
  at INTEGER NOT NULL, outcome TEXT NOT NULL, exchange INTEGER, PRIMARY KEY (message, number)) STRICT;`

const COLUMNS = `id, message_id AS messageId, conversation_id AS conversationId,
  ref_to_message_id AS refToMessageId, from_party AS fromParty, to_party AS toParty, cpa_id AS cpaId,
  service, action, hl7_id AS hl7Id, pattern, state, accepted, expires, attempts, retries, interval,
  awaits, reports, endpoint, reason, exchange, soap_action AS soapAction, content_type AS contentType, body`

const SELECT = `SELECT ${COLUMNS} FROM spine_message`

/** Messages as large as this are rare, so that the room they take is looked at each time. */
const LARGE = 1024 * 1024

/** Of the messages that are over the oldest go, where there are too many or they are too large together. */
function forgetOld(store: Store, newest: number, now: Instant): void {
  store.run(
    `DELETE FROM spine_message
     WHERE (state IN ('ACKNOWLEDGED', 'FAILED', 'EXPIRED') OR (state = 'DELIVERED' AND expires <= ?))
       AND id <= max(?, coalesce((SELECT max(id) FROM (
         SELECT id, sum(length(body)) OVER (ORDER BY id DESC) AS bytes FROM spine_message
       ) WHERE bytes > ?), 0))`,
    now,
    newest - LIMITS.messages,
    LIMITS.messageBytes,
  )
}

/** Adds a message; the oldest of those that are over go where there are too many. */
export function insertSpineMessage(store: Store, message: NewSpineMessage): SpineMessage {
  const row = store.one<SpineMessage>(
    `INSERT INTO spine_message (message_id, conversation_id, ref_to_message_id, from_party, to_party,
       cpa_id, service, action, hl7_id, pattern, state, accepted, expires, attempts, retries, interval,
       awaits, reports, endpoint, exchange, soap_action, content_type, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACCEPTED', ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     RETURNING ${COLUMNS}`,
    message.messageId,
    message.conversationId,
    message.refToMessageId,
    message.fromParty,
    message.toParty,
    message.cpaId,
    message.service,
    message.action,
    message.hl7Id,
    message.pattern,
    message.accepted,
    message.expires,
    message.retries,
    message.interval,
    message.awaits,
    message.reports,
    message.endpoint,
    message.exchange,
    message.soapAction,
    message.contentType,
    message.body,
  ) as SpineMessage
  if (row.id % 100 === 0 || message.body.length > LARGE) forgetOld(store, row.id, message.accepted)
  return row
}

export const findSpineMessage = (store: Store, id: number): SpineMessage | undefined =>
  store.one<SpineMessage>(`${SELECT} WHERE id = ?`, id)

/** The messages of one id, newest first; a party may use an id again after a while. */
export const spineMessagesOfId = (store: Store, messageId: string): SpineMessage[] =>
  store.all<SpineMessage>(`${SELECT} WHERE message_id = ? ORDER BY id DESC`, messageId)

/** The newest message of an id that a party sent. */
export const spineMessageOf = (
  store: Store,
  fromParty: string,
  messageId: string,
): SpineMessage | undefined =>
  store.one<SpineMessage>(
    `${SELECT} WHERE message_id = ? AND from_party = ? ORDER BY id DESC LIMIT 1`,
    messageId,
    fromParty,
  )

/** Moves a message on. */
export function setMessageState(
  store: Store,
  id: number,
  state: MessageState,
  reason: string,
): void {
  store.run('UPDATE spine_message SET state = ?, reason = ? WHERE id = ?', state, reason, id)
}

/** Notes a try to deliver; it counts at once, so that a restart does not forget it. */
export function addAttempt(store: Store, id: number, at: Instant): number {
  const row = store.one<{ attempts: number }>(
    'UPDATE spine_message SET attempts = attempts + 1 WHERE id = ? RETURNING attempts',
    id,
  ) as { attempts: number }
  store.run(
    'INSERT INTO spine_attempt (message, number, at, outcome, exchange) VALUES (?, ?, ?, ?, NULL)',
    id,
    row.attempts,
    at,
    'under way',
  )
  return row.attempts
}

/** Notes what came of a try. */
export function setAttemptOutcome(
  store: Store,
  id: number,
  number: number,
  outcome: string,
  exchange: number | undefined,
): void {
  store.run(
    'UPDATE spine_attempt SET outcome = ?, exchange = ? WHERE message = ? AND number = ?',
    outcome,
    exchange ?? null,
    id,
    number,
  )
}

export const attemptsOf = (store: Store, id: number): DeliveryAttempt[] =>
  store.all<DeliveryAttempt>(
    'SELECT number, at, outcome, exchange FROM spine_attempt WHERE message = ? ORDER BY number',
    id,
  )

/** What a list of messages may be narrowed to. */
export interface MessageFilter {
  readonly after?: number | undefined
  readonly state?: MessageState | undefined
  readonly conversationId?: string | undefined
  readonly party?: string | undefined
  readonly action?: string | undefined
}

/** Messages in the order in which they were taken, at most `limit`; the newest where there are more. */
export function listSpineMessages(
  store: Store,
  filter: MessageFilter,
  limit: number,
): SpineMessage[] {
  const { after = 0, state, conversationId, party, action } = filter
  return store
    .all<SpineMessage>(
      `${SELECT} WHERE id > ? AND (? IS NULL OR state = ?) AND (? IS NULL OR conversation_id = ?)
         AND (? IS NULL OR from_party = ? OR to_party = ?) AND (? IS NULL OR action = ?)
       ORDER BY id DESC LIMIT ?`,
      after,
      state ?? null,
      state ?? null,
      conversationId ?? null,
      conversationId ?? null,
      party ?? null,
      party ?? null,
      party ?? null,
      action ?? null,
      action ?? null,
      limit,
    )
    .reverse()
}
