import { z } from 'zod'
import type { Noted } from '../../robots/line.js'
import { TurnedAway } from '../../robots/turned-away.js'
import { metaOf } from '../language/fields.js'
import type { PlannedStep } from '../script.js'
import type { Failure } from './report.js'
import { NotAsExpected } from './stage.js'

/** A step failed; the steps around it pass this on as it is. */
export class StepFailed extends Error {
  readonly failure: Failure
  override readonly cause: unknown

  constructor(failure: Failure, cause: unknown) {
    super(`expected ${failure.expected}, found ${failure.found}`)
    this.failure = failure
    this.cause = cause
  }
}

/** Which parameter was not as declared, once its variables were filled in. */
function wrongParameter({ step }: PlannedStep, error: z.ZodError): [string, string] {
  const name = String(error.issues[0]?.path[0] ?? '')
  const field = step.fields[name]
  const form = field ? metaOf(field).form : 'other parameters'
  return [`${form} for '${name}'`, 'something else when its variables were filled in']
}

function expectedAndFound(planned: PlannedStep, error: unknown): [string, string] {
  if (error instanceof NotAsExpected) return [error.expected, error.found]
  if (error instanceof TurnedAway) return ['the sandbox to do it', `a refusal, ${error.message}`]
  if (error instanceof z.ZodError) return wrongParameter(planned, error)
  return ['the step to succeed', error instanceof Error ? error.message : String(error)]
}

/** What people are told of a step that failed. */
export function failureOf(
  planned: PlannedStep,
  sentence: string,
  error: unknown,
  exchanges: readonly Noted[],
): Failure {
  const [expected, found] = expectedAndFound(planned, error)
  return {
    place: planned.place,
    step: planned.step.name,
    sentence,
    expected,
    found,
    exchanges: exchanges.slice(-10),
  }
}
