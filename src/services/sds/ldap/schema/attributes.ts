import { MATCHING_RULES, type MatchingRule, SYNTAX } from './matching-rules.js'
import { OWN_ARC, OWN_ATTRIBUTES } from './own-attributes.js'
import { STANDARD_ATTRIBUTES, type StandardAttributeRow } from './standard-attributes.js'

/** A type of attribute, with the rules it has or takes over from the type above. */
export interface AttributeType {
  readonly oid: string
  /** The spelling in answers first. */
  readonly names: readonly [string, ...string[]]
  readonly above?: string
  readonly equality?: MatchingRule
  readonly ordering?: MatchingRule
  readonly substring?: MatchingRule
  readonly syntax: string
  readonly single: boolean
  readonly usage?: 'directoryOperation' | 'dSAOperation'
}

const RULES = new Map(
  MATCHING_RULES.flatMap((rule) => [
    [rule.name.toLowerCase(), rule],
    [rule.oid, rule],
  ]),
)

/** A matching rule by name, in any letter case, or by OID. */
export const matchingRule = (name: string): MatchingRule | undefined =>
  RULES.get(name.toLowerCase())

type Rules = Partial<Pick<AttributeType, 'equality' | 'ordering' | 'substring'>>

function rulesOf(row: Pick<StandardAttributeRow, 'equality' | 'ordering' | 'substring'>): Rules {
  const found: Record<string, MatchingRule> = {}
  for (const kind of ['equality', 'ordering', 'substring'] as const) {
    const rule = matchingRule(row[kind] ?? '')
    if (rule) found[kind] = rule
  }
  return found
}

const DIRECTORY_STRING = `${SYNTAX}15`

const own = (): AttributeType[] =>
  OWN_ATTRIBUTES.flatMap(({ types, single, ...row }) =>
    types.split(',').map((type): AttributeType => {
      const [name, end] = type.trim().split(' ') as [string, string]
      const oid = `${OWN_ARC}.${end}`
      return { oid, names: [name], syntax: DIRECTORY_STRING, single, ...rulesOf(row) }
    }),
  )

const syntaxOf = (end: string): string => (end.includes('.') ? end : SYNTAX + end)

const standard = (): AttributeType[] => {
  const made = new Map<string, AttributeType>()
  for (const row of STANDARD_ATTRIBUTES) {
    const names = row.names.split(' ') as [string, ...string[]]
    const parent = STANDARD_ATTRIBUTES.find((one) => one.names.split(' ')[0] === row.above)
    made.set(names[0], {
      oid: row.oid,
      names,
      single: row.single === true,
      syntax: syntaxOf(row.syntax ?? parent?.syntax ?? '15'),
      ...rulesOf(parent ?? {}),
      ...rulesOf(row),
      ...(row.above === undefined ? {} : { above: row.above }),
      ...(row.usage === undefined ? {} : { usage: row.usage }),
    })
  }
  return [...made.values()]
}

export const ATTRIBUTE_TYPES: readonly AttributeType[] = [...standard(), ...own()]

const BY_NAME = new Map(
  ATTRIBUTE_TYPES.flatMap((type) =>
    [type.oid, ...type.names].map((name) => [name.toLowerCase(), type] as const),
  ),
)

/** A type by one of its names, in any letter case, or by OID. */
export const attributeType = (name: string): AttributeType | undefined =>
  BY_NAME.get(name.toLowerCase())

/** A type and those that are kinds of it, such as `sn` of `name`. */
export const kindsOf = (type: AttributeType): readonly AttributeType[] => [
  type,
  ...ATTRIBUTE_TYPES.filter(({ above }) => above === type.names[0]),
]
