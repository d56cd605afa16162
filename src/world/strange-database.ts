import { createSchema } from './schema.js'
import { Store } from './store.js'
import { readSetting } from './tables/setting.js'

const layoutOf = (store: Store): string =>
  JSON.stringify(
    store.all('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name'),
  )

function ownLayout(): string {
  const store = Store.inMemory()
  try {
    createSchema(store)
    return layoutOf(store)
  } finally {
    store.close()
  }
}

/** Why a database holds no world of this version; undefined if it holds one. */
export function strangeness(store: Store): string | undefined {
  if (layoutOf(store) !== ownLayout()) return 'it was made by another version of the sandbox'
  return readSetting(store, 'clock') === undefined ? 'it holds no world' : undefined
}
