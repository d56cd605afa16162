import type { Noted } from '../../robots/line.js'
import type { Place } from '../language/source.js'

/** What became of one step. */
export interface StepReport {
  /** Counts the steps that were performed, from 1. */
  readonly number: number
  /** 0 for a step of the story itself, 1 for one within it, and so on. */
  readonly depth: number
  readonly step: string
  readonly sentence: string
  readonly place: Place
  readonly outcome: 'RUNNING' | 'PASSED' | 'FAILED' | 'REFUSED'
  /** What the step told the people who watch. */
  readonly told: readonly string[]
}

/** Why a story failed. */
export interface Failure {
  readonly place: Place
  readonly step: string
  readonly sentence: string
  readonly expected: string
  readonly found: string
  /** Exchanges of the step with the sandbox, the newest last. */
  readonly exchanges: readonly Noted[]
}

export type PlayState = 'READY' | 'RUNNING' | 'PAUSED' | 'PASSED' | 'FAILED' | 'STOPPED'

/** How a play stands. */
export interface Report {
  readonly title: string
  readonly state: PlayState
  /** Steps of the story itself, and how many of them are done. */
  readonly steps: { readonly all: number; readonly done: number }
  /** The step that is performed, or that waits. */
  readonly current?: StepReport
  readonly performed: readonly StepReport[]
  readonly failure?: Failure
}

/** What happens while a story plays. */
export type PlayEvent =
  | { readonly kind: 'STEP'; readonly report: StepReport }
  | { readonly kind: 'TOLD'; readonly report: StepReport; readonly line: string }
  | { readonly kind: 'WAITS'; readonly report: StepReport }
  | { readonly kind: 'ENDED'; readonly report: Report }
