import { z } from '@hono/zod-openapi'
import type { Origin } from '../../scenario/collection.js'
import type { Problem } from '../../scenario/language/problems.js'
import type { Report, StepReport } from '../../scenario/play/report.js'
import { countSteps, type Script } from '../../scenario/script.js'

export const ScenarioView = z
  .object({
    name: z.string(),
    origin: z.enum(['SHIPPED', 'UPLOADED']),
    title: z.string(),
    description: z.string(),
    steps: z.number().openapi({ description: 'Steps of the story, those within loops once' }),
    variables: z.record(z.string(), z.unknown()),
    actors: z.array(z.string()),
    begins: z
      .object({
        start: z.string().optional(),
        frozen: z.boolean().optional(),
        seedNumber: z.number().optional(),
      })
      .openapi({ description: 'Where it says so, the world starts anew with the story' }),
  })
  .openapi('Scenario')

export const scenarioView = (name: string, origin: Origin, script: Script) => ({
  name,
  origin,
  title: script.title,
  description: script.description.trim(),
  steps: countSteps(script.steps),
  variables: { ...script.variables },
  actors: Object.keys(script.actors),
  begins: { ...script.beginning },
})

const Place = z.object({ file: z.string(), line: z.number(), column: z.number() })

export const ScenarioProblems = z
  .object({
    status: z.number(),
    title: z.string(),
    detail: z.string(),
    problems: z.array(Place.extend({ message: z.string() })),
  })
  .openapi('ScenarioProblems')

/** What is wrong with a scenario, every mistake with its place. */
export const problemsView = (problems: readonly Problem[]) => ({
  status: 422,
  title: 'Invalid scenario',
  detail: `${problems.length} problem${problems.length === 1 ? '' : 's'}`,
  problems: problems.map(({ place, message }) => ({ ...place, message })),
})

const StepView = z.object({
  number: z.number(),
  depth: z.number(),
  step: z.string(),
  sentence: z.string(),
  place: Place,
  outcome: z.enum(['RUNNING', 'PASSED', 'FAILED', 'REFUSED']),
  told: z.array(z.string()),
})

export const PlayView = z
  .object({
    scenario: z.string(),
    title: z.string(),
    state: z.enum(['READY', 'RUNNING', 'PAUSED', 'PASSED', 'FAILED', 'STOPPED']),
    steps: z.object({ all: z.number(), done: z.number() }),
    current: StepView.optional(),
    performed: z.array(StepView).openapi({ description: 'The newest 500 steps, oldest first' }),
    failure: z
      .object({
        place: Place,
        step: z.string(),
        sentence: z.string(),
        expected: z.string(),
        found: z.string(),
        exchanges: z.array(
          z.object({
            id: z.number().optional(),
            method: z.string(),
            path: z.string(),
            status: z.number(),
          }),
        ),
      })
      .optional(),
  })
  .openapi('Play')

const NEWEST = 500

const stepView = ({ told, place, ...report }: StepReport) => ({
  ...report,
  place: { ...place },
  told: [...told],
})

export const playView = (scenario: string, report: Report) => {
  const { title, state, steps, current, performed, failure } = report
  return {
    scenario,
    title,
    state,
    steps: { ...steps },
    ...(current ? { current: stepView(current) } : {}),
    performed: performed.slice(-NEWEST).map(stepView),
    ...(failure
      ? { failure: { ...failure, exchanges: failure.exchanges.map((one) => ({ ...one })) } }
      : {}),
  }
}
