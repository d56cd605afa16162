import { z } from '@hono/zod-openapi'
import type { Registered } from '../world/registered.js'
import type { World } from '../world/world.js'
import { Refused } from './refused.js'

const STATUS = { EXISTS: 409, UNKNOWN: 404, INVALID: 422 } as const
const TITLE = { EXISTS: 'Taken', UNKNOWN: 'Not found', INVALID: 'Invalid record' } as const

/** Makes a change of the register in one transaction; nothing of a refused one is kept. */
export function register<Record>(world: World, change: () => Registered<Record>): Record {
  const result = world.store.attempt(change, ({ ok }) => ok)
  if (result.ok) return result.record
  throw new Refused(STATUS[result.problem], TITLE[result.problem], result.message)
}

/** The parameter of a path such as `/_sandbox/users/{username}`. */
export const pathParameter = (name: string) =>
  z
    .string()
    .min(1)
    .openapi({ param: { name, in: 'path' } })

/** A member of a change: null takes it away, leaving it out keeps it. */
export const changed = <Value extends z.ZodType>(value: Value) => value.nullable().optional()
