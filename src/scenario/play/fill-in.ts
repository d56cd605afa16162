import { plain } from '../language/source.js'
import { referencesIn, replaced, type Value } from '../language/variables.js'
import type { PlannedStep } from '../script.js'
import { readParameters } from '../step.js'

const NOTHING: readonly string[] = []

/** What was written for a step itself; the steps within it fill in their own. */
const own = ({ given, within }: PlannedStep) =>
  given.entries.filter(({ name }) => !Object.hasOwn(within, name))

/** True if a step looks at the clock. */
export const looksAtClock = (planned: PlannedStep): boolean =>
  own(planned).some(({ value }) =>
    referencesIn(JSON.stringify(plain(value))).some((path) => /^(now|today)$/.test(path)),
  )

/** The parameters of a step with its variables filled in; throws where they are not as declared. */
export function fillIn(planned: PlannedStep, read: (name: string) => Value | undefined): never {
  const given = Object.fromEntries([
    ...own(planned).map(({ name, value }) => [name, replaced(plain(value), read)] as const),
    ...Object.keys(planned.within).map((name) => [
      name,
      planned.step.includes === name ? plain(sourceOf(planned, name)) : NOTHING,
    ]),
  ])
  return readParameters(planned.step, given)
}

const sourceOf = ({ given }: PlannedStep, wanted: string) =>
  given.entries.find(({ name }) => name === wanted)?.value ?? given
