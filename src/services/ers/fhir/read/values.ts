import type { Instant } from '../../../../world/clock.js'
import { parseInstant } from '../../../../world/instant.js'
import type { Place, Reader } from './place.js'

export type Members = Readonly<Record<string, unknown>>

/** An object, or a note that something else stands there. */
export const object: Reader<Members> = (value, place) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : place.structure('an object')

export const array: Reader<readonly unknown[]> = (value, place) =>
  Array.isArray(value) ? value : place.structure('an array')

/** A scalar of a type; arrays and objects are faults of structure, other scalars of value. */
function scalar<Value>(is: (value: unknown) => value is Value): Reader<Value> {
  return (value, place) => {
    if (is(value)) return value
    return typeof value === 'object' && value !== null
      ? place.structure('a single value')
      : place.invalid(value)
  }
}

export const boolean = scalar((value): value is boolean => typeof value === 'boolean')

const LARGEST = 2 ** 31 - 1

export const unsignedInt = scalar(
  (value): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST,
)

const string = scalar((value): value is string => typeof value === 'string')

/** Text that is not blank, at most `longest` characters. */
export const text =
  (longest = Number.MAX_SAFE_INTEGER): Reader<string> =>
  (value, place) => {
    const read = string(value, place)
    if (read === undefined) return undefined
    if (!read.trim()) return place.missing()
    return read.length > longest
      ? place.refuse('INVALID_VALUE', `'${place.path}' is longer than ${longest} characters.`)
      : read
  }

/** A FHIR instant: date, time and zone. */
export const instant: Reader<Instant> = (value, place) => {
  const read = string(value, place)
  return read === undefined ? undefined : (parseInstant(read) ?? place.invalid(read))
}

/** An instant kept in the form the client gave. */
export const instantText: Reader<string> = (value, place) => {
  const at = instant(value, place)
  return at === undefined ? undefined : (value as string)
}

/** A required member of an object. */
export function member<Value>(
  of: Members,
  name: string,
  reader: Reader<Value>,
  place: Place,
): Value | undefined {
  const value = of[name]
  const at = place.child(name)
  return value === undefined || value === null ? at.missing() : reader(value, at)
}

/** The value of an identifier of a system. */
export const identifier =
  (system: string): Reader<string> =>
  (value, place) => {
    const read = object(value, place)
    if (!read) return undefined
    const given = member(read, 'system', text(), place)
    const id = member(read, 'value', text(), place)
    if (given === undefined || id === undefined) return undefined
    return given === system ? id : place.child('system').invalid(given)
  }

/** How the service base of a client ends; the second is that of the older generation (ers-fhir 13). */
const BASES = ['/STU3', '/STU3/v1']

/** True for a system; one of reference data has the service base of any host before it (ers-fhir 1.3). */
const isSystem = (given: string, system: string): boolean =>
  system.startsWith('/') ? BASES.some((base) => given.endsWith(base + system)) : given === system

/**
 * A code of a system; `system` may be a tail such as `/CodeSystem/SPECIALTY`.
 * `codes` lists the legal ones, where they are fixed.
 */
export const coding =
  <const Code extends string = string>(system: string, codes?: readonly Code[]): Reader<Code> =>
  (value, place) => {
    const read = object(value, place)
    if (!read) return undefined
    const given = member(read, 'system', text(), place)
    const code = member(read, 'code', text(), place)
    if (given === undefined || code === undefined) return undefined
    if (!isSystem(given, system)) return place.child('system').code(given)
    return codes === undefined || codes.includes(code as Code)
      ? (code as Code)
      : place.child('code').code(code)
  }

/** The one coding of a codeable concept. */
export const concept =
  <const Code extends string>(reader: Reader<Code>): Reader<Code> =>
  (value, place) => {
    const read = object(value, place)
    const codings = read && member(read, 'coding', array, place)
    if (!codings) return undefined
    const at = place.child('coding')
    if (codings.length === 0) return at.missing()
    return codings.length > 1
      ? at.structure('an array of one coding')
      : reader(codings[0], place.child('coding[0]'))
  }

/** A text that must be one of a few. */
export const oneOf =
  <const Value extends string>(...values: readonly Value[]): Reader<Value> =>
  (value, place) => {
    const read = text()(value, place)
    return read === undefined || values.includes(read as Value)
      ? (read as Value | undefined)
      : place.invalid(read)
  }

/** The only element of an array. */
export function only<Value>(
  of: Members,
  name: string,
  reader: Reader<Value>,
  place: Place,
): Value | undefined {
  const values = member(of, name, array, place)
  if (!values) return undefined
  if (values.length !== 1) return place.child(name).structure('an array of one element')
  return reader(values[0], place.child(`${name}[0]`, name))
}
