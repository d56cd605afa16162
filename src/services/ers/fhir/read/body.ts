import { ok, type Result } from '../../domain/outcome.js'
import { Place, type Reader } from './place.js'

/** Reads a parsed body, or refuses with everything that is wrong in it. */
export function readBody<Value>(body: unknown, reader: Reader<Value>): Result<Value> {
  const place = new Place()
  const value = reader(body, place)
  if (value !== undefined && place.refusals.length === 0) return ok(value)
  return { ok: false, refusals: place.refusals }
}
