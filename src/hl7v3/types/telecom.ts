import { given } from '../../world/given.js'
import { attributeOf, childOf, childrenOf, type XmlElement } from '../xml/element.js'
import { attributes, element, type Xml } from '../xml/template.js'
import { type Ii, readIi, writeIi } from './ii.js'
import { type Interval, readInterval, writeInterval } from './interval.js'
import { type UpdateMode, updateModeOf } from './update-mode.js'

/** A way to reach somebody (TEL). */
export interface Telecom {
  /** `H` home, `WP` work, `MC` mobile, `EC` for emergencies and so on (pds 12.6). */
  readonly use?: string
  /** With its scheme: `tel:01632960587`. */
  readonly value?: string
  readonly useablePeriods?: readonly Interval[]
  readonly id?: Ii
  readonly updateMode?: UpdateMode
}

export const writeTelecom = (name: string, of: Telecom): Xml =>
  element(name, attributes({ use: of.use, value: of.value, updateMode: of.updateMode }), [
    ...(of.useablePeriods ?? []).map((period) => writeInterval('useablePeriod', period)),
    of.id && writeIi('id', of.id),
  ])

/** Reads a telecom; undefined where there is no element. */
export function readTelecom(from: XmlElement | undefined): Telecom | undefined {
  if (!from) return undefined
  const periods = childrenOf(from, 'useablePeriod').flatMap((one) => readInterval(one) ?? [])
  return given({
    use: attributeOf(from, 'use'),
    value: attributeOf(from, 'value'),
    useablePeriods: periods.length > 0 ? periods : undefined,
    id: readIi(childOf(from, 'id')),
    updateMode: updateModeOf(from),
  }) as Telecom
}

const SCHEME = /^([a-z]+):(.*)$/s

/** The scheme and the rest of a value; undefined for one without a scheme. */
export function splitTelecom(
  value: string,
): { readonly scheme: string; readonly rest: string } | undefined {
  const [, scheme, rest] = SCHEME.exec(value) ?? []
  return scheme === undefined || rest === undefined ? undefined : { scheme, rest }
}
