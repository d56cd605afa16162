import type { Store } from '../store.js'

export const sequenceSchema =
  'CREATE TABLE sequence (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;'

/** Takes the next number of a sequence; a new sequence starts at 1. */
export function nextInSequence(store: Store, name: string): number {
  const row = store.one<{ taken: number }>(
    `INSERT INTO sequence (name, next) VALUES (?, 2)
     ON CONFLICT (name) DO UPDATE SET next = next + 1 RETURNING next - 1 AS taken`,
    name,
  )
  return (row as { taken: number }).taken
}

/** Makes sure that a sequence gives `least` or a higher number next. */
export function startSequence(store: Store, name: string, least: number): void {
  store.run(
    `INSERT INTO sequence (name, next) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET next = max(next, excluded.next)`,
    name,
    least,
  )
}
