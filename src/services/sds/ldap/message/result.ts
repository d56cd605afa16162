import type { Dn } from '../../domain/entry.js'

/** Result codes that the directory sends (RFC 4511 A.2). */
export const RESULT = {
  success: 0,
  protocolError: 2,
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  compareFalse: 5,
  compareTrue: 6,
  authMethodNotSupported: 7,
  strongerAuthRequired: 8,
  adminLimitExceeded: 11,
  unavailableCriticalExtension: 12,
  noSuchAttribute: 16,
  undefinedAttributeType: 17,
  inappropriateMatching: 18,
  noSuchObject: 32,
  invalidDNSyntax: 34,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
  entryAlreadyExists: 68,
  other: 80,
} as const

export type ResultName = keyof typeof RESULT

/** How an operation ended. */
export interface Result {
  readonly name: ResultName
  /** The nearest entry above the one that is missing. */
  readonly matched?: Dn
  /** A sentence for the client's developer. */
  readonly message?: string
}

/** A result with a sentence of explanation. */
export const result = (name: ResultName, message?: string, matched?: Dn): Result => ({
  name,
  ...(message === undefined ? {} : { message }),
  ...(matched === undefined ? {} : { matched }),
})

export const SUCCESS: Result = { name: 'success' }
