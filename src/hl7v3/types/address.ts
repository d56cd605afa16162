import { given } from '../../world/given.js'
import { attributeOf, childOf, childrenOf, type XmlElement } from '../xml/element.js'
import { attributes, element, leaf, type Xml } from '../xml/template.js'
import { type Ii, readIi, writeIi } from './ii.js'
import { type Interval, readInterval, writeInterval } from './interval.js'
import { textOf } from './simple.js'
import { type UpdateMode, updateModeOf } from './update-mode.js'

/** An address (AD). */
export interface PostalAddress {
  /** `H` home, `TMP` temporary, `PST` for letters and so on (pds 12.6). */
  readonly use?: string
  /** Five by custom: empty ones keep their place. */
  readonly lines?: readonly string[]
  readonly postalCode?: string
  /** Key in the postcode address file. */
  readonly addressKey?: string
  /** What kind of temporary address it is. */
  readonly desc?: string
  /** Of a place of birth. */
  readonly city?: string
  readonly county?: string
  readonly country?: string
  readonly useablePeriods?: readonly Interval[]
  readonly id?: Ii
  readonly updateMode?: UpdateMode
}

const TEXTS = ['city', 'county', 'country', 'postalCode', 'addressKey', 'desc'] as const

export const writeAddress = (name: string, of: PostalAddress): Xml =>
  element(name, attributes({ use: of.use, updateMode: of.updateMode }), [
    ...(of.lines ?? []).map((line) => leaf('streetAddressLine', line)),
    ...TEXTS.map((kind) => (of[kind] === undefined ? undefined : leaf(kind, of[kind]))),
    ...(of.useablePeriods ?? []).map((period) => writeInterval('useablePeriod', period)),
    of.id && writeIi('id', of.id),
  ])

/** A country is text, or a code (AD with a coded country). */
const countryIn = (from: XmlElement): string | undefined => {
  const country = childOf(from, 'country')
  return textOf(country) ?? attributeOf(country, 'code')
}

/** Reads an address; undefined where there is no element. */
export function readAddress(from: XmlElement | undefined): PostalAddress | undefined {
  if (!from) return undefined
  const lines = childrenOf(from, 'streetAddressLine').map((line) => textOf(line) ?? '')
  const periods = childrenOf(from, 'useablePeriod').flatMap((one) => readInterval(one) ?? [])
  const texts = TEXTS.map((kind) => [kind, textOf(childOf(from, kind))] as const)
  return given({
    use: attributeOf(from, 'use'),
    lines: lines.length > 0 ? lines : undefined,
    ...Object.fromEntries(texts),
    country: countryIn(from),
    useablePeriods: periods.length > 0 ? periods : undefined,
    id: readIi(childOf(from, 'id')),
    updateMode: updateModeOf(from),
  }) as PostalAddress
}
