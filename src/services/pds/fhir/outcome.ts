import { type PdsFault, pdsFaultAnswer } from '../../../gateway/pds/outcome.js'
import type { Answer } from '../../../http/answer.js'
import type { PdsCode, Refusal } from '../domain/outcome.js'

type Form = Omit<PdsFault, 'code' | 'diagnostics'>

const form = (
  status: number,
  issue: string,
  display: string,
  severity: PdsFault['severity'] = 'error',
): Form => ({ status, severity, issue, display })

/** Status, issue code and display of every code of PDS (pds 11). */
const FORMS: Readonly<Record<PdsCode, Form>> = {
  TOO_MANY_MATCHES: form(200, 'multiple-matches', 'Too Many Matches', 'information'),
  ADDITIONAL_PROPERTIES: form(400, 'invariant', 'Additional properties should not be included'),
  INVALID_RESOURCE_ID: form(400, 'value', 'Resource Id is invalid'),
  INVALID_SEARCH_DATA: form(400, 'value', 'Search data is invalid'),
  INVALID_VALUE: form(400, 'value', 'Provided value is invalid'),
  MISSING_VALUE: form(400, 'required', 'Required value is missing'),
  UNSUPPORTED_SERVICE: form(400, 'processing', 'Unsupported Service'),
  RESOURCE_NOT_FOUND: form(404, 'not-found', 'Resource not found', 'information'),
  INVALIDATED_RESOURCE: form(
    404,
    'processing',
    'Resource that has been marked as invalid was requested - invalid resources cannot be retrieved',
  ),
  UNKNOWN_ERROR: form(500, 'unknown', 'Unknown Error'),
}

/** A refusal as PDS sends it. */
export const refusalAnswer = (refusal: Refusal): Answer =>
  pdsFaultAnswer({ ...FORMS[refusal.code], ...refusal })
