import type { AdviceRule } from '../../../../http/finding.js'
import { LDAP_ADVICE } from '../advice-rules.js'
import { describedTypes } from './compile.js'
import type { Filter } from './filter.js'

/** Something about a filter that its author may not expect. */
export interface FilterFinding {
  readonly advice: AdviceRule
  readonly message: string
}

function findingOf(filter: Filter): FilterFinding | undefined {
  if (!('attribute' in filter) || filter.attribute === undefined) return undefined
  const { attribute } = filter
  const type = describedTypes(attribute)?.[0]
  if (!type)
    return {
      advice: LDAP_ADVICE.unknown,
      message: `The directory has no attribute '${attribute.slice(0, 80)}': the clause finds nothing, also in a negation.`,
    }
  const name = type.names[0]
  if ((filter.kind === 'equal' || filter.kind === 'approx') && !type.equality)
    return {
      advice: LDAP_ADVICE.noEquality,
      message: `${name} cannot be compared: the clause finds nothing. Ask for its presence (${name}=*) and compare in the client.`,
    }
  if (filter.kind === 'substrings' && !type.substring)
    return {
      advice: LDAP_ADVICE.noSubstring,
      message: `${name} cannot be searched by parts: the clause finds nothing. Ask for the whole value.`,
    }
  if ((filter.kind === 'atLeast' || filter.kind === 'atMost') && !type.ordering)
    return {
      advice: LDAP_ADVICE.noOrdering,
      message: `${name} has no order: the clause finds nothing. Compare in the client.`,
    }
  return undefined
}

/** The clauses of a filter, one after the other. */
function* clausesIn(filter: Filter): Generator<Filter> {
  if (filter.kind === 'not') yield* clausesIn(filter.of)
  else if (filter.kind === 'and' || filter.kind === 'or')
    for (const one of filter.of) yield* clausesIn(one)
  else yield filter
}

/** Findings of one search at most: a filter of a thousand clauses need not be told of each. */
const MOST = 20

/** What an author of a filter should know about it, each once. */
export function findingsOf(filter: Filter): FilterFinding[] {
  const found = new Map<string, FilterFinding>()
  for (const clause of clausesIn(filter)) {
    const finding = findingOf(clause)
    if (finding && found.size < MOST) found.set(finding.message, finding)
  }
  return [...found.values()]
}
