import { fold } from '../../../../world/fold.js'
import { dnKey, parseDn } from '../dn.js'

/** How values of an attribute are compared (sds 2.3). */
export interface MatchingRule {
  readonly name: string
  readonly oid: string
  /** OID of the syntax of the value asked for. */
  readonly syntax: string
  /**
   * The form in which two equal values are the same text; undefined for a text that is no value of the
   * syntax. Absent where the rule is published and nothing is compared by it.
   */
  readonly key?: (text: string) => string | undefined
}

export const SYNTAX = '1.3.6.1.4.1.1466.115.121.1.'

const collapsed = (text: string): string => text.trim().replace(/ +/g, ' ')

const some =
  (key: (text: string) => string) =>
  (text: string): string | undefined =>
    key(text) || undefined

const matched =
  (pattern: RegExp, key: (text: string) => string) =>
  (text: string): string | undefined =>
    pattern.test(text.trim()) ? key(text.trim()) : undefined

const nameKey = (text: string): string | undefined => {
  const dn = parseDn(text)
  return dn && dnKey(dn)
}

/** A postal address, line by line. */
const listKey = (text: string): string => text.split('$').map(fold).join('$')

const lower = (text: string): string => text.toLowerCase()

const rule = (
  name: string,
  oid: string,
  syntax: string,
  key?: (text: string) => string | undefined,
): MatchingRule => ({
  name,
  oid,
  syntax: syntax.includes('.') ? syntax : SYNTAX + syntax,
  ...(key === undefined ? {} : { key }),
})

/** Published rules; those of substrings compare parts by the key of the equality rule. */
export const MATCHING_RULES: readonly MatchingRule[] = [
  rule('objectIdentifierMatch', '2.5.13.0', '38', some(fold)),
  rule('distinguishedNameMatch', '2.5.13.1', '12', nameKey),
  rule('caseIgnoreMatch', '2.5.13.2', '15', some(fold)),
  rule('caseIgnoreOrderingMatch', '2.5.13.3', '15', some(fold)),
  rule('caseIgnoreSubstringsMatch', '2.5.13.4', '58'),
  rule('caseExactMatch', '2.5.13.5', '15', some(collapsed)),
  rule('caseExactOrderingMatch', '2.5.13.6', '15', some(collapsed)),
  rule('caseExactSubstringsMatch', '2.5.13.7', '58'),
  rule('numericStringMatch', '2.5.13.8', '36', (text) => text.replaceAll(' ', '')),
  rule('caseIgnoreListMatch', '2.5.13.11', '41', some(listKey)),
  rule('caseIgnoreListSubstringsMatch', '2.5.13.12', '58'),
  rule('booleanMatch', '2.5.13.13', '7', matched(/^(TRUE|FALSE)$/, String)),
  rule(
    'integerMatch',
    '2.5.13.14',
    '27',
    matched(/^-?\d{1,40}$/, (text) => String(BigInt(text))),
  ),
  rule('octetStringMatch', '2.5.13.17', '40', String),
  rule(
    'telephoneNumberMatch',
    '2.5.13.20',
    '50',
    some((text) => lower(text).replace(/[\s-]/g, '')),
  ),
  rule('telephoneNumberSubstringsMatch', '2.5.13.21', '58'),
  rule('generalizedTimeMatch', '2.5.13.27', '24', matched(/^\d{14}Z$/, String)),
  rule('generalizedTimeOrderingMatch', '2.5.13.28', '24', matched(/^\d{14}Z$/, String)),
  rule('objectIdentifierFirstComponentMatch', '2.5.13.30', '38'),
  rule('certificateExactMatch', '2.5.13.34', '1.3.6.1.1.15.1'),
  rule('bitStringMatch', '2.5.13.16', '6'),
  rule('caseExactIA5Match', '1.3.6.1.4.1.1466.109.114.1', '26', some(collapsed)),
  rule('caseIgnoreIA5Match', '1.3.6.1.4.1.1466.109.114.2', '26', some(fold)),
  rule('caseIgnoreIA5SubstringsMatch', '1.3.6.1.4.1.1466.109.114.3', '26'),
  rule('UUIDMatch', '1.3.6.1.1.16.2', '1.3.6.1.1.16.1', matched(/^[0-9a-f-]{36}$/i, lower)),
  rule('UUIDOrderingMatch', '1.3.6.1.1.16.3', '1.3.6.1.1.16.1', matched(/^[0-9a-f-]{36}$/i, lower)),
]
