import { type AttributeType, attributeType, kindsOf, matchingRule } from '../schema/attributes.js'
import type { MatchingRule } from '../schema/matching-rules.js'
import { objectClass } from '../schema/object-classes.js'
import type { EntryValues } from './entry-values.js'
import type { Comparison, Extensible, Filter } from './filter.js'
import { type Judge, someValue, type Truth, UNDEFINED } from './judge.js'
import { compileSubstrings } from './substrings.js'

/** The type an attribute description names and its kinds, without options; undefined for an unknown one. */
export function describedTypes(description: string): readonly AttributeType[] | undefined {
  const [name = '', ...options] = description.split(';')
  const type = attributeType(name)
  if (!type) return undefined
  return options.length === 0 ? kindsOf(type) : []
}

/** The form under which equal values are the same; classes count under each of their names. */
export function keyOf(type: AttributeType, rule: MatchingRule, text: string): string | undefined {
  if (type.names[0] === 'objectClass' || type.names[0] === 'structuralObjectClass')
    return objectClass(text)?.names[0].toLowerCase()
  return rule.key?.(text)
}

function compileEqual(types: readonly AttributeType[], value: string): Judge {
  const [type] = types
  const rule = type?.equality
  const wanted = type && rule && keyOf(type, rule, value)
  if (!type || !rule || wanted === undefined) return UNDEFINED
  return someValue(types, (held) => keyOf(type, rule, held) === wanted)
}

function compileOrder(
  types: readonly AttributeType[],
  value: string,
  isInOrder: (difference: number) => boolean,
): Judge {
  const rule = types[0]?.ordering
  const wanted = rule?.key?.(value)
  if (!rule?.key || wanted === undefined) return UNDEFINED
  const compare = (held: string): number => {
    const key = rule.key?.(held) ?? ''
    return key === wanted ? 0 : key < wanted ? -1 : 1
  }
  return someValue(types, (held) => isInOrder(compare(held)))
}

/** Approximate is the same as equal: the directory has no other notion of likeness. */
function compileComparison({ kind, value }: Comparison, types: readonly AttributeType[]): Judge {
  switch (kind) {
    case 'atLeast':
      return compileOrder(types, value, (difference) => difference >= 0)
    case 'atMost':
      return compileOrder(types, value, (difference) => difference <= 0)
    default:
      return compileEqual(types, value)
  }
}

/** The attributes of an entry that a rule without an attribute looks at: those whose syntax it compares. */
const attributesFor = (rule: MatchingRule, names: readonly string[]): AttributeType[] =>
  names
    .map((name) => attributeType(name))
    .filter((type) => type !== undefined)
    .filter((type) => type.syntax === rule.syntax)

/** True if a step of the entry's name, of one of the types or else of the rule's syntax, has the value. */
const stepHolds = (
  { dn }: EntryValues,
  types: readonly AttributeType[] | undefined,
  rule: MatchingRule,
  same: (value: string) => boolean,
): boolean =>
  dn.some(({ attribute, value }) => {
    const type = attributeType(attribute)
    const isMeant = types ? types.some((one) => one === type) : type?.syntax === rule.syntax
    return isMeant && same(value)
  })

function compileExtensible(filter: Extensible): Judge {
  const types = filter.attribute === undefined ? undefined : describedTypes(filter.attribute)
  if (filter.attribute !== undefined && !types) return UNDEFINED
  const rule = filter.rule === undefined ? types?.[0]?.equality : matchingRule(filter.rule)
  const wanted = rule?.key?.(filter.value)
  if (!rule || wanted === undefined) return UNDEFINED
  if (types?.some(({ syntax }) => syntax !== rule.syntax)) return UNDEFINED
  const same = (value: string): boolean => rule.key?.(value) === wanted
  return (entry) => {
    const looked = types ?? attributesFor(rule, entry.names)
    const names = looked.map((type) => type.names[0])
    return (
      names.some((name) => entry.valuesOf(name).some(same)) ||
      (filter.dnAttributes && stepHolds(entry, types, rule, same))
    )
  }
}

/** False decides, then what is undefined. */
const allOf =
  (judges: readonly Judge[]): Judge =>
  (entry) => {
    let truth: Truth = true
    for (const judge of judges) {
      const one = judge(entry)
      if (one === false) return false
      if (one === undefined) truth = undefined
    }
    return truth
  }

/** True decides, then what is undefined. */
const anyOf =
  (judges: readonly Judge[]): Judge =>
  (entry) => {
    let truth: Truth = false
    for (const judge of judges) {
      const one = judge(entry)
      if (one) return true
      if (one === undefined) truth = undefined
    }
    return truth
  }

const noneOf =
  (judge: Judge): Judge =>
  (entry) => {
    const truth = judge(entry)
    return truth === undefined ? undefined : !truth
  }

/** Makes of a filter what judges entries; rules and values are looked up once. */
export function compileFilter(filter: Filter): Judge {
  if (filter.kind === 'and') return allOf(filter.of.map(compileFilter))
  if (filter.kind === 'or') return anyOf(filter.of.map(compileFilter))
  if (filter.kind === 'not') return noneOf(compileFilter(filter.of))
  if (filter.kind === 'extensible') return compileExtensible(filter)
  const types = describedTypes(filter.attribute)
  if (!types) return UNDEFINED
  if (types.length === 0) return () => false
  if (filter.kind === 'present') return someValue(types, () => true)
  if (filter.kind === 'substrings') return compileSubstrings(filter, types) ?? UNDEFINED
  return compileComparison(filter, types)
}
