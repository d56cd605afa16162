import type { z } from 'zod'

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** Says what a value is, short enough for one line. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (value === null) return 'null'
  if (typeof value === 'object') return 'an object'
  const text = typeof value === 'string' ? `'${value}'` : String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((found, part) => (found as Record<PropertyKey, unknown>)?.[part], value)

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? issue.expected
  if (issue.code === 'invalid_value')
    return issue.values.length === 1
      ? `'${String(issue.values[0])}'`
      : `one of ${issue.values.map((value) => `'${String(value)}'`).join(', ')}`
  return issue.message
}

export interface Explained {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Turns what zod found into plain words: the field, what was expected, what was found. */
export function explainIssue(issue: z.core.$ZodIssue, record: unknown): Explained[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: 'unknown field: expected none of that name',
    }))
  const found = valueAt(record, path)
  return [
    {
      path,
      message:
        found === undefined
          ? `missing: expected ${expectation(issue)}`
          : `expected ${expectation(issue)}, found ${describeValue(found)}`,
    },
  ]
}
