import { type PdsCode, type Refusal, valueText } from '../outcome.js'

type ValueCode = Extract<
  PdsCode,
  | 'INVALID_VALUE'
  | 'MISSING_VALUE'
  | 'TOO_FEW_VALUES_SUBMITTED'
  | 'TOO_MANY_VALUES_SUBMITTED'
  | 'UNSUPPORTED_VALUE'
  | 'UNSUPPORTED_CHARACTERS_IN_FIELD'
>

/**
 * What is wrong with data that PDS is to keep. A `value` is refused in the same words everywhere; a
 * `rule` in those of the update or of the creation; `forbidden` is a matter of who asks. `rule` is
 * the stable name of what was broken.
 */
export type Fault =
  | {
      readonly kind: 'value'
      readonly rule: string
      readonly code: ValueCode
      readonly held: unknown
      readonly field: string
    }
  | { readonly kind: 'rule' | 'forbidden'; readonly rule: string; readonly text: string }

const value =
  (code: ValueCode) =>
  (rule: string, held: unknown, field: string): Fault => ({
    kind: 'value',
    rule,
    code,
    held,
    field,
  })

export const invalid = value('INVALID_VALUE')
export const tooMany = value('TOO_MANY_VALUES_SUBMITTED')
export const tooFew = value('TOO_FEW_VALUES_SUBMITTED')
/** A value that old records have and nobody may send any more (pds 6.5). */
export const unsupported = value('UNSUPPORTED_VALUE')
/** Characters that PDS does not keep (pds 6.5). */
export const characters = value('UNSUPPORTED_CHARACTERS_IN_FIELD')

export const missing = (rule: string, field: string): Fault =>
  value('MISSING_VALUE')(rule, undefined, field)

export const broken = (rule: string, text: string): Fault => ({ kind: 'rule', rule, text })

export const forbidden = (rule: string, text: string): Fault => ({ kind: 'forbidden', rule, text })

const valueRefusal = (code: ValueCode, fault: Fault & { kind: 'value' }): Refusal => ({
  code,
  diagnostics: valueText(code, fault.held, fault.field),
  rule: fault.rule,
})

/** A fault of an update as it is refused (pds 6.5). */
export function updateRefusal(fault: Fault): Refusal {
  if (fault.kind === 'value') return valueRefusal(fault.code, fault)
  const { rule, text } = fault
  return fault.kind === 'forbidden'
    ? { code: 'FORBIDDEN_UPDATE', diagnostics: `Forbidden update with error - ${text}`, rule }
    : { code: 'INVALID_UPDATE', diagnostics: `Invalid update with error - ${text}`, rule }
}

/** What a new record calls an invalid value, whatever an update calls it (pds 7.1). */
const INVALID_AT_CREATION: readonly ValueCode[] = [
  'UNSUPPORTED_CHARACTERS_IN_FIELD',
  'UNSUPPORTED_VALUE',
]

/** A fault of a new record as it is refused (pds 7.1). */
export function createRefusal(fault: Fault): Refusal {
  if (fault.kind === 'value')
    return valueRefusal(
      INVALID_AT_CREATION.includes(fault.code) ? 'INVALID_VALUE' : fault.code,
      fault,
    )
  return {
    code: 'INVALID_CREATE',
    diagnostics: `Invalid patient create data provided - '${fault.text}'`,
    rule: fault.rule,
  }
}
