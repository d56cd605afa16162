import type { ErsCode, Refusal } from '../domain/outcome.js'
import { DOCUMENTED_REFUSALS } from './documented-refusals.js'

/** What comes nearest to a code that not every operation has. */
const NEAREST: Partial<Readonly<Record<ErsCode, ErsCode>>> = {
  UNEXPECTED_FIELD: 'INVALID_VALUE',
  INVALID_FHIR_STRUCTURE: 'INVALID_VALUE',
  INVALID_CODE: 'INVALID_VALUE',
  REFERENCE_NOT_FOUND: 'INVALID_VALUE',
  VALUE_IS_REQUIRED: 'MISSING_VALUE',
  FIELD_NOT_PERMITTED: 'INAPPROPRIATE_VALUE',
  REFERENCED_USER_IS_NOT_ACTIVE: 'INAPPROPRIATE_VALUE',
  REFERENCED_USER_IS_NOT_SPC: 'INAPPROPRIATE_VALUE',
  NO_REG_GP_PRACTICE: 'PATIENT_ERROR',
  INVALID_REQUEST_TYPE: 'INVALID_REQUEST_STATE',
}

/**
 * A refusal with a code of the operation's own list (ers-fhir 5). Many rules are common to several
 * operations whose lists differ: one that lacks the exact code gives the nearest, if it has that.
 */
export function asDocumented(operation: string, refusal: Refusal): Refusal {
  const documented = DOCUMENTED_REFUSALS[operation] ?? []
  const nearest = NEAREST[refusal.code]
  return nearest && !documented.includes(refusal.code) && documented.includes(nearest)
    ? { ...refusal, code: nearest }
    : refusal
}
