import type { Actor } from './actor.js'
import type { MapSource, Place, Plain } from './language/source.js'
import type { Step } from './step.js'

/** How the world is when the story begins; empty if it is played in the world as it is. */
export interface Beginning {
  readonly start?: string
  readonly frozen?: boolean
  readonly seedNumber?: number
}

/** One step of a story, checked. */
export interface PlannedStep {
  readonly step: Step
  readonly place: Place
  readonly given: MapSource
  /** Steps within the step, by the parameter that holds them. */
  readonly within: Readonly<Record<string, readonly PlannedStep[]>>
}

/** A scenario, read and checked: it can be played. */
export interface Script {
  readonly title: string
  /** For the trainer: what the story shows, and what to watch. */
  readonly description: string
  readonly beginning: Beginning
  readonly variables: Readonly<Record<string, Plain>>
  readonly actors: Readonly<Record<string, Actor>>
  readonly steps: readonly PlannedStep[]
}

/** How many steps a story has, those within loops counted once. */
export const countSteps = (steps: readonly PlannedStep[]): number =>
  steps.reduce(
    (sum, { within }) =>
      sum + 1 + Object.values(within).reduce((inner, one) => inner + countSteps(one), 0),
    0,
  )
