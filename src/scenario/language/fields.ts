import { z } from 'zod'
import { DAY, HOUR, MINUTE, parseInstant, SECOND } from '../../world/instant.js'
import type { Kind } from './scope.js'
import { codeOf, wordsOf } from './words.js'

/** What a parameter refers to: a professional or patient of the cast, or what a step saved. */
export type Refers = 'professional' | 'patient' | Exclude<Kind, 'value'>

/** What the checks, the docs and the editors' schema know of a parameter, beside its zod schema. */
export interface FieldMeta {
  readonly description: string
  /** What is expected, in words: `a whole number from 1 to 100`. */
  readonly form: string
  /** JSON Schema of it. */
  readonly json: object
  readonly refers?: Refers
  /** The words it may be, for `did you mean`. */
  readonly words?: readonly string[]
  /** Whether it holds steps. */
  readonly holdsSteps?: boolean
  readonly byDefault?: string
}

export type Field = z.ZodType

const declare = <Schema extends z.ZodType>(schema: Schema, meta: FieldMeta): Schema =>
  schema.meta({ ...meta })

/** What was declared of a parameter. */
export const metaOf = (field: Field): FieldMeta => field.meta() as unknown as FieldMeta

/** True for a parameter that a scenario must give. */
export const isNeeded = (field: Field): boolean => !field.safeParse(undefined).success

const TEXT = { type: ['string', 'number', 'boolean'] } as const
const REFERENCE = { type: 'string', pattern: '\\$\\{' } as const

/** Any text. */
export const text = (description: string, longest = 4000) =>
  declare(z.string().min(1).max(longest), {
    description,
    form: `a text of at most ${longest} characters`,
    json: TEXT,
  })

/** A text of a form. */
export const pattern = (description: string, form: string, shape: RegExp) =>
  declare(z.string().regex(shape), { description, form, json: TEXT })

/** A code of a published list, written as words or as the code. */
export const code = (description: string, example: string) =>
  declare(z.string().min(1).max(80).transform(codeOf), {
    description,
    form: `a code such as '${wordsOf(example)}'`,
    json: TEXT,
  })

/** A pattern for a code as people may write it: `Two-week wait`. JSON Schema knows no other way to leave the case open. */
const anyCase = (code: string): string =>
  [...code]
    .map((one) =>
      /[A-Z]/.test(one) ? `[${one}${one.toLowerCase()}]` : one === '_' ? '[^A-Za-z0-9]+' : one,
    )
    .join('')

/** One of a few codes, written as words or as the code. */
export const choice = <const Code extends string>(description: string, codes: readonly Code[]) => {
  const words = codes.map(wordsOf)
  return declare(z.string().transform(codeOf).pipe(z.enum(codes)), {
    description,
    form: `one of ${words.join(', ')}`,
    json: {
      anyOf: [
        { enum: words },
        { type: 'string', pattern: `^(?:${codes.map(anyCase).join('|')})$` },
        REFERENCE,
      ],
    },
    words,
  })
}

/** A whole number within bounds. */
export const whole = (description: string, least: number, most: number) =>
  declare(
    z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number)
      .pipe(z.number().min(least).max(most)),
    {
      description,
      form: `a whole number from ${least} to ${most}`,
      json: { anyOf: [{ type: 'integer', minimum: least, maximum: most }, REFERENCE] },
    },
  )

const YES = ['yes', 'true', 'on']
const NO = ['no', 'false', 'off']

export const yesNo = (description: string) =>
  declare(
    z
      .string()
      .toLowerCase()
      .pipe(z.enum([...YES, ...NO] as [string, ...string[]]))
      .transform((word) => YES.includes(word)),
    {
      description,
      form: 'yes or no',
      json: { anyOf: [{ type: 'boolean' }, { enum: ['yes', 'no'] }, REFERENCE] },
      words: ['yes', 'no'],
    },
  )

/** A moment with time and zone. */
export const moment = (description: string) =>
  declare(
    z.string().refine((given) => parseInstant(given) !== undefined),
    { description, form: 'a moment such as 2026-06-01T09:00:00Z', json: TEXT },
  )

export const date = (description: string) =>
  declare(z.iso.date(), { description, form: 'a date such as 2026-06-01', json: TEXT })

const UNITS: Readonly<Record<string, number>> = {
  second: SECOND,
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
}

const DURATION = /^\s*(\d{1,6})\s+(second|minute|hour|day|week)s?\s*$/i

/** Milliseconds of `2 weeks`; undefined for anything else. */
function millisecondsOf(given: string): number | undefined {
  const [, count, unit = ''] = DURATION.exec(given) ?? []
  return count === undefined ? undefined : Number(count) * (UNITS[unit.toLowerCase()] as number)
}

/** A length of time, read as milliseconds; at most ten years. */
export const duration = (description: string) =>
  declare(
    z
      .string()
      .transform(millisecondsOf)
      .pipe(
        z
          .number()
          .min(SECOND)
          .max(3650 * DAY),
      ),
    { description, form: 'a length of time such as 90 minutes, 3 days or 2 weeks', json: TEXT },
  )

/** One text of a form, or a list of them. */
export const several = (description: string, form: string, shape: RegExp) =>
  declare(
    z
      .union([z.string().transform((one) => [one]), z.array(z.string())])
      .pipe(z.array(z.string().regex(shape)).min(1).max(50)),
    {
      description,
      form: `${form}, or a list of such`,
      json: { anyOf: [TEXT, { type: 'array', items: TEXT, minItems: 1 }] },
    },
  )

/** A list of anything, for loops. */
export const anyList = (description: string, most: number) =>
  declare(z.array(z.unknown()).min(1).max(most), {
    description,
    form: `a list of at most ${most} items`,
    json: { anyOf: [{ type: 'array', minItems: 1, maxItems: most }, REFERENCE] },
  })

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/

/** A name under which something is kept. */
export const name = (description: string) =>
  declare(z.string().regex(NAME), {
    description,
    form: 'a name of letters, digits, - and _ that begins with a letter',
    json: { type: 'string', pattern: NAME.source },
  })

const REFER_TO: Readonly<Record<Refers, string>> = {
  professional: 'somebody of the cast',
  patient: 'a patient of the cast, or an NHS number',
  referral: 'a referral by the name it was saved under, or a UBRN',
  advice: 'a request for advice by the name it was saved under, or a UBRN',
  card: 'a smartcard by the name it was saved under',
  trouble: 'a trouble by the name it was saved under',
  system: "a hospital's system by the name it was saved under",
}

/** Somebody, or something that a step before saved; `byDefault` names what is meant where it is left out. */
export const refers = (to: Refers, description: string, byDefault: string) =>
  declare(z.string().min(1).max(80).default(byDefault), {
    description,
    form: REFER_TO[to],
    json: TEXT,
    refers: to,
    byDefault,
  })

/** The same, without a usual one. */
export const mayRefer = (to: Refers, description: string) =>
  declare(z.string().min(1).max(80).optional(), {
    description,
    form: REFER_TO[to],
    json: TEXT,
    refers: to,
  })

/** Steps within a step. */
export const steps = (description: string) =>
  declare(
    z.unknown().refine((given) => given !== undefined),
    {
      description,
      form: 'a list of steps',
      json: { $ref: '#/$defs/steps' },
      holdsSteps: true,
    },
  )

/** A parameter that may be left out. */
export const optional = <Schema extends z.ZodType>(field: Schema) =>
  declare(field.optional(), metaOf(field))

/** A parameter that has a usual value, in the words of a scenario. */
export const usually = <Schema extends z.ZodType<unknown, string>>(
  field: Schema,
  byDefault: string,
) => declare(field.prefault(byDefault as never), { ...metaOf(field), byDefault })
