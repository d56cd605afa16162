/** Why PDS itself refuses (pds 11). What each looks like on the wire is a matter of the FHIR layer. */
export type PdsCode =
  | 'TOO_MANY_MATCHES'
  | 'ADDITIONAL_PROPERTIES'
  | 'INVALID_RESOURCE_ID'
  | 'INVALID_SEARCH_DATA'
  | 'INVALID_VALUE'
  | 'MISSING_VALUE'
  | 'UNSUPPORTED_SERVICE'
  | 'RESOURCE_NOT_FOUND'
  | 'INVALIDATED_RESOURCE'
  | 'UNKNOWN_ERROR'

/** A refusal: its code, and the words that go with it where there are any. */
export interface Refusal {
  readonly code: PdsCode
  readonly diagnostics?: string
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal }

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value })

export const refuse = (code: PdsCode, diagnostics?: string): Result<never> => ({
  ok: false,
  refusal: diagnostics === undefined ? { code } : { code, diagnostics },
})

/** A value that cannot be what it is given for. */
export const invalidValue = (value: string, field: string): Result<never> =>
  refuse('INVALID_VALUE', `Invalid value - '${value}' in field '${field}'`)
