import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import type { Priority } from './healthcare-service.js'

/**
 * Where a slot stands (ers-hl7v3-mim 8.7). A slot that the hospital holds no longer (GONE) keeps its
 * number, so that it is the same one when it is offered again.
 */
export type SlotStatus = 'FREE' | 'HELD' | 'BOOKED' | 'GONE'

/** A place in a clinic that can be booked (ers-fhir 8.1). */
export interface Slot {
  readonly id: number
  /** Unique slot reference number, the PAS's own name of the slot. */
  readonly usrn: string
  readonly serviceId: string
  readonly clinician: string | null
  readonly start: Instant
  readonly end: Instant
  readonly priority: Priority
  readonly status: SlotStatus
}

export const slotSchema = `CREATE TABLE slot (
  id INTEGER PRIMARY KEY, usrn TEXT NOT NULL UNIQUE, service_id TEXT NOT NULL, clinician TEXT,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, priority TEXT NOT NULL, status TEXT NOT NULL) STRICT;
CREATE INDEX slot_of_service ON slot (service_id, status, start_at);`

const SELECT = `SELECT id, usrn, service_id AS serviceId, clinician, start_at AS start, end_at AS "end",
  priority, status FROM slot`

export interface FreeSlotQuery {
  readonly serviceId: string
  readonly priorities: readonly Priority[]
  readonly from: Instant
  readonly to: Instant
  readonly clinician?: string
}

const FREE = `service_id = ? AND status = 'FREE' AND start_at >= ? AND start_at < ?
  AND priority IN (SELECT value FROM json_each(?)) AND (? IS NULL OR clinician = ?)`

const freeParameters = (query: FreeSlotQuery) =>
  [
    query.serviceId,
    query.from,
    query.to,
    JSON.stringify(query.priorities),
    query.clinician ?? null,
    query.clinician ?? null,
  ] as const

export const findSlot = (store: Store, id: number): Slot | undefined =>
  store.one<Slot>(`${SELECT} WHERE id = ?`, id)

export const countFreeSlots = (store: Store, query: FreeSlotQuery): number =>
  store.one<{ n: number }>(`SELECT count(*) AS n FROM slot WHERE ${FREE}`, ...freeParameters(query))
    ?.n ?? 0

/** Free slots in order of time, a page of them. */
export const freeSlots = (
  store: Store,
  query: FreeSlotQuery,
  page: { readonly size: number; readonly number: number },
): Slot[] =>
  store.all<Slot>(
    `${SELECT} WHERE ${FREE} ORDER BY start_at, id LIMIT ? OFFSET ?`,
    ...freeParameters(query),
    page.size,
    (page.number - 1) * page.size,
  )

export function insertSlot(store: Store, slot: Slot): void {
  store.run(
    `INSERT INTO slot (id, usrn, service_id, clinician, start_at, end_at, priority, status)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    slot.id,
    slot.usrn,
    slot.serviceId,
    slot.clinician,
    slot.start,
    slot.end,
    slot.priority,
    slot.status,
  )
}

export function setSlotStatus(store: Store, id: number, status: Slot['status']): void {
  store.run('UPDATE slot SET status = ? WHERE id = ?', status, id)
}

/** The slot that a hospital's system names. */
export const findSlotByUsrn = (store: Store, usrn: string): Slot | undefined =>
  store.one<Slot>(`${SELECT} WHERE usrn = ?`, usrn)

/** The slots of a service that start in a period, of one status. */
export const slotsInPeriod = (
  store: Store,
  serviceId: string,
  status: SlotStatus,
  period: { readonly from: Instant; readonly to: Instant },
): Slot[] =>
  store.all<Slot>(
    `${SELECT} WHERE service_id = ? AND status = ? AND start_at >= ? AND start_at < ? ORDER BY start_at, id`,
    serviceId,
    status,
    period.from,
    period.to,
  )

/** Writes what the hospital says of a slot now. */
export function updateSlot(
  store: Store,
  { id, clinician, start, end, priority, status }: Omit<Slot, 'usrn' | 'serviceId'>,
): void {
  store.run(
    'UPDATE slot SET clinician = ?, start_at = ?, end_at = ?, priority = ?, status = ? WHERE id = ?',
    clinician,
    start,
    end,
    priority,
    status,
    id,
  )
}
