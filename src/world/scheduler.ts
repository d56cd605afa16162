import type { Clock, Instant } from './clock.js'
import type { Store } from './store.js'
import { cancelJob, firstDueBeside, firstJob, type Job, putJob, removeJob } from './tables/job.js'

export type JobHandler = (job: Job) => void | Promise<void>

/** Node's timers count in a signed 32-bit number of milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1

/**
 * Runs a world's jobs when its clock reaches them: by itself while the clock runs, and one by one
 * in order of their time while the clock is moved by hand.
 */
export class Scheduler {
  readonly #store: Store
  readonly #clock: Clock
  readonly #handlers = new Map<string, JobHandler>()
  readonly #endless = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** Says what to do with jobs of a kind; `endless`: it puts itself again for ever. */
  handle(kind: string, handler: JobHandler, { endless = false } = {}): void {
    this.#handlers.set(kind, handler)
    if (endless) this.#endless.add(kind)
  }

  /** When something is due that will not come again for ever; undefined while nothing is. */
  nextDue(): Instant | undefined {
    return firstDueBeside(this.#store, [...this.#endless])
  }

  /** Adds a job, or moves the one of the same kind and key. */
  schedule(job: { due: Instant; kind: string; key?: string; payload?: unknown }): void {
    putJob(this.#store, { key: '', payload: null, ...job })
    this.rearm()
  }

  /** Takes a job away that has not run; nothing happens if there is none. */
  cancel(kind: string, key = ''): void {
    cancelJob(this.#store, kind, key)
  }

  /** Moves the clock forward to `to`; each job due on the way runs at its own moment. */
  async moveTo(to: Instant): Promise<void> {
    await this.#queue(() =>
      this.#runDue(to, (at) => this.#clock.set(Math.max(at, this.#clock.now()))),
    )
    this.#clock.set(to)
    this.rearm()
  }

  /** Runs what is due at the clock's present moment. */
  async runDue(): Promise<void> {
    await this.#queue(() => this.#runDue(this.#clock.now(), () => {}))
  }

  /** Waits for the first job; a clock that stands still reaches only what is due already. */
  rearm(): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    const next = firstJob(
      this.#store,
      this.#clock.mode === 'frozen' ? this.#clock.now() : Number.MAX_SAFE_INTEGER,
    )
    if (!next) return
    const wait = Math.min(Math.max(next.due - this.#clock.now(), 0), LONGEST_TIMER)
    this.#timer = setTimeout(() => void this.#runByItself(), wait)
    this.#timer.unref()
  }

  /** Runs what is due; nobody waits for it, so a job that breaks is a warning of the process. */
  async #runByItself(): Promise<void> {
    try {
      await this.runDue()
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
    this.rearm()
  }

  /** Stops, after the job that is running now. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running
  }

  #queue(work: () => Promise<void>): Promise<void> {
    const done = this.#running.then(work)
    this.#running = done.catch(() => {})
    return done
  }

  async #runDue(until: Instant, reach: (at: Instant) => void): Promise<void> {
    for (
      let job = firstJob(this.#store, until);
      job && !this.#stopped;
      job = firstJob(this.#store, until)
    ) {
      reach(job.due)
      try {
        await this.#handlers.get(job.kind)?.(job)
      } finally {
        removeJob(this.#store, job)
      }
    }
  }
}
