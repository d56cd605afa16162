import { z } from 'zod'
import { type Field, metaOf, name } from './language/fields.js'
import type { Kind } from './language/scope.js'
import type { Plain } from './language/source.js'
import type { Stage } from './play/stage.js'
import type { Saved } from './saved.js'

/** What a step saves, under the name that `as` gives. */
export interface Saves {
  readonly kind: Kind
  /** The name where `as` is left out. */
  readonly byDefault: string
  /** Its members, each with what it is. */
  readonly members: Readonly<Record<string, string>>
}

/** How sentences name people and things. */
export interface Telling {
  /** Somebody of the cast. */
  who(actor: string): string
}

/** One thing that a scenario can say. */
export interface Step {
  /** In the field's words, as scenarios write it. */
  readonly name: string
  /** What it does, for the reference. */
  readonly does: string
  /** How it is written. */
  readonly example: string
  readonly fields: Readonly<Record<string, Field>>
  /** The parameter that a bare value is: `say: Hello`. */
  readonly short?: string
  readonly saves?: Saves
  /** The parameter that names a file whose steps this step performs. */
  readonly includes?: string
  /** Names that the steps within this one may use. */
  readonly namesWithin?: (given: Readonly<Record<string, Plain>>) => readonly string[]
  /** What is wrong with parameters that do not go together; undefined if nothing is. */
  readonly conflict?: (given: ReadonlySet<string>) => string | undefined
  /** What the trainer reads while it plays. */
  sentence(parameters: never, telling: Telling): string
  play(parameters: never, stage: Stage): Promise<Saved | undefined>
}

type Parameters<Shape extends Readonly<Record<string, Field>>> = {
  readonly [Name in keyof Shape]: z.infer<Shape[Name]>
}

interface Declaration<Shape extends Readonly<Record<string, Field>>>
  extends Omit<Step, 'fields' | 'sentence' | 'play' | 'short'> {
  readonly fields: Shape
  readonly short?: keyof Shape & string
  sentence(parameters: Parameters<Shape>, telling: Telling): string
  // biome-ignore lint/suspicious/noConfusingVoidType: a step that saves nothing returns nothing
  play(parameters: Parameters<Shape>, stage: Stage): Promise<Saved | undefined | void>
}

/** Declares a step; one that saves something gets the parameter `as`. */
export function step<const Shape extends Readonly<Record<string, Field>>>(
  declaration: Declaration<Shape>,
): Step {
  const { saves, fields } = declaration
  return {
    ...declaration,
    fields: saves ? { ...fields, as: nameOf(saves) } : fields,
  } as unknown as Step
}

function nameOf({ byDefault }: Saves): Field {
  const field = name('the name under which steps after this one find it')
  return field.default(byDefault).meta({ ...metaOf(field), byDefault })
}

/** Parameters as a step reads them; throws where they are not as declared. */
export const readParameters = (step: Step, given: object): never =>
  z.object(step.fields).strict().parse(given) as never
