import type { Store } from '../store.js'

export const settingSchema =
  'CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;'

/** What a world remembers of itself (its clock, its seed), as JSON under a name. */
export function readSetting<Value>(store: Store, name: string): Value | undefined {
  const row = store.one<{ value: string }>('SELECT value FROM setting WHERE name = ?', name)
  return row && (JSON.parse(row.value) as Value)
}

/** Forgets a setting: what holds without it holds again. */
export const removeSetting = (store: Store, name: string): void => {
  store.run('DELETE FROM setting WHERE name = ?', name)
}

export function writeSetting(store: Store, name: string, value: unknown): void {
  store.run(
    'INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)',
    name,
    JSON.stringify(value),
  )
}
