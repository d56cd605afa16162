import { attributeOf, type XmlElement } from '../xml/element.js'
import { attribute, Xml } from '../xml/template.js'

/** Why a value is not there (ers-hl7v3-mim 6). */
export const NULL_FLAVORS = [
  'NI',
  'NA',
  'UNK',
  'NASK',
  'ASKU',
  'NAV',
  'OTH',
  'PINF',
  'NINF',
] as const

export type NullFlavor = (typeof NULL_FLAVORS)[number]

export const writeNull = (name: string, flavor: NullFlavor): Xml =>
  new Xml(`<${name}${attribute('nullFlavor', flavor)}/>`)

/** Why an element has no value; undefined where it does not say. */
export function readNull(element: XmlElement | undefined): NullFlavor | undefined {
  const flavor = attributeOf(element, 'nullFlavor')
  return NULL_FLAVORS.find((one) => one === flavor)
}
