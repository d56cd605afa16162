import type { ResultName } from './message/result.js'
import { operationName } from './readable/request.js'

/** Name of the directory's LDAP face in the journal and for faults. */
export const LDAP_SERVICE = 'sds-ldap'

const KINDS = [
  ['bind', 'Say who one is'],
  ['search', 'Search the directory'],
  ['compare', 'Ask for one value of an entry'],
  ['add', 'Add an entry (refused)'],
  ['modify', 'Change an entry (refused)'],
  ['delete', 'Delete an entry (refused)'],
  ['modifyDn', 'Rename an entry (refused)'],
  ['extended', 'Extended operations: who am I'],
] as const

/** Every operation, as coverage lists it and a fault may name it. */
const OPERATIONS: readonly { readonly operation: string; readonly title: string }[] = KINDS.map(
  ([kind, title]) => ({ operation: operationName(kind), title }),
)

/** Results that a fault can ask for by name. */
export const LDAP_FAILURES: Readonly<Record<string, ResultName>> = {
  BUSY: 'busy',
  UNAVAILABLE: 'unavailable',
  TIME_LIMIT_EXCEEDED: 'timeLimitExceeded',
  SIZE_LIMIT_EXCEEDED: 'sizeLimitExceeded',
  OTHER: 'other',
}

/** The directory over LDAP as faults, coverage and the documents know it. */
export const LDAP_FACE = {
  id: LDAP_SERVICE,
  title: 'SDS over LDAP',
  endpoints: OPERATIONS,
  failures: LDAP_FAILURES,
  /** A status of HTTP, and a body that comes slowly. */
  unable: ['ANSWER', 'SLOW_BODY'],
} as const
