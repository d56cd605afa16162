import { given } from '../../../../world/given.js'
import { LIMITS } from '../../../../world/limits.js'
import { BerError, booleanOf, type Element, Elements, elementsOf } from '../ber.js'
import type { Comparison, Extensible, Filter, Substrings } from './filter.js'

/** A filter that is well-formed and larger than the server looks at. */
export class FilterTooLarge extends Error {}

const COMPARISONS: Readonly<Record<number, Comparison['kind']>> = {
  163: 'equal',
  165: 'atLeast',
  166: 'atMost',
  168: 'approx',
}
const AND = 0xa0
const OR = 0xa1
const NOT = 0xa2
const SUBSTRINGS = 0xa4
const PRESENT = 0x87
const EXTENSIBLE = 0xa9

/** How much of a filter has been read. */
interface Count {
  terms: number
}

/** Reads a filter; refuses with a BerError or, beyond the limits, with FilterTooLarge. */
export const decodeFilter = (element: Element): Filter => decode(element, 1, { terms: 0 })

function decode({ tag, value }: Element, depth: number, count: Count): Filter {
  if (depth > LIMITS.ldapFilterDepth) throw new FilterTooLarge('filter nested too deeply')
  if (++count.terms > LIMITS.ldapFilterTerms) throw new FilterTooLarge('filter has too many terms')
  const inner = (): Filter[] => elementsOf(value).map((one) => decode(one, depth + 1, count))
  if (tag === AND) return { kind: 'and', of: inner() }
  if (tag === OR) return { kind: 'or', of: inner() }
  if (tag === NOT) return { kind: 'not', of: only(inner()) }
  if (tag === PRESENT) return { kind: 'present', attribute: described(value.toString('utf8')) }
  if (tag === SUBSTRINGS) return decodeSubstrings(value)
  if (tag === EXTENSIBLE) return decodeExtensible(value)
  const kind = COMPARISONS[tag]
  if (!kind) throw new BerError(`0x${tag.toString(16)} is no filter`)
  return decodeComparison(kind, value)
}

function only(filters: readonly Filter[]): Filter {
  const [filter, ...more] = filters
  if (!filter || more.length > 0) throw new BerError('a negation of other than one filter')
  return filter
}

/** An attribute's description, which must not be empty. */
function described(attribute: string): string {
  if (attribute === '') throw new BerError('an attribute without a name')
  return attribute
}

function decodeComparison(kind: Comparison['kind'], bytes: Buffer): Comparison {
  const parts = new Elements(bytes)
  const comparison = { kind, attribute: described(parts.text()), value: parts.text() }
  parts.end()
  return comparison
}

const INITIAL = 0x80
const ANY = 0x81
const FINAL = 0x82

function decodeSubstrings(bytes: Buffer): Substrings {
  const parts = new Elements(bytes)
  const attribute = described(parts.text())
  const pieces = elementsOf(parts.take(0x30)).map(({ tag, value }) => ({
    tag,
    text: value.toString('utf8'),
  }))
  parts.end()
  const isInPlace = pieces.every(
    ({ tag }, at) =>
      tag === ANY || (tag === INITIAL && at === 0) || (tag === FINAL && at === pieces.length - 1),
  )
  if (pieces.length === 0 || !isInPlace) throw new BerError('substrings out of place')
  const textOf = (tag: number) => pieces.find((piece) => piece.tag === tag)?.text
  return {
    kind: 'substrings',
    attribute,
    any: pieces.filter(({ tag }) => tag === ANY).map(({ text }) => text),
    ...given({ initial: textOf(INITIAL), final: textOf(FINAL) }),
  }
}

function decodeExtensible(bytes: Buffer): Extensible {
  const parts = new Elements(bytes)
  const rule = parts.optional(0x81)?.toString('utf8')
  const attribute = parts.optional(0x82)?.toString('utf8')
  const value = parts.text(0x83)
  const dnAttributes = parts.optional(0x84)
  parts.end()
  if (!rule && !attribute) throw new BerError('neither a rule nor an attribute')
  return {
    kind: 'extensible',
    value,
    dnAttributes: dnAttributes !== undefined && booleanOf(dnAttributes),
    ...given({ rule: rule || undefined, attribute: attribute || undefined }),
  }
}
