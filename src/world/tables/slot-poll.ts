import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'

/** A question to a hospital's system for the slots of a service (ers-hl7v3-mim 7.1, 8.1). */
export interface SlotPoll {
  /** UUID of the question, in upper case; the answer repeats it. */
  readonly id: string
  /** Polls are numbered, as several may be sent at one moment of a clock that stands still. */
  readonly number: number
  /** HL7 id of the message. */
  readonly messageId: string
  readonly conversationId: string
  readonly serviceId: string
  readonly asid: string
  /** Period asked for, without its end. */
  readonly from: Instant
  readonly to: Instant
  readonly sent: Instant
  readonly state: 'WAITING' | 'ANSWERED' | 'UNANSWERED' | 'FAILED'
  /** What went wrong, in words. */
  readonly trouble?: string
  /** How many slots the answer offered. */
  readonly slots?: number
}

export const slotPolls = documentTable<SlotPoll>({
  name: 'slot_poll',
  key: ({ id }) => id,
  columns: {
    message_id: { type: 'TEXT', value: ({ messageId }) => messageId },
    service_id: { type: 'TEXT', value: ({ serviceId }) => serviceId },
    sent: { type: 'INTEGER', value: ({ sent }) => sent },
  },
  indexes: ['message_id', 'service_id, sent'],
})

export const pollOfMessage = (store: Store, messageId: string): SlotPoll | undefined =>
  slotPolls.where(store, 'message_id = ?', messageId)[0]

/** Newest first. */
const NEWEST = `ORDER BY sent DESC, json_extract(record, '$.number') DESC`

/** The polls of a service, newest first, at most `limit`. */
export const pollsOfService = (store: Store, serviceId: string, limit: number): SlotPoll[] =>
  slotPolls.where(store, `service_id = ? ${NEWEST} LIMIT ?`, serviceId, limit)

/** Keeps a poll, and the last `kept` of its service. */
export function saveNewPoll(store: Store, poll: SlotPoll, kept: number): void {
  slotPolls.save(store, poll)
  for (const { id } of slotPolls.where(
    store,
    `service_id = ? ${NEWEST} LIMIT -1 OFFSET ?`,
    poll.serviceId,
    kept,
  ))
    slotPolls.remove(store, id)
}
