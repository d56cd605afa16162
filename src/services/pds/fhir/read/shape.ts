import type { z } from 'zod'
import {
  additional,
  invalidValue,
  missingValue,
  ok,
  type Result,
  refuse,
  valueText,
} from '../../domain/outcome.js'

type Issue = z.core.$ZodIssue

const member = (value: unknown, name: PropertyKey): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Record<PropertyKey, unknown>)[name]
    : undefined

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(member, value)

const isMissing = (issue: Issue, value: unknown): boolean =>
  issue.code !== 'unrecognized_keys' && valueAt(value, issue.path) === undefined

const LENGTHS: Readonly<Record<string, 'TOO_MANY_VALUES_SUBMITTED' | 'TOO_FEW_VALUES_SUBMITTED'>> =
  {
    too_big: 'TOO_MANY_VALUES_SUBMITTED',
    too_small: 'TOO_FEW_VALUES_SUBMITTED',
  }

/** Under which name a field is missed, where it is not its own. */
export type MissedAs = Readonly<Record<string, string>>

function refusalOf(issue: Issue, value: unknown, at: string, missedAs: MissedAs): Result<never> {
  const field = [...(at ? [at] : []), ...issue.path.map(String)].join('/')
  const held = valueAt(value, issue.path)
  if (issue.code === 'unrecognized_keys') return additional(issue.keys)
  if (held === undefined) return missingValue(missedAs[field] ?? field)
  const length = Array.isArray(held) ? LENGTHS[issue.code] : undefined
  return length ? refuse(length, valueText(length, held, field)) : invalidValue(held, field)
}

/**
 * Reads a piece of a resource; `at` is its field. What is missing is complained of before what is
 * wrong (pds 7.1). Refuses with MISSING_VALUE, ADDITIONAL_PROPERTIES, TOO_MANY_VALUES_SUBMITTED,
 * TOO_FEW_VALUES_SUBMITTED or INVALID_VALUE.
 */
export function readShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at: string,
  missedAs: MissedAs = {},
): Result<z.output<Schema>> {
  const read = schema.safeParse(value)
  if (read.success) return ok(read.data)
  const { issues } = read.error
  const first = issues.find((issue) => isMissing(issue, value)) ?? issues[0]
  return refusalOf(first as Issue, value, at, missedAs)
}
