import type { Exchange } from '../http/exchange.js'
import { LIMITS } from '../world/limits.js'

export interface JournalLimits {
  readonly exchanges: number
  readonly bytes: number
}

/** Bytes kept of a body that is too large to keep. */
const BEGINNING = 64 * 1024

const sizeOf = (body: string | Uint8Array | null | undefined): number => body?.length ?? 0

const bytesOf = (exchange: Exchange): number =>
  500 + exchange.request.body.length + sizeOf(exchange.answer?.body)

/**
 * The exchanges of a world, oldest first, byte for byte (very large uploads by their beginning). It keeps the newest ones within a number
 * and a number of bytes; an exchange larger than all of that is kept alone.
 */
export class Journal {
  readonly #limits: JournalLimits
  readonly #exchanges = new Map<number, Exchange>()
  readonly #listeners = new Set<(exchange: Exchange) => void>()
  #bytes = 0
  #last = 0

  constructor(limits: Partial<JournalLimits> = {}) {
    this.#limits = {
      exchanges: LIMITS.journalExchanges,
      bytes: LIMITS.journalBytes,
      ...limits,
    }
  }

  /** The number for a new exchange. */
  nextId(): number {
    return ++this.#last
  }

  /** Keeps a finished exchange and lets the oldest go where there is no room. */
  add(exchange: Exchange): void {
    if (exchange.request.body.length > LIMITS.journalBody) exchange.shortenBody(BEGINNING)
    this.#exchanges.set(exchange.id, exchange)
    this.#bytes += bytesOf(exchange)
    while (
      this.#exchanges.size > this.#limits.exchanges ||
      (this.#bytes > this.#limits.bytes && this.#exchanges.size > 1)
    )
      this.#dropOldest()
    for (const listener of this.#listeners) listener(exchange)
  }

  find(id: number): Exchange | undefined {
    return this.#exchanges.get(id)
  }

  /** What is kept, oldest first. */
  list(): Exchange[] {
    return [...this.#exchanges.values()]
  }

  clear(): void {
    this.#exchanges.clear()
    this.#bytes = 0
  }

  /** Calls `listener` with every exchange from now on; the answer stops it. */
  listen(listener: (exchange: Exchange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #dropOldest(): void {
    const oldest = this.#exchanges.values().next()
    if (oldest.done) return
    this.#exchanges.delete(oldest.value.id)
    this.#bytes -= bytesOf(oldest.value)
  }
}
