import { keepSlotsPublished } from './clinics.js'
import { Clock, type ClockState, type Instant } from './clock.js'
import { Events } from './events.js'
import { Ids } from './ids.js'
import { Scheduler } from './scheduler.js'
import type { Store } from './store.js'
import { readSetting, writeSetting } from './tables/setting.js'

/** One isolated Spine: its own data, clock and identifiers. Nothing in it is shared with another. */
export class World {
  readonly name: string
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly scheduler: Scheduler
  readonly events: Events
  readonly #onStop = new Set<() => void>()
  #stopped = false

  /** Wraps a database that holds a world already (see `layOut`). */
  constructor(name: string, store: Store) {
    this.name = name
    this.store = store
    const state = readSetting<ClockState>(store, 'clock') ?? { mode: 'real', offset: 0 }
    this.clock = new Clock(state, (changed) => writeSetting(store, 'clock', changed))
    this.ids = new Ids(store, readSetting<number>(store, 'seedNumber') ?? 1)
    this.scheduler = new Scheduler(store, this.clock)
    this.events = new Events(store, this.clock)
    keepSlotsPublished(this)
  }

  /** Moves the clock forward; everything due on the way happens at its own moment. */
  async advance(milliseconds: number): Promise<void> {
    await this.scheduler.moveTo(this.clock.now() + milliseconds)
  }

  /** Moves the clock forward to a moment; one in the past is only set, nothing runs backwards. */
  async advanceTo(at: Instant): Promise<void> {
    await this.scheduler.moveTo(at)
  }

  /**
   * Moves the clock to one moment after another at which something is due, until nothing is but what
   * comes again for ever, or `most` moments were reached, or the next lies after `until`. Answers
   * whether nothing is due any more.
   */
  async runUntilIdle(most: number, until: Instant): Promise<boolean> {
    for (let count = 0; count < most; count++) {
      const due = this.scheduler.nextDue()
      if (due === undefined) return true
      if (due > until) return false
      await this.scheduler.moveTo(Math.max(due, this.clock.now()))
    }
    return this.scheduler.nextDue() === undefined
  }

  /** Stops the clock, here or at a moment. */
  freeze(at?: Instant): void {
    this.clock.freeze(at)
    this.scheduler.rearm()
  }

  /** Lets the clock run on from here, or sets it to real time first. */
  run(from: 'here' | 'real' = 'here'): void {
    this.clock.run(from)
    this.scheduler.rearm()
  }

  /** Whether its work has ended, or is about to. */
  get isStopped(): boolean {
    return this.#stopped
  }

  /** Calls `listener` when the world stops: what waits for something to happen in it waits no longer. */
  onStop(listener: () => void): () => void {
    this.#onStop.add(listener)
    return () => this.#onStop.delete(listener)
  }

  /** Lets the job that is running end, and starts no other. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const listener of this.#onStop) listener()
    await this.scheduler.stop()
  }

  /** Closes the database; `stop` comes first. */
  close(): void {
    this.store.close()
  }
}
