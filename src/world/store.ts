import Database from 'better-sqlite3'

/** Bytes of a database's header that say how it is journalled. */
const WRITE_AND_READ_VERSION = { from: 18, to: 20 } as const
const ROLLBACK_JOURNAL = 1

/** The statements around a piece of work that may be taken back. */
interface Marks {
  readonly begin: string
  readonly keep: string
  readonly undo: readonly string[]
}

const WHOLE: Marks = { begin: 'BEGIN IMMEDIATE', keep: 'COMMIT', undo: ['ROLLBACK'] }
const WITHIN: Marks = {
  begin: 'SAVEPOINT work',
  keep: 'RELEASE work',
  undo: ['ROLLBACK TO work', 'RELEASE work'],
}

type Value = string | number | bigint | Buffer | Uint8Array | null

/**
 * A world's SQLite database. Statements are prepared once, on first use, and kept for the life of
 * the world; every write happens inside `transaction` or `attempt`, one an operation.
 */
export class Store {
  readonly #database: Database.Database
  readonly #statements = new Map<string, Database.Statement>()
  readonly #revisions = new Map<string, number>()
  readonly #caches = new Map<string, Map<string, unknown>>()

  private constructor(database: Database.Database) {
    this.#database = database
    database.pragma('foreign_keys = ON')
  }

  /** Opens a private in-memory database with the content of `image`, or an empty one. */
  static inMemory(image?: Buffer): Store {
    return new Store(new Database(image ?? ':memory:'))
  }

  /**
   * Opens a database file in WAL mode. A committed transaction survives the death of the process;
   * `synchronous = NORMAL` leaves only the loss of power to the operating system.
   */
  static file(path: string): Store {
    const database = new Database(path)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    return new Store(database)
  }

  /** A cache of parsed rows under `name`. A rollback empties it: it may hold what was never kept. */
  cache<Item>(name: string): Map<string, Item> {
    let cache = this.#caches.get(name)
    if (!cache) {
      cache = new Map()
      this.#caches.set(name, cache)
    }
    return cache as Map<string, Item>
  }

  /** How often a table was changed: what was made from its rows is good while this stands still. */
  revision(table: string): number {
    return this.#revisions.get(table) ?? 0
  }

  /** Notes a change of a table. */
  touch(table: string): void {
    this.#revisions.set(table, this.revision(table) + 1)
  }

  /** Runs statements that need no parameters, such as a schema. */
  execute(sql: string): void {
    this.#database.exec(sql)
  }

  /** The first row of a query, or undefined. */
  one<Row>(sql: string, ...parameters: Value[]): Row | undefined {
    return this.#prepare(sql).get(...parameters) as Row | undefined
  }

  /** All rows of a query. */
  all<Row>(sql: string, ...parameters: Value[]): Row[] {
    return this.#prepare(sql).all(...parameters) as Row[]
  }

  /** Runs a statement that changes rows; answers how many. */
  run(sql: string, ...parameters: Value[]): number {
    return this.#prepare(sql).run(...parameters).changes
  }

  /** Runs `work` in one transaction: all of it is kept, or none if it throws. Nests. */
  transaction<Result>(work: () => Result): Result {
    return this.#database.inTransaction ? work() : this.attempt(work, () => true)
  }

  /**
   * Runs `work` in one transaction and keeps its changes only if `keep` says so of the result.
   * A refused operation thereby leaves nothing behind. Within another transaction it takes back its
   * own changes alone.
   */
  attempt<Result>(work: () => Result, keep: (result: Result) => boolean): Result {
    const marks = this.#database.inTransaction ? WITHIN : WHOLE
    this.run(marks.begin)
    try {
      const result = work()
      if (keep(result)) this.run(marks.keep)
      else this.#rollBack(marks)
      return result
    } catch (error) {
      this.#rollBack(marks)
      throw error
    }
  }

  /** The whole database as bytes: the image that another world can be made from. */
  serialise(): Buffer {
    const image = this.#database.serialize()
    // A database in memory knows no write-ahead log: the image must not say that it has one.
    image.fill(ROLLBACK_JOURNAL, WRITE_AND_READ_VERSION.from, WRITE_AND_READ_VERSION.to)
    return image
  }

  /** False once it is closed: what comes late must not touch it any more. */
  get isOpen(): boolean {
    return this.#database.open
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #rollBack({ undo }: Marks): void {
    for (const cache of this.#caches.values()) cache.clear()
    if (this.#database.inTransaction) for (const statement of undo) this.run(statement)
  }

  #prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#database.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}
