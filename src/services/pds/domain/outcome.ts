import { pythonText } from './python-text.js'

/** Why PDS itself refuses (pds 11). What each looks like on the wire is a matter of the FHIR layer. */
export type PdsCode =
  | 'TOO_MANY_MATCHES'
  | 'ACCESS_DENIED'
  | 'ADDITIONAL_PROPERTIES'
  | 'INVALID_RESOURCE_ID'
  | 'INVALID_SEARCH_DATA'
  | 'INVALID_VALUE'
  | 'MISSING_VALUE'
  | 'UNSUPPORTED_SERVICE'
  | 'RESOURCE_NOT_FOUND'
  | 'INVALIDATED_RESOURCE'
  | 'SINGLE_MATCH'
  | 'MULTIPLE_MATCHES'
  | 'INVALID_CREATE'
  | 'INVALID_UPDATE'
  | 'FORBIDDEN_UPDATE'
  | 'TOO_FEW_VALUES_SUBMITTED'
  | 'TOO_MANY_VALUES_SUBMITTED'
  | 'UNSUPPORTED_CHARACTERS_IN_FIELD'
  | 'UNSUPPORTED_VALUE'
  | 'VALIDATION_ERROR'
  | 'INSERT_BIRTH_DEATH_STATUS_INCONSISTENT'
  | 'RESOURCE_VERSION_MISMATCH'
  | 'PRECONDITION_FAILED'
  | 'SERVICE_UNAVAILABLE'
  | 'UNABLE_TO_CALL_SERVICE'
  | 'UNKNOWN_ERROR'

/** A refusal: its code, and the words that go with it where there are any. */
export interface Refusal {
  readonly code: PdsCode
  readonly diagnostics?: string
  /** Stable name of the rule of an update that was broken, for interfaces with codes of their own. */
  readonly rule?: string
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal }

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value })

export const refuse = (code: PdsCode, diagnostics?: string): Result<never> => ({
  ok: false,
  refusal: diagnostics === undefined ? { code } : { code, diagnostics },
})

const TEXTS = {
  INVALID_VALUE: (value: string, field: string) => `Invalid value - '${value}' in field '${field}'`,
  MISSING_VALUE: (_: string, field: string) => `Missing value - '${field}'`,
  TOO_FEW_VALUES_SUBMITTED: (value: string, field: string) =>
    `Too few values submitted - ${value} in field '${field}'`,
  TOO_MANY_VALUES_SUBMITTED: (value: string, field: string) =>
    `Too many values submitted - ${value} in field '${field}'`,
  UNSUPPORTED_VALUE: (value: string, field: string) =>
    `Unsupported value - '${value}' in field '${field}'`,
  UNSUPPORTED_CHARACTERS_IN_FIELD: (value: string, field: string) =>
    `Unsupported characters in field - '${value}' in field '${field}'`,
} as const

/** Above so many characters the service does not print what it got (pds 7.2). */
const PRINTED = 1000

/** The words for a value that is wrong; anything but text is written the Python way (pds 11). */
export function valueText(code: keyof typeof TEXTS, value: unknown, field: string): string {
  const text = pythonText(value)
  return TEXTS[code](text.length > PRINTED ? '<json too long to display>' : text, field)
}

/** A value that cannot be what it is given for. */
export const invalidValue = (value: unknown, field: string): Result<never> =>
  refuse('INVALID_VALUE', valueText('INVALID_VALUE', value, field))

/** A value that has to be there. */
export const missingValue = (field: string): Result<never> =>
  refuse('MISSING_VALUE', valueText('MISSING_VALUE', undefined, field))

/** Members or parameters that nobody knows, in one refusal. */
export function additional(names: readonly string[]): Result<never> {
  const listed = names.map((name) => `'${name}'`).join(', ')
  const were = names.length === 1 ? 'was' : 'were'
  return refuse(
    'ADDITIONAL_PROPERTIES',
    `Invalid request with error - Additional properties are not allowed (${listed} ${were} unexpected)`,
  )
}
