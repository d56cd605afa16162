import type { Place, Reader } from './place.js'
import { array, member, object, text } from './values.js'

type ValueType =
  | 'valueIdentifier'
  | 'valueCoding'
  | 'valueCodeableConcept'
  | 'valueString'
  | 'valueUnsignedInt'
  | 'valueBoolean'
  | 'valueInstant'
  | 'valueReference'
  | 'resource'

interface ParameterSpec<Value, Many extends boolean, Required extends boolean> {
  readonly type: ValueType
  readonly reader: Reader<Value>
  readonly many: Many
  readonly required: Required
}

type Specs = Readonly<Record<string, ParameterSpec<unknown, boolean, boolean>>>

type ValueOf<Spec> =
  Spec extends ParameterSpec<infer Value, infer Many, infer Required>
    ? Many extends true
      ? readonly Value[]
      : Required extends true
        ? Value
        : Value | undefined
    : never

export type Values<Of extends Specs> = { readonly [Name in keyof Of]: ValueOf<Of[Name]> }

/** A parameter that must be there once. */
export const one = <Value>(
  type: ValueType,
  reader: Reader<Value>,
): ParameterSpec<Value, false, true> => ({ type, reader, many: false, required: true })

/** A parameter that may be there once. */
export const optional = <Value>(
  type: ValueType,
  reader: Reader<Value>,
): ParameterSpec<Value, false, false> => ({ type, reader, many: false, required: false })

/** A parameter that may be there any number of times. */
export const many = <Value>(
  type: ValueType,
  reader: Reader<Value>,
): ParameterSpec<Value, true, false> => ({ type, reader, many: true, required: false })

/** A parameter that must be there, any number of times. */
export const oneOrMore = <Value>(
  type: ValueType,
  reader: Reader<Value>,
): ParameterSpec<Value, true, true> => ({ type, reader, many: true, required: true })

/** Notes members of an object that have no place there. */
export function noOthers(
  of: Readonly<Record<string, unknown>>,
  known: readonly string[],
  place: Place,
): void {
  for (const name of Object.keys(of))
    if (!known.includes(name)) place.child(name).unexpected('unknown field')
}

/** Checks `resourceType` and that `meta.profile` names exactly the one profile. */
export function ofProfile(
  of: Readonly<Record<string, unknown>>,
  resourceType: string,
  profiles: readonly string[],
  place: Place,
): void {
  const type = member(of, 'resourceType', text(), place)
  if (type !== undefined && type !== resourceType) place.child('resourceType').invalid(type)
  const meta = member(of, 'meta', object, place)
  const given = meta && member(meta, 'profile', array, place.child('meta'))
  if (!given) return
  const at = place.child('meta').child('profile')
  if (given.length !== profiles.length || !profiles.every((profile) => given.includes(profile)))
    at.invalid(given.join(', '))
}

function readParameter(
  value: unknown,
  place: Place,
  specs: Specs,
  values: Map<string, unknown[]>,
): void {
  const parameter = object(value, place)
  const name = parameter && member(parameter, 'name', text(), place)
  if (!parameter || name === undefined) return
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
  if (!spec) {
    place.unexpected(`(${name.slice(0, 100)}) unknown parameter name`)
    return
  }
  noOthers(parameter, ['name', spec.type], place)
  const found = values.get(name) ?? []
  if (found.length > 0 && !spec.many) {
    place.structure(`the only parameter named '${name}'`)
    return
  }
  if (parameter[spec.type] === undefined) {
    place.child(spec.type, name).missing()
    return
  }
  values.set(name, [...found, spec.reader(parameter[spec.type], place.child(spec.type, name))])
}

/**
 * Reads a `Parameters` resource of a profile (ers-fhir 7): every parameter known, of its type, and
 * as often as allowed. The order is free.
 */
export const parameters =
  <Of extends Specs>(profile: string, specs: Of): Reader<Values<Of>> =>
  (value, place) => {
    const resource = object(value, place)
    if (!resource) return undefined
    const before = place.refusals.length
    ofProfile(resource, 'Parameters', [profile], place)
    noOthers(resource, ['resourceType', 'meta', 'id', 'parameter'], place)
    const list = member(resource, 'parameter', array, place) ?? []
    const values = new Map<string, unknown[]>()
    for (const [at, parameter] of list.entries())
      readParameter(parameter, place.child(`parameter[${at}]`), specs, values)
    for (const [name, spec] of Object.entries(specs))
      if (spec.required && !values.has(name) && resource.parameter !== undefined)
        place.child('parameter', name).missing()
    if (place.refusals.length > before) return undefined
    return Object.fromEntries(
      Object.entries(specs).map(([name, spec]) => [
        name,
        spec.many ? (values.get(name) ?? []) : values.get(name)?.[0],
      ]),
    ) as Values<Of>
  }
