import { ATTRIBUTE_TYPES, type AttributeType } from './attributes.js'
import { MATCHING_RULES, type MatchingRule, SYNTAX } from './matching-rules.js'
import { OBJECT_CLASSES, type ObjectClass } from './object-classes.js'

/** Names of syntaxes (RFC 4517 3.3). */
const SYNTAX_NAMES: Readonly<Record<string, string>> = {
  '4': 'Audio',
  '5': 'Binary',
  '6': 'Bit String',
  '7': 'Boolean',
  '8': 'Certificate',
  '12': 'DN',
  '15': 'Directory String',
  '22': 'Facsimile Telephone Number',
  '24': 'Generalized Time',
  '26': 'IA5 String',
  '27': 'INTEGER',
  '28': 'JPEG',
  '36': 'Numeric String',
  '38': 'OID',
  '40': 'Octet String',
  '41': 'Postal Address',
  '44': 'Printable String',
  '50': 'Telephone Number',
  '58': 'Substring Assertion',
}

const quoted = (names: readonly string[]): string =>
  names.length === 1 ? `'${names[0]}'` : `( ${names.map((name) => `'${name}'`).join(' ')} )`

const list = (keyword: string, names: readonly string[]): string =>
  names.length === 0
    ? ''
    : `${keyword} ${names.length === 1 ? names[0] : `( ${names.join(' $ ')} )`}`

const clause = (keyword: string, value: string | undefined): string =>
  value === undefined ? '' : `${keyword} ${value}`

const definition = (oid: string, ...parts: readonly string[]): string =>
  `( ${[oid, ...parts].filter(Boolean).join(' ')} )`

/** What a type takes over from the one above is not repeated. */
function attributeDefinition(type: AttributeType): string {
  const { oid, names, above, single, usage } = type
  const rules = above === undefined ? type : undefined
  return definition(
    oid,
    `NAME ${quoted(names)}`,
    clause('SUP', above),
    clause('EQUALITY', rules?.equality?.name),
    clause('ORDERING', rules?.ordering?.name),
    clause('SUBSTR', rules?.substring?.name),
    clause('SYNTAX', rules?.syntax),
    single ? 'SINGLE-VALUE' : '',
    usage ? `NO-USER-MODIFICATION USAGE ${usage}` : '',
  )
}

const classDefinition = ({ oid, names, above, kind, must, may }: ObjectClass): string =>
  definition(
    oid,
    `NAME ${quoted(names)}`,
    clause('SUP', above),
    kind,
    list('MUST', must),
    list('MAY', may),
  )

const ruleDefinition = ({ oid, name, syntax }: MatchingRule): string =>
  definition(oid, `NAME '${name}'`, `SYNTAX ${syntax}`)

/** The schema as clients read it (RFC 4512 4.2): the sandbox's own reading of the published types. */
export const publishedSchema = (): Readonly<Record<string, readonly string[]>> => ({
  ldapSyntaxes: Object.entries(SYNTAX_NAMES).map(([end, name]) =>
    definition(SYNTAX + end, `DESC '${name}'`),
  ),
  matchingRules: MATCHING_RULES.map(ruleDefinition),
  attributeTypes: ATTRIBUTE_TYPES.map(attributeDefinition),
  objectClasses: OBJECT_CLASSES.map(classDefinition),
})
