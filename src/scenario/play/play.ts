import { control } from '../../robots/control.js'
import { type Carry, Line, type Noted } from '../../robots/line.js'
import { TurnedAway } from '../../robots/turned-away.js'
import { SCENARIO_LIMITS } from '../language/limits.js'
import type { Value } from '../language/variables.js'
import type { Saved } from '../saved.js'
import type { PlannedStep, Script } from '../script.js'
import { CastOnStage } from './cast-on-stage.js'
import { failureOf, StepFailed } from './failure.js'
import { fillIn, looksAtClock } from './fill-in.js'
import { Gate, Stopped } from './gate.js'
import type { Failure, PlayEvent, PlayState, Report, StepReport } from './report.js'
import { NotAsExpected, type Stage } from './stage.js'

/** Where a story plays, and how. */
export interface PlayOptions {
  /** Address of the world. */
  readonly address: string
  /** Name of the world, as `${world}` gives it. */
  readonly world: string
  readonly carry: Carry
  /** Waits in real time. */
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Whether `pause` waits for the trainer; it is passed over otherwise. */
  readonly pauses: boolean
  readonly onEvent?: (event: PlayEvent) => void
}

type Running = { -readonly [Member in keyof StepReport]: StepReport[Member] } & { told: string[] }

const UBRN = /^\d{12}$/
/** A sentence begins with a capital letter, unless it begins with `e-RS`. */
const capital = (text: string): string =>
  text.startsWith('e-RS') ? text : text.charAt(0).toUpperCase() + text.slice(1)
const asValue = (saved: Saved): Value => ({ ...saved }) as Value

/** One play of a scenario in a world: goes on by itself, step by step, or as the trainer says. */
export class Play {
  readonly script: Script
  readonly #options: PlayOptions
  readonly #gate = new Gate()
  readonly #line: Line
  readonly #cast: CastOnStage
  readonly #values = new Map<string, Value>()
  readonly #performed: Running[] = []
  #exchanges: Noted[] = []
  #state: PlayState = 'READY'
  #current: Running | undefined
  #failure: Failure | undefined
  #done = 0

  constructor(script: Script, options: PlayOptions) {
    this.script = script
    this.#options = options
    this.#line = new Line(options.address, options.carry, (noted) => this.#exchanges.push(noted))
    this.#cast = new CastOnStage(script.actors, this.#line)
    for (const [name, value] of Object.entries(script.variables)) this.#values.set(name, value)
    this.#values.set('world', options.world)
    this.#gate.onWait = (waiting) => this.#wait(waiting)
  }

  /** Plays to the end; answers how it ended. It never throws for what happens in the story. */
  async run(): Promise<Report> {
    if (this.#state === 'READY') this.#state = 'RUNNING'
    try {
      await this.#performAll(this.script.steps, 0)
      this.#state = 'PASSED'
    } catch (error) {
      this.#state = this.#gate.stopped ? 'STOPPED' : 'FAILED'
      if (error instanceof StepFailed && !this.#gate.stopped) this.#failure = error.failure
    }
    const report = this.report()
    this.#tell({ kind: 'ENDED', report })
    return report
  }

  /** Stops before the next step, until `resume` or `one`. */
  pause(): void {
    this.#gate.close()
  }

  resume(): void {
    this.#gate.open()
  }

  /** Performs one step, and stops again. */
  one(): void {
    this.#gate.one()
  }

  stop(): void {
    this.#gate.stop()
  }

  get over(): boolean {
    return ['PASSED', 'FAILED', 'STOPPED'].includes(this.#state)
  }

  report(): Report {
    return {
      title: this.script.title,
      state: this.#state,
      steps: { all: this.script.steps.length, done: this.#done },
      ...(this.#current && !this.over ? { current: { ...this.#current } } : {}),
      performed: this.#performed.map((one) => ({ ...one })),
      ...(this.#failure ? { failure: this.#failure } : {}),
    }
  }

  #tell(event: PlayEvent): void {
    this.#options.onEvent?.(event)
  }

  #wait(waiting: boolean): void {
    this.#state = waiting ? 'PAUSED' : 'RUNNING'
    if (waiting && this.#current) this.#tell({ kind: 'WAITS', report: { ...this.#current } })
  }

  async #performAll(steps: readonly PlannedStep[], depth: number): Promise<void> {
    for (const planned of steps) {
      await this.#perform(planned, depth)
      if (depth === 0) this.#done++
    }
  }

  #read = (name: string): Value | undefined => this.#values.get(name)

  /** The moment and the day, for a step that looks at the clock. */
  async #lookAtClock(): Promise<void> {
    const { now } = await control<{ now: string }>(this.#line, 'GET', '/clock')
    this.#values.set('now', now)
    this.#values.set('today', now.slice(0, 10))
  }

  #begin(planned: PlannedStep, depth: number, sentence: string): Running {
    const number = this.#performed.length + 1
    if (number > SCENARIO_LIMITS.steps)
      throw new NotAsExpected(`at most ${SCENARIO_LIMITS.steps} steps`, 'one more')
    const { step, place } = planned
    const running: Running = {
      number,
      depth,
      step: step.name,
      sentence,
      place,
      outcome: 'RUNNING',
      told: [],
    }
    this.#performed.push(running)
    this.#current = running
    return running
  }

  async #perform(planned: PlannedStep, depth: number): Promise<void> {
    const { step } = planned
    this.#exchanges = []
    let sentence = step.name
    let running: Running | undefined
    try {
      if (looksAtClock(planned)) await this.#lookAtClock()
      const parameters = fillIn(planned, this.#read)
      sentence = capital(step.sentence(parameters, { who: (name) => this.#cast.who(name) }))
      running = this.#begin(planned, depth, sentence)
      await this.#gate.pass()
      this.#tell({ kind: 'STEP', report: { ...running } })
      const saved = await step.play(parameters, this.#stage(planned, running))
      if (saved) this.#values.set((parameters as { as: string }).as, asValue(saved))
      running.outcome = 'PASSED'
    } catch (error) {
      if (running) running.outcome = error instanceof TurnedAway ? 'REFUSED' : 'FAILED'
      if (error instanceof StepFailed || error instanceof Stopped) throw error
      throw new StepFailed(failureOf(planned, sentence, error, this.#exchanges), error)
    }
  }

  #stage(planned: PlannedStep, running: Running): Stage {
    const within = (parameter: string) => planned.within[parameter] ?? []
    return {
      line: this.#line,
      professional: (actor) => this.#cast.professional(actor),
      patient: (actor) => this.#cast.patient(actor),
      ubrn: (name) => (UBRN.test(name) ? name : String(this.#saved(name).ubrn)),
      priority: (name) => (UBRN.test(name) ? 'ROUTINE' : String(this.#saved(name).priority)),
      saved: (name) => this.#saved(name),
      keep: (name, value) => this.#values.set(name, value),
      now: async () => (await control<{ now: string }>(this.#line, 'GET', '/clock')).now,
      forgetLogins: () => this.#cast.forgetLogins(),
      tell: (line) => {
        running.told.push(line)
        this.#tell({ kind: 'TOLD', report: { ...running }, line })
      },
      perform: (parameter) => this.#performAll(within(parameter), running.depth + 1),
      attempt: (parameter) => this.#attempt(within(parameter), running.depth + 1),
      pause: () => this.#pause(),
      sleep: async (milliseconds) => {
        await this.#options.sleep(milliseconds)
        return !this.#gate.stopped
      },
    }
  }

  #saved(name: string): Saved {
    const saved = this.#values.get(name)
    if (saved === undefined || typeof saved === 'string' || Array.isArray(saved))
      throw new NotAsExpected('something that a step saved', `'${name}'`)
    return saved as Saved
  }

  /** Performs steps that are expected to be refused: the refusal, or nothing if there was none. */
  async #attempt(steps: readonly PlannedStep[], depth: number): Promise<TurnedAway | undefined> {
    try {
      await this.#performAll(steps, depth)
      return undefined
    } catch (error) {
      if (error instanceof StepFailed && error.cause instanceof TurnedAway) return error.cause
      throw error
    }
  }

  async #pause(): Promise<void> {
    if (!this.#options.pauses) return
    this.#gate.close()
    await this.#gate.pass()
  }
}
