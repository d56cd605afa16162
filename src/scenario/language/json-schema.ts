import type { Step } from '../step.js'
import { HEADER, PATIENT, PROFESSIONAL } from './check-header.js'
import { type Field, isNeeded, metaOf } from './fields.js'

type Json = Readonly<Record<string, unknown>>

const fieldSchema = (field: Field): Json => {
  const { description, json, byDefault } = metaOf(field)
  const usual = byDefault === undefined ? '' : ` (usually: ${byDefault})`
  return { description: `${description}${usual}`, ...json }
}

/** The schema of a group of names and values. */
const objectSchema = (fields: Readonly<Record<string, Field>>, more: Json = {}): Json => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(fields).filter((name) => isNeeded(fields[name] as Field)),
  properties: {
    ...Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]),
    ),
    ...more,
  },
})

const needsNothing = ({ fields }: Step): boolean => !Object.values(fields).some(isNeeded)

/** What may follow the name of a step: its parameters, the one that may be written short, or nothing. */
function stepSchema(step: Step): Json {
  const { fields, does, example, short } = step
  const forms: Json[] = [objectSchema(fields)]
  const one = short === undefined ? undefined : fields[short]
  if (one) forms.push(fieldSchema(one))
  if (needsNothing(step)) forms.push({ type: 'null' })
  return { description: `${does}\n\n- ${example}`, anyOf: forms }
}

/** The JSON Schema that editors check scenarios with, from the declarations of the steps. */
export const scenarioSchema = (steps: readonly Step[]): Json => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A scenario of ers-sandbox',
  ...objectSchema(HEADER, {
    variables: {
      type: 'object',
      description: 'names for what the steps use; --var sets them from outside',
    },
    actors: {
      type: 'object',
      description: 'who plays, beside the standard cast',
      additionalProperties: { anyOf: [objectSchema(PROFESSIONAL), objectSchema(PATIENT)] },
    },
    steps: { $ref: '#/$defs/steps' },
  }),
  $defs: {
    steps: {
      description: 'what happens, one after the other',
      anyOf: [
        { type: 'array', minItems: 1, items: { $ref: '#/$defs/step' } },
        { $ref: '#/$defs/step' },
      ],
    },
    step: {
      anyOf: [
        { enum: steps.filter(needsNothing).map(({ name }) => name) },
        {
          type: 'object',
          minProperties: 1,
          maxProperties: 1,
          additionalProperties: false,
          properties: Object.fromEntries(steps.map((step) => [step.name, stepSchema(step)])),
        },
      ],
    },
  },
})
