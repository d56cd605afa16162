import { attributeOf, childOf, type XmlElement } from '../xml/element.js'
import { attribute, Xml, xml } from '../xml/template.js'
import { type Quantity, readQuantity, readValue, writeQuantity, writeValue } from './simple.js'
import type { Ts } from './time.js'

/** A time between two moments (IVL_TS); either may be open. Days unless more is said. */
export interface Interval {
  readonly low?: Ts
  readonly high?: Ts
  readonly center?: Ts
  readonly width?: Quantity
  /** Whether the ends belong to it, where the sender says so. */
  readonly lowInclusive?: boolean
  readonly highInclusive?: boolean
}

const end = (name: string, value: Ts | undefined, inclusive: boolean | undefined) =>
  value === undefined
    ? undefined
    : new Xml(
        `<${name}${attribute('value', value)}${attribute('inclusive', inclusive === undefined ? undefined : String(inclusive))}/>`,
      )

/** Writes an interval; nothing where there is none. */
export function writeInterval(name: string, interval: Interval | undefined): Xml | undefined {
  if (!interval || Object.keys(interval).length === 0) return undefined
  const { low, high, center, width, lowInclusive, highInclusive } = interval
  const tag = new Xml(name)
  return xml`<${tag}>
    ${end('low', low, lowInclusive)}
    ${center === undefined ? undefined : writeValue('center', center)}
    ${width && writeQuantity('width', width)}
    ${end('high', high, highInclusive)}
  </${tag}>`
}

const inclusiveOf = (element: XmlElement | undefined): boolean | undefined => {
  const said = attributeOf(element, 'inclusive')
  return said === undefined ? undefined : said === 'true'
}

/** Reads an interval; undefined where the element has none of its parts. */
export function readInterval(element: XmlElement | undefined): Interval | undefined {
  const [low, high] = [childOf(element, 'low'), childOf(element, 'high')]
  const parts = {
    low: readValue(low),
    high: readValue(high),
    center: readValue(childOf(element, 'center')),
    width: readQuantity(childOf(element, 'width')),
    lowInclusive: inclusiveOf(low),
    highInclusive: inclusiveOf(high),
  }
  const read = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
  return Object.keys(read).length > 0 ? read : undefined
}
