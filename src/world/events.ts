import type { Clock } from './clock.js'
import type { Store } from './store.js'
import { insertEvent, type WorldEvent } from './tables/event.js'

export type EventListener = (event: WorldEvent) => void

/**
 * What happens in a world, published inside the transaction that makes it happen. Listeners run
 * in that transaction and change nothing but the world's own data (an outbox, a job): what is
 * rolled back then never happened.
 */
export class Events {
  readonly #store: Store
  readonly #clock: Clock
  readonly #listeners = new Set<EventListener>()

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  publish(event: Omit<WorldEvent, 'id' | 'at'>): void {
    const kept = insertEvent(this.#store, { at: this.#clock.now(), ...event })
    for (const listener of this.#listeners) listener(kept)
  }

  /** Calls `listener` with every event from now on; the answer stops it. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
