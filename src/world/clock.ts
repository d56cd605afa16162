/** How a clock runs: beside real time (shifted by an offset), or standing still. */
export type ClockState =
  | { readonly mode: 'real'; readonly offset: number }
  | { readonly mode: 'frozen'; readonly at: number }

/** Instants are milliseconds since 1970, UTC, everywhere in the project. */
export type Instant = number

/**
 * A world's time. It is the only place that reads the machine's clock; everything else asks `now()`.
 * The scheduler moves it (`World.advance`), so that timers fire in order on the way.
 */
export class Clock {
  #state: ClockState
  readonly #onChange: (state: ClockState) => void

  constructor(state: ClockState, onChange: (state: ClockState) => void = () => {}) {
    this.#state = state
    this.#onChange = onChange
  }

  get state(): ClockState {
    return this.#state
  }

  get mode(): ClockState['mode'] {
    return this.#state.mode
  }

  /** The world's present moment in milliseconds. */
  now(): Instant {
    return this.#state.mode === 'frozen' ? this.#state.at : Date.now() + this.#state.offset
  }

  /** The present moment as FHIR writes it: UTC with milliseconds. */
  iso(): string {
    return new Date(this.now()).toISOString()
  }

  /** Stops the clock, now or at a given moment. */
  freeze(at: Instant = this.now()): void {
    this.#change({ mode: 'frozen', at })
  }

  /** Lets the clock run on from its present moment, or from real time. */
  run(from: 'here' | 'real' = 'here'): void {
    this.#change({ mode: 'real', offset: from === 'real' ? 0 : this.now() - Date.now() })
  }

  /** Sets the moment and keeps the mode. */
  set(at: Instant): void {
    this.#change(
      this.#state.mode === 'frozen'
        ? { mode: 'frozen', at }
        : { mode: 'real', offset: at - Date.now() },
    )
  }

  #change(state: ClockState): void {
    this.#state = state
    this.#onChange(state)
  }
}
