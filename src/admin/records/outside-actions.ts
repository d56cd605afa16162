import { z } from '@hono/zod-openapi'
import type { World } from '../../world/world.js'
import { Refused } from '../refused.js'

/** What an action came to, whichever service's domain it is of. */
type Result<Done> =
  | { readonly ok: true; readonly value: Done }
  | {
      readonly ok: false
      readonly refusals: readonly { readonly code: string; readonly diagnostics?: string }[]
    }

type Perform<Subject, Done> = (world: World, subject: Subject, input: never) => Result<Done>

/** One thing that is done outside the API: what it needs to be told, and the domain action it is. */
export interface OutsideAction<Subject, Done> {
  readonly name: string
  readonly schema: z.ZodObject
  readonly perform: Perform<Subject, Done>
  /** What is done once that is kept, whatever comes of it. */
  readonly afterwards?: Perform<Subject, Done>
}

/** Declares an outside action; what a request left out is left out for the domain, too. */
export const outsideAction = <Subject, Done, Shape extends z.ZodRawShape>(
  name: string,
  shape: Shape,
  perform: (world: World, subject: Subject, input: z.infer<z.ZodObject<Shape>>) => Result<Done>,
  afterwards?: typeof perform,
): OutsideAction<Subject, Done> => ({
  name,
  schema: z.object({ action: z.literal(name), ...shape }).strict(),
  perform: perform as Perform<Subject, Done>,
  ...(afterwards && { afterwards: afterwards as Perform<Subject, Done> }),
})

/** The body of a request that names one of the actions. */
export function actionSchema<Subject, Done>(
  name: string,
  actions: readonly OutsideAction<Subject, Done>[],
) {
  const schemas = actions.map(({ schema }) => schema)
  return z.discriminatedUnion('action', schemas as never).openapi(name)
}

/**
 * What a request asks to be done, as pieces of work that are kept one after the other and may run more
 * than once; `subject` finds what it is done to each time.
 */
export function worksOf<Subject, Done>(
  world: World,
  actions: readonly OutsideAction<Subject, Done>[],
  subject: () => Subject,
  { action, ...input }: { readonly action: string },
): readonly (() => Result<Done>)[] {
  const wanted = actions.find(({ name }) => name === action)
  if (!wanted) throw new Refused(400, 'Invalid request', `there is no action '${action}'`)
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  return [wanted.perform, wanted.afterwards]
    .filter((perform) => perform !== undefined)
    .map((perform) => () => perform(world, subject(), said as never))
}

/** What an action came to; a refusal of the domain is one of the control API. */
export function doneOf<Done>(result: Result<Done>): Done {
  if (result.ok) return result.value
  const [refusal] = result.refusals
  throw new Refused(422, refusal?.code ?? 'Refused', refusal?.diagnostics ?? '')
}

/** Does an action, each part of it in one transaction. */
export function performAction<Subject, Done>(
  world: World,
  actions: readonly OutsideAction<Subject, Done>[],
  subject: Subject,
  said: { readonly action: string },
): Done {
  const works = worksOf(world, actions, () => subject, said)
  const done = works.map((work) => doneOf(world.store.attempt(work, ({ ok }) => ok)))
  return done.at(-1) as Done
}
