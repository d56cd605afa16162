import { type PdsFault, pdsFaultAnswer } from '../../../gateway/pds/outcome.js'
import type { Answer, Headers } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
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
  ACCESS_DENIED: form(403, 'forbidden', 'Patient cannot perform this action'),
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
  SINGLE_MATCH: form(200, 'value', 'Single match found'),
  MULTIPLE_MATCHES: form(200, 'value', 'Multiple matches found'),
  INVALID_CREATE: form(400, 'value', 'Patient create data is invalid'),
  INVALID_UPDATE: form(400, 'structure', 'Update is invalid'),
  FORBIDDEN_UPDATE: form(403, 'forbidden', 'Update is forbidden', 'information'),
  TOO_FEW_VALUES_SUBMITTED: form(400, 'value', 'Too few values submitted'),
  TOO_MANY_VALUES_SUBMITTED: form(400, 'value', 'Too many values submitted'),
  UNSUPPORTED_CHARACTERS_IN_FIELD: form(400, 'value', 'Unsupported characters in field'),
  UNSUPPORTED_VALUE: form(400, 'value', 'Unsupported value'),
  VALIDATION_ERROR: form(400, 'value', 'Validation error'),
  INSERT_BIRTH_DEATH_STATUS_INCONSISTENT: form(
    400,
    'processing',
    'INSERT_BIRTH_DEATH_STATUS_INCONSISTENT',
  ),
  RESOURCE_VERSION_MISMATCH: form(
    409,
    'conflict',
    'Resource version supplied does not match actual version',
  ),
  PRECONDITION_FAILED: form(412, 'structure', 'Required condition was not fulfilled'),
  SERVICE_UNAVAILABLE: form(503, 'timeout', 'Service unavailable'),
  UNABLE_TO_CALL_SERVICE: form(408, 'timeout', 'Unable to call service'),
  UNKNOWN_ERROR: form(500, 'unknown', 'Unknown Error'),
}

/** Headers that go with a code (pds 3.5). */
const HEADERS: Readonly<Partial<Record<PdsCode, Headers>>> = {
  SERVICE_UNAVAILABLE: { 'Retry-After': '5' },
}

/** A refusal as PDS sends it. */
export const refusalAnswer = (refusal: Refusal): Answer =>
  pdsFaultAnswer({ ...FORMS[refusal.code], ...refusal }, HEADERS[refusal.code])

/** Something that nobody expected; the message id is the exchange's (pds 11). */
export const unknownError = ({ id }: Exchange, status: 500 | 502): Answer =>
  pdsFaultAnswer({
    ...FORMS.UNKNOWN_ERROR,
    status,
    code: 'UNKNOWN_ERROR',
    diagnostics: `An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: https://digital.nhs.uk/developer/help-and-support. (Message ID: ${id})`,
  })

/** A write that is not done in time (pds 11). */
export const UNFINISHED: Refusal = {
  code: 'SERVICE_UNAVAILABLE',
  diagnostics:
    "The downstream domain processing has not completed within the configured timeout period. Using the same 'X-Request-ID' header, retry your request after the time specified by the 'Retry-After' response header.",
}
