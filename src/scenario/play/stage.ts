import type { Line } from '../../robots/line.js'
import type { Professional } from '../../robots/professional.js'
import type { TurnedAway } from '../../robots/turned-away.js'
import type { PatientActor } from '../actor.js'
import type { Value } from '../language/variables.js'
import type { Saved } from '../saved.js'

/** Where steps act: the world, the cast, and what the story knows so far. */
export interface Stage {
  /** The way to the world, for what happens outside the NHS APIs. */
  readonly line: Line
  /** Somebody of the cast who works in the NHS. */
  professional(actor: string): Professional
  /** A patient of the cast, or by NHS number. */
  patient(actor: string): PatientActor
  /** The UBRN of a saved referral or request, or the UBRN itself. */
  ubrn(name: string): string
  /** How urgent a saved referral is; routine where it was not saved here. */
  priority(name: string): string
  /** What was saved under a name. */
  saved(name: string): Saved
  /** Keeps a value under a name. */
  keep(name: string, value: Value): void
  /** The world's present moment, as FHIR writes it. */
  now(): Promise<string>
  /** Everybody's tokens are forgotten: the clock has moved. */
  forgetLogins(): void
  /** A line for the people who watch. */
  tell(line: string): void
  /** Performs the steps within this one that a parameter holds. */
  perform(parameter: string): Promise<void>
  /** The same, where a refusal is expected: the refusal, or nothing if there was none. */
  attempt(parameter: string): Promise<TurnedAway | undefined>
  /** Waits until the trainer goes on. */
  pause(): Promise<void>
  /** Waits in real time; false if the play was stopped meanwhile. */
  sleep(milliseconds: number): Promise<boolean>
}

/** What was expected did not happen: the story has failed. */
export class NotAsExpected extends Error {
  readonly expected: string
  readonly found: string

  constructor(expected: string, found: string) {
    super(`expected ${expected}, found ${found}`)
    this.expected = expected
    this.found = found
  }
}
