import type { Store } from '../store.js'

type Column<Document> = {
  readonly type: 'TEXT' | 'INTEGER'
  readonly value: (document: Document) => string | number | null | undefined
}

export interface DocumentTableDefinition<Document> {
  readonly name: string
  readonly key: (document: Document) => string
  /** Columns copied out of the document, so that SQL can look it up. */
  readonly columns?: Readonly<Record<string, Column<Document>>>
  /** Column lists to index, such as `['service_id, state']`. */
  readonly indexes?: readonly string[]
  /** How many parsed documents to keep in memory. */
  readonly cached?: number
}

export interface DocumentTable<Document> {
  readonly name: string
  readonly schema: string
  find(store: Store, key: string): Document | undefined
  save(store: Store, document: Document): void
  remove(store: Store, key: string): boolean
  list(store: Store): Document[]
  count(store: Store): number
  /** Documents for which a condition over the columns holds, such as `'service_id = ?'`. */
  where(store: Store, condition: string, ...parameters: (string | number)[]): Document[]
}

/**
 * A table of documents: the whole record as JSON in `record`, its key, and the columns that SQL
 * searches by. The readers share one frozen object per key; a change is a new object given to `save`.
 */
export function documentTable<Document extends object>(
  definition: DocumentTableDefinition<Document>,
): DocumentTable<Document> {
  const { name, key, columns = {}, indexes = [], cached = 1000 } = definition
  const names = Object.keys(columns)

  const schema = [
    `CREATE TABLE ${name} (key TEXT PRIMARY KEY, record TEXT NOT NULL${names
      .map((column) => `, ${column} ${columns[column]?.type}`)
      .join('')}) STRICT, WITHOUT ROWID;`,
    ...indexes.map((list, at) => `CREATE INDEX ${name}_${at} ON ${name} (${list});`),
  ].join('\n')

  const insert = `INSERT OR REPLACE INTO ${name} (key, record${names.map((c) => `, ${c}`).join('')})
    VALUES (?, ?${names.map(() => ', ?').join('')})`

  function remember(store: Store, id: string, document: Document): Document {
    const documents = store.cache<Document>(name)
    // A Map whose oldest entries are deleted one by one is slow to iterate; starting anew is not.
    if (documents.size >= cached) documents.clear()
    documents.set(id, Object.freeze(document))
    return document
  }

  const parse = (row: { key: string; record: string }, store: Store): Document =>
    store.cache<Document>(name).get(row.key) ??
    remember(store, row.key, JSON.parse(row.record) as Document)

  return {
    name,
    schema,
    find(store, id) {
      const known = store.cache<Document>(name).get(id)
      if (known) return known
      const row = store.one<{ key: string; record: string }>(
        `SELECT key, record FROM ${name} WHERE key = ?`,
        id,
      )
      return row && parse(row, store)
    },
    save(store, document) {
      const id = key(document)
      const values = names.map((column) => columns[column]?.value(document) ?? null)
      store.run(insert, id, JSON.stringify(document), ...values)
      remember(store, id, document)
      store.touch(name)
    },
    remove(store, id) {
      store.cache<Document>(name).delete(id)
      store.touch(name)
      return store.run(`DELETE FROM ${name} WHERE key = ?`, id) > 0
    },
    list(store) {
      return store
        .all<{ key: string; record: string }>(`SELECT key, record FROM ${name} ORDER BY key`)
        .map((row) => parse(row, store))
    },
    count(store) {
      return store.one<{ n: number }>(`SELECT count(*) AS n FROM ${name}`)?.n ?? 0
    },
    where(store, condition, ...parameters) {
      return store
        .all<{ key: string; record: string }>(
          `SELECT key, record FROM ${name} WHERE ${condition}`,
          ...parameters,
        )
        .map((row) => parse(row, store))
    },
  }
}
