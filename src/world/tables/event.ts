import type { Instant } from '../clock.js'
import type { Store } from '../store.js'

/** Something that happened in a world, as TMS, robots, the console and tests read it. */
export interface WorldEvent {
  readonly id: number
  readonly at: Instant
  /** What it happened to: `referral`, `advice`, `file`, `patient`. */
  readonly kind: string
  /** What happened: the name of an action. */
  readonly action: string
  /** UBRN, NHS number or another identifier. */
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

export const eventSchema = `CREATE TABLE event (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, detail TEXT NOT NULL) STRICT;`

/** How many events a world keeps. */
const KEPT = 10_000

type Row = Omit<WorldEvent, 'detail'> & { readonly detail: string }

export function insertEvent(store: Store, event: Omit<WorldEvent, 'id'>): WorldEvent {
  const row = store.one<{ id: number }>(
    'INSERT INTO event (at, kind, action, subject, detail) VALUES (?, ?, ?, ?, ?) RETURNING id',
    event.at,
    event.kind,
    event.action,
    event.subject,
    JSON.stringify(event.detail),
  )
  const { id } = row as { id: number }
  if (id % 100 === 0) store.run('DELETE FROM event WHERE id <= ?', id - KEPT)
  return { id, ...event }
}

/** Events after one, oldest first, at most `limit`. */
export const eventsAfter = (store: Store, after: number, limit: number): WorldEvent[] =>
  store
    .all<Row>('SELECT * FROM event WHERE id > ? ORDER BY id LIMIT ?', after, limit)
    .map((row) => ({ ...row, detail: JSON.parse(row.detail) }))
