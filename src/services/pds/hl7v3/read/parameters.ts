import { readAddress } from '../../../../hl7v3/types/address.js'
import { codeOf } from '../../../../hl7v3/types/coded.js'
import { type Ii, readIi } from '../../../../hl7v3/types/ii.js'
import { readInterval } from '../../../../hl7v3/types/interval.js'
import { type PersonName, readName } from '../../../../hl7v3/types/name.js'
import { readValue } from '../../../../hl7v3/types/simple.js'
import { daysOfTs, isTs } from '../../../../hl7v3/types/time.js'
import { childOf, HL7, type XmlElement } from '../../../../hl7v3/xml/element.js'
import type { DateRange } from '../../domain/criteria.js'
import { breaks, type Read, read } from '../outcomes.js'

/**
 * The parameters of a query by their names. Case does not count, nor the order of value and text
 * (pds 12.5).
 */
export class Parameters {
  readonly #query: XmlElement

  constructor(query: XmlElement) {
    this.#query = query
  }

  /** The values of all parameters of a name. */
  all(name: string): XmlElement[] {
    return this.#query.children
      .filter((one) => one.namespace === HL7 && one.name.toLowerCase() === name.toLowerCase())
      .flatMap((one) => childOf(one, 'value') ?? [])
  }

  /** The value of a parameter; of several the first. */
  one(name: string): XmlElement | undefined {
    return this.all(name)[0]
  }

  code(name: string): string | undefined {
    return codeOf(this.one(name))
  }

  id(name: string): Ii | undefined {
    return readIi(this.one(name))
  }

  name(): PersonName | undefined {
    return readName(this.one('person.name'))
  }

  address() {
    return readAddress(this.one('person.address'))
  }
}

/** The days that a parameter names: one time, a pair of low and high, or a centre alone (pds 13.3). */
export function readDays(value: XmlElement | undefined): Read<DateRange | undefined> {
  if (!value) return read(undefined)
  const exact = readValue(value)
  const { low, high, center } = readInterval(value) ?? {}
  const times = [exact, low, high, center].filter((time) => time !== undefined)
  const shapes = [exact, center, low ?? high].filter((time) => time !== undefined)
  if (times.length === 0) return read(undefined)
  if (shapes.length !== 1 || !times.every(isTs)) return breaks('ILLEGAL_DATE_FORMAT')
  const first = low ?? exact ?? center
  const last = high ?? exact ?? center
  return read({
    from: first === undefined ? EVER.from : daysOfTs(first).from,
    to: last === undefined ? EVER.to : daysOfTs(last).to,
  })
}

/** Every day: what a query that names none looks at. */
export const EVER: DateRange = { from: '1000-01-01', to: '9999-12-31' }

/** The family names and given names asked for. */
export const namesIn = (name: PersonName | undefined) => ({
  family: (name?.family ?? []).map((one) => one.trim()).filter(Boolean),
  given: (name?.given ?? []).flatMap((one) => one.trim() || []),
})
