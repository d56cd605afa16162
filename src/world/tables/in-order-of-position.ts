import type { Store } from '../store.js'
import type { DocumentTable } from './document-table.js'

/** Documents that are read at a time. */
const BATCH = 256

/**
 * Every document of a table in the order of its column `position`, a batch at a time: whoever takes
 * them may let others change the table in between.
 */
export function* inOrderOfPosition<Document extends { readonly position: number }>(
  store: Store,
  table: DocumentTable<Document>,
): Generator<Document> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const batch = table.where(store, 'position > ? ORDER BY position LIMIT ?', after, BATCH)
    yield* batch
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    after = last.position
  }
}
