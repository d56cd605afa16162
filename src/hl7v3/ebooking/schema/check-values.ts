import { attributeOf, childrenOf, HL7, type XmlElement } from '../../xml/element.js'
import { checkCode } from './check-codes.js'
import type { DataType, SchemaNode } from './node.js'
import type { Report } from './report.js'

type Check = (element: XmlElement, node: SchemaNode, path: string, report: Report) => void

const OID = /^\d+(?:\.\d+)*$/
const UUID = /^[0-9A-Z]{8}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{12}$/
const TIME = /^\d{4}(?:\d{2}){0,5}$/
const DECIMAL = /^-?\d+(?:\.\d+)?$/
const SCHEME = /^[a-z]+:/

const isNull = (element: XmlElement): boolean => attributeOf(element, 'nullFlavor') !== undefined

const checkRoot = (root: string, { root: wanted }: SchemaNode, path: string, report: Report) => {
  if (!wanted || root === wanted.oid) return
  if (wanted.oid === undefined) {
    if (!UUID.test(root)) report.finding(path, `is ${root}; a UUID belongs here`)
  } else if (wanted.enforced) report.fault(path, `is ${root}; it has to be ${wanted.oid}`)
  else if (!wanted.also?.includes(root)) report.finding(path, `is ${root}, not ${wanted.oid}`)
}

const identifier: Check = (element, node, path, report) => {
  const root = attributeOf(element, 'root')
  if (root === undefined) {
    if (!isNull(element)) report.fault(`${path}/@root`, 'is missing')
  } else if (OID.test(root) || UUID.test(root)) checkRoot(root, node, `${path}/@root`, report)
  else report.fault(`${path}/@root`, `${root} is no OID and no UUID in upper case`)
  if (attributeOf(element, 'extension') === '') report.fault(`${path}/@extension`, 'is empty')
}

/** A value of a form; absent only where the element says why. */
const value =
  (form: RegExp, what: string): Check =>
  (element, _, path, report) => {
    const given = attributeOf(element, 'value')
    if (given === undefined) {
      if (!isNull(element)) report.fault(`${path}/@value`, 'is missing')
    } else if (!form.test(given)) report.fault(`${path}/@value`, `${given} is no ${what}`)
  }

const time = value(TIME, 'time of the form YYYYMMDDHHMMSS or the beginning of one')

/** The parts that an interval may have together. */
const INTERVALS = [
  'low',
  'low high',
  'low width',
  'high',
  'width',
  'width high',
  'center',
  'center width',
]

const quantity = value(DECIMAL, 'number')

const interval =
  (end: Check): Check =>
  (element, node, path, report) => {
    const parts = element.children.map(({ name }) => name).join(' ')
    if (!INTERVALS.includes(parts) && !(parts === '' && isNull(element)))
      report.fault(
        path,
        `holds ${parts || 'nothing'}; an interval is one of: ${INTERVALS.join('; ')}`,
      )
    for (const part of element.children) {
      const check = part.name === 'width' ? quantity : end
      check(part, node, `${path}/${part.name}`, report)
    }
  }

const telecom: Check = (element, _, path, report) => {
  const given = attributeOf(element, 'value')
  if (given === undefined && !isNull(element)) report.fault(`${path}/@value`, 'is missing')
  if (given !== undefined && !SCHEME.test(given))
    report.fault(`${path}/@value`, `${given} has no scheme such as tel: or mailto:`)
}

const uses =
  (...known: readonly string[]): Check =>
  (element, _, path, report) => {
    for (const use of (attributeOf(element, 'use') ?? '').split(/\s+/).filter(Boolean))
      if (!known.includes(use)) report.fault(`${path}/@use`, `${use} is no use of this type`)
  }

const both =
  (...checks: readonly Check[]): Check =>
  (...given) => {
    for (const check of checks) check(...given)
  }

const qualifiers: Check = (element, _, path, report) => {
  for (const one of childrenOf(element, 'qualifier'))
    checkCode(one, {}, `${path}/qualifier`, report)
}

const anything: Check = () => undefined

const NAME_USES = uses(
  'L',
  'A',
  'I',
  'R',
  'ABC',
  'SYL',
  'IDE',
  'PREVIOUS-BIRTH',
  'PREVIOUS-MAIDEN',
  'PREVIOUS-BACHELOR',
  'PREVIOUS',
  'PREFERRED',
)

/** What an element of a type may hold, and what its value has to be. */
interface TypeRule {
  readonly attributes: readonly string[]
  /** Names of children; every one is of the HL7 namespace. */
  readonly children: readonly string[]
  readonly text: boolean
  readonly check: Check
}

const rule = (attributes: string, check: Check, children = '', text = false): TypeRule => ({
  attributes: [...attributes.split(' ').filter(Boolean), 'nullFlavor', 'updateMode'],
  children: children.split(' ').filter(Boolean),
  text,
  check,
})

const ADDRESS_PARTS =
  'streetAddressLine postalCode city county country state houseNumber houseNumberNumeric direction streetName streetNameBase streetNameType additionalLocator unitID unitType carrier censusTract addressKey desc delimiter useablePeriod id'

/** The types of the release (ers-hl7v3-mim 6). */
export const TYPE_RULES: Readonly<Record<Exclude<DataType, 'ANY' | 'ED'>, TypeRule>> = {
  II: rule('root extension assigningAuthorityName displayable', identifier),
  TS: rule('value', time),
  IVL_TS: rule('', interval(time), 'low high width center'),
  CS: rule('code', checkCode),
  CV: rule('code codeSystem displayName', checkCode, 'originalText'),
  CD: rule(
    'code codeSystem displayName',
    both(checkCode, qualifiers),
    'originalText qualifier translation',
  ),
  BL: rule('value', value(/^(?:true|false)$/, 'truth value')),
  ST: rule('', anything, '', true),
  PN: rule('use', NAME_USES, 'prefix given family suffix delimiter validTime id', true),
  ON: rule('use', NAME_USES, 'prefix suffix delimiter', true),
  AD: rule(
    'use',
    uses('H', 'HP', 'HV', 'WP', 'TMP', 'PST', 'PHYS', 'BAD', 'ABC', 'SYL', 'IDE'),
    ADDRESS_PARTS,
    true,
  ),
  TEL: rule(
    'use value',
    both(telecom, uses('H', 'HP', 'HV', 'WP', 'AS', 'EC', 'PG', 'MC')),
    'useablePeriod',
  ),
  PQ: rule('value unit', quantity),
  IVL_PQ: rule('', interval(quantity), 'low high width center'),
}

/** Children and text of a leaf. */
export function checkContent(
  element: XmlElement,
  { children, text }: Pick<TypeRule, 'children' | 'text'>,
  path: string,
  report: Report,
): void {
  for (const child of element.children)
    if (child.namespace !== HL7 || !children.includes(child.name))
      report.fault(`${path}/${child.name}`, 'does not belong here')
  if (!text && element.text.trim() !== '') report.fault(path, 'holds text')
}
