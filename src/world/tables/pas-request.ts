import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'
import type { Reason } from './referral.js'

/** What is asked of a hospital's system: to book a slot, or to cancel the booking of one. */
export type PasRequestKind = 'BOOK' | 'CANCEL'

/** Where a request stands; FAILED was not delivered, ERROR was answered with anything but the answer. */
export type PasRequestState =
  | 'WAITING'
  | 'CONFIRMED'
  | 'REJECTED'
  | 'ERROR'
  | 'TIMED_OUT'
  | 'FAILED'

/** Why a hospital's system refused (ers-hl7v3-mim 10.3). */
export interface PasRejection {
  readonly code: string
  readonly text?: string
}

/** A request to a hospital's system to book or to cancel, with what came of it (ers-hl7v3-mim 8.2, 8.3). */
export interface PasRequest {
  /** HL7 id of the message, in upper case. */
  readonly id: string
  readonly kind: PasRequestKind
  readonly ubrn: string
  readonly serviceId: string
  readonly slotId: number
  readonly usrn: string
  /** System that is asked. */
  readonly asid: string
  /** Person who wants it, where it is one of the two sides. */
  readonly userId?: string
  /** Of a cancellation. */
  readonly reason?: Reason
  readonly conversationId: string
  readonly sent: Instant
  readonly state: PasRequestState
  readonly rejection?: PasRejection
  /** What kept it from being sent or answered, in words. */
  readonly trouble?: string
  /** Whether the hospital cancelled of its own accord meanwhile; its answer then changes nothing. */
  readonly crossed?: true
  /** Whether an operation is under way that wants the answer. */
  readonly open: boolean
}

export const pasRequests = documentTable<PasRequest>({
  name: 'pas_request',
  key: ({ id }) => id,
  columns: {
    ubrn: { type: 'TEXT', value: ({ ubrn }) => ubrn },
    open: { type: 'INTEGER', value: ({ open }) => Number(open) },
    sent: { type: 'INTEGER', value: ({ sent }) => sent },
  },
  indexes: ['ubrn, sent', 'open', 'sent'],
})

/** The request of a kind that an operation on a slot waits for, or is to learn the answer of. */
export const openPasRequest = (
  store: Store,
  asked: Pick<PasRequest, 'kind' | 'ubrn' | 'slotId'>,
): PasRequest | undefined =>
  pasRequests
    .where(store, 'ubrn = ? ORDER BY sent DESC', asked.ubrn)
    .find(({ kind, slotId, open }) => open && kind === asked.kind && slotId === asked.slotId)

/** True while an operation on a request waits for a hospital's system. */
export const waitsForPas = (store: Store, ubrn: string): boolean =>
  pasRequests.where(store, 'ubrn = ?', ubrn).some(({ open, state }) => open && state === 'WAITING')

/** Requests whose operation is under way, or was when the world was closed. */
export const openPasRequests = (store: Store): PasRequest[] =>
  pasRequests.where(store, 'open = 1 ORDER BY sent, key')

/** Forgets requests sent before a moment that nobody waits for. */
export function forgetPasRequests(store: Store, before: Instant): void {
  for (const { id } of pasRequests.where(store, 'sent < ? AND open = 0', before))
    pasRequests.remove(store, id)
}
