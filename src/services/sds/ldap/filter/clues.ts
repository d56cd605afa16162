import type { Clues } from '../../domain/directory.js'
import { describedTypes } from './compile.js'
import type { Comparison, Filter } from './filter.js'

/** Most ways that are looked up one by one; beyond them everything is looked through. */
const MOST = 32

const ANYTHING: readonly Clues[] = [new Map()]

/** What an equality clause says every entry must have. */
function clueOf({ attribute, value }: Comparison): readonly Clues[] {
  const types = describedTypes(attribute)
  const [type] = types ?? []
  if (!type?.equality || types?.length !== 1) return ANYTHING
  return [new Map([[type.names[0], value.trim().replace(/ +/g, ' ')]])]
}

/** Every way of the one together with every way of the other, unless that becomes too many. */
const together = (a: readonly Clues[], b: readonly Clues[]): readonly Clues[] =>
  a.length * b.length > MOST ? a : a.flatMap((one) => b.map((other) => new Map([...one, ...other])))

/** One way after the other; one that says nothing makes the rest useless. */
function oneOf(ways: readonly Clues[]): readonly Clues[] {
  return ways.length > MOST || ways.some(({ size }) => size === 0) ? ANYTHING : ways
}

/**
 * The ways in which a filter can hold: what every entry must have that is found by each of them.
 * A filter that cannot hold has none; one that says nothing of the kind has one without clues.
 */
export function alternativesOf(filter: Filter): readonly Clues[] {
  if (filter.kind === 'equal') return clueOf(filter)
  if (filter.kind === 'and') return filter.of.map(alternativesOf).reduce(together, ANYTHING)
  if (filter.kind === 'or') return oneOf(filter.of.flatMap(alternativesOf))
  return ANYTHING
}
