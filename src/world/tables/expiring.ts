import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import type { DocumentTable } from './document-table.js'

interface Expiring {
  readonly expires: Instant
}

/** Column and index for documents that end at a moment. */
export const EXPIRES = {
  type: 'INTEGER',
  value: (document: Expiring) => document.expires,
} as const

/** Removes the documents of a table that ended at or before a moment. */
export function removeExpired<Document extends Expiring>(
  table: DocumentTable<Document>,
  key: (document: Document) => string,
  store: Store,
  at: Instant,
): void {
  for (const document of table.where(store, 'expires <= ?', at)) table.remove(store, key(document))
}
