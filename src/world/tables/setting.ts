import type { Store } from '../store.js'

export const settingSchema =
  'CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;'

/** The texts of settings that were read; calls ask for the same few each time. */
const textsOf = (store: Store) => store.cache<string | undefined>('setting')

function textOf(store: Store, name: string): string | undefined {
  const texts = textsOf(store)
  if (!texts.has(name)) {
    const row = store.one<{ value: string }>('SELECT value FROM setting WHERE name = ?', name)
    texts.set(name, row?.value)
  }
  return texts.get(name)
}

/** What a world remembers of itself (its clock, its seed), as JSON under a name. */
export function readSetting<Value>(store: Store, name: string): Value | undefined {
  const text = textOf(store, name)
  return text === undefined ? undefined : (JSON.parse(text) as Value)
}

/** Forgets a setting: what holds without it holds again. */
export const removeSetting = (store: Store, name: string): void => {
  store.run('DELETE FROM setting WHERE name = ?', name)
  textsOf(store).delete(name)
}

export function writeSetting(store: Store, name: string, value: unknown): void {
  store.run(
    'INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)',
    name,
    JSON.stringify(value),
  )
  textsOf(store).delete(name)
}
