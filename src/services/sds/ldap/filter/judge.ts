import type { AttributeType } from '../schema/attributes.js'
import type { EntryValues } from './entry-values.js'

/** True, false, or undefined where the directory cannot say (RFC 4511 4.5.1.7). */
export type Truth = boolean | undefined

/** Judges one entry. */
export type Judge = (entry: EntryValues) => Truth

export const UNDEFINED: Judge = () => undefined

/** Judges by values of any of the types. */
export function someValue(
  types: readonly AttributeType[],
  holds: (value: string) => boolean,
): Judge {
  const names = types.map((type) => type.names[0])
  return (entry) => names.some((name) => entry.valuesOf(name).some(holds))
}
