import type { PasRequestKind } from '../../../world/tables/pas-request.js'
import type { Reason } from '../../../world/tables/referral.js'

/**
 * Why e-RS refuses (ers-fhir 4.1, 4.3). The first group has no code on the wire: STU3 answers a bare
 * status. How each one is worded and which status it gets is a matter of the FHIR layer.
 */
export type ErsCode =
  | 'MALFORMED'
  | 'NOT_FOUND'
  | 'NOT_ACCEPTABLE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'PRECONDITION_MISSING'
  | 'VERSION_CONFLICT'
  | 'LOCKED'
  | 'FORBIDDEN'
  | 'MISSING_VALUE'
  | 'MISSING_PARAMETER'
  | 'MISSING_HEADER'
  | 'VALUE_IS_REQUIRED'
  | 'FIELD_NOT_PERMITTED'
  | 'UNEXPECTED_FIELD'
  | 'INVALID_FHIR_STRUCTURE'
  | 'INVALID_VALUE'
  | 'INVALID_CODE'
  | 'INAPPROPRIATE_VALUE'
  | 'CONFLICTING_VALUES'
  | 'REFERENCE_NOT_FOUND'
  | 'NO_RELATIONSHIP'
  | 'PATIENT_ERROR'
  | 'NO_REG_GP_PRACTICE'
  | 'INVALID_REQUEST_TYPE'
  | 'INVALID_REQUEST_STATE'
  | 'INVALID_STATE'
  | 'TOO_MANY_ITEMS'
  | 'DUPLICATE_SERVICE'
  | 'SHORTLISTED_SERVICE_NOT_IN_RESULTS'
  | 'SNOMED_NOT_FOUND'
  | 'ORGANISATION_IS_CLOSED'
  | 'ORGANISATION_NOT_APPROPRIATE'
  | 'REFERENCED_USER_IS_NOT_ACTIVE'
  | 'REFERENCED_USER_NOT_IN_ORG'
  | 'REFERENCED_USER_IS_NOT_RC'
  | 'REFERENCED_USER_IS_NOT_RC_AT_ORG'
  | 'REFERENCED_USER_IS_NOT_SPC'
  | 'SERVICE_UNAVAILABLE'
  | 'INAPPROPRIATE_SLOT'
  | 'SLOT_NOT_AVAILABLE'
  | 'SLOTS_CURRENTLY_AVAILABLE'
  | 'THIS_SLOT_IS_AVAILABLE'
  | 'HISTORY_NOT_SUPPORTED'
  | 'UNABLE_TO_CONFIRM_APPOINTMENT'
  | 'UNABLE_TO_CANCEL_APPOINTMENT'
  | 'PAS_NOT_RESPONDING'
  | 'PAS_RESPONDED_WITH_ERROR'
  | 'UNSUPPORTED_PRIORITY'
  | 'PRIORITY_NOT_CURRENT'
  | 'DUPLICATE_FILENAME'
  | 'NO_CHANGES_DETECTED'
  | 'FILE_SIZE_ERROR'
  | 'PENDING'
  | 'THREATS_FOUND'
  | 'VALIDATION_FAILED'
  | 'NO_ACCESS_CODE'

/** One reason for a refusal, in words where the service gives words. */
export interface Refusal {
  readonly code: ErsCode
  /** The sentence on the wire; for codes without a body it goes to the journal alone. */
  readonly diagnostics: string
}

/** What a hospital's system has to be asked before an operation can go on (ers-hl7v3-mim 8.2, 8.3). */
export interface PasQuestion {
  readonly kind: PasRequestKind
  readonly serviceId: string
  readonly slotId: number
  readonly ubrn: string
  /** Of a cancellation. */
  readonly reason?: Reason
}

/** A slot that a hospital would not book for a referral. */
export type RefusedBooking = Pick<PasQuestion, 'ubrn' | 'slotId'>

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false
      readonly refusals: readonly Refusal[]
      /** Set where nothing is decided before a hospital's system answers; never shown to a caller. */
      readonly question?: PasQuestion
      /** Set where a hospital refused to book: to be remembered, though all else is undone. */
      readonly refusedBooking?: RefusedBooking
    }

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value })

export const refuse = (code: ErsCode, diagnostics: string): Result<never> => ({
  ok: false,
  refusals: [{ code, diagnostics }],
})

export const refuseAll = (refusals: readonly Refusal[]): Result<never> => ({ ok: false, refusals })

/** Leaves an operation undecided until a hospital's system has answered. */
export const needAnswer = (question: PasQuestion): Result<never> => ({
  ok: false,
  refusals: [],
  question,
})
