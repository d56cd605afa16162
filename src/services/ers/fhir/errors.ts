import { type Answer, empty, json, text } from '../../../http/answer.js'
import type { ErsCode, Refusal } from '../domain/outcome.js'

export type FhirVersion = 'STU3' | 'R4'

export const FHIR_JSON = 'application/fhir+json'

interface Stu3Error {
  /** Status where it is not the operation's own for refusals (422, or 400 on three reads). */
  readonly status?: number
  readonly issue: string
  readonly display: string
}

/** Refusals that STU3 answers with a bare status (ers-fhir 4.1). */
const BARE: Partial<Readonly<Record<ErsCode, number>>> = {
  MALFORMED: 400,
  NOT_FOUND: 404,
  NOT_ACCEPTABLE: 406,
  VERSION_CONFLICT: 409,
  PRECONDITION_MISSING: 412,
  UNSUPPORTED_MEDIA_TYPE: 415,
  LOCKED: 423,
}

const rule = (display: string): Stu3Error => ({ issue: 'business-rule', display })
const value = (display: string): Stu3Error => ({ issue: 'value', display })
const required = (display: string): Stu3Error => ({ issue: 'required', display })
const notFound = (display: string): Stu3Error => ({ issue: 'not-found', display })

type Worded = Exclude<
  ErsCode,
  | 'MALFORMED'
  | 'NOT_FOUND'
  | 'NOT_ACCEPTABLE'
  | 'VERSION_CONFLICT'
  | 'PRECONDITION_MISSING'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'LOCKED'
>

/** Issue code and display of each STU3 error (ers-fhir 4.3). */
const STU3: Readonly<Record<Worded, Stu3Error>> = {
  FORBIDDEN: { status: 403, issue: 'forbidden', display: 'Forbidden' },
  MISSING_VALUE: required('A mandatory input field is missing'),
  MISSING_PARAMETER: required('Missing parameter'),
  MISSING_HEADER: required('Missing header'),
  VALUE_IS_REQUIRED: required('Value is required'),
  FIELD_NOT_PERMITTED: rule('Field not permitted'),
  UNEXPECTED_FIELD: value('Unexpected field'),
  INVALID_FHIR_STRUCTURE: { issue: 'structure', display: 'Invalid FHIR structure' },
  INVALID_VALUE: value('Invalid value'),
  INVALID_CODE: value('Invalid code'),
  INAPPROPRIATE_VALUE: rule('Inappropriate value'),
  CONFLICTING_VALUES: rule('Conflicting values'),
  REFERENCE_NOT_FOUND: notFound('Reference not found'),
  NO_RELATIONSHIP: { issue: 'forbidden', display: 'No Relationship' },
  PATIENT_ERROR: { issue: 'processing', display: 'Patient error' },
  NO_REG_GP_PRACTICE: rule('No registered GP practice'),
  INVALID_REQUEST_TYPE: rule('Invalid Request Type'),
  INVALID_REQUEST_STATE: rule('Invalid Request State'),
  INVALID_STATE: rule('Invalid state'),
  TOO_MANY_ITEMS: rule('Too many items'),
  DUPLICATE_SERVICE: rule('Duplicate service found in shortlist'),
  SHORTLISTED_SERVICE_NOT_IN_RESULTS: rule('Shortlisted service not in results'),
  SNOMED_NOT_FOUND: notFound('SNOMED code not found'),
  ORGANISATION_IS_CLOSED: rule('Organisation is closed'),
  ORGANISATION_NOT_APPROPRIATE: rule('Organisation not appropriate'),
  REFERENCED_USER_IS_NOT_ACTIVE: rule('Referenced user is not active'),
  REFERENCED_USER_NOT_IN_ORG: rule('Referenced user not in org'),
  REFERENCED_USER_IS_NOT_RC: rule('Referenced user is not RC'),
  REFERENCED_USER_IS_NOT_RC_AT_ORG: rule('Referenced user is not RC at org'),
  REFERENCED_USER_IS_NOT_SPC: rule('Referenced user is not SPC'),
  SERVICE_UNAVAILABLE: rule('Service unavailable'),
  INAPPROPRIATE_SLOT: rule('The slot provided is not suitable'),
  SLOT_NOT_AVAILABLE: rule('Slot not available'),
  SLOTS_CURRENTLY_AVAILABLE: rule('Slots currently available'),
  THIS_SLOT_IS_AVAILABLE: rule('This slot is available'),
  HISTORY_NOT_SUPPORTED: { issue: 'not-supported', display: 'History not supported' },
  UNABLE_TO_CONFIRM_APPOINTMENT: {
    issue: 'processing',
    display: 'Unable to confirm appointment',
  },
  UNABLE_TO_CANCEL_APPOINTMENT: { issue: 'processing', display: 'Unable to cancel appointment' },
  PAS_NOT_RESPONDING: { status: 504, issue: 'timeout', display: 'No response from PAS' },
  PAS_RESPONDED_WITH_ERROR: {
    status: 502,
    issue: 'exception',
    display: 'Error received from PAS',
  },
  UNSUPPORTED_PRIORITY: rule('Unsupported priority'),
  PRIORITY_NOT_CURRENT: rule('Priority not current'),
  DUPLICATE_FILENAME: { issue: 'duplicate', display: 'Duplicate filename' },
  NO_CHANGES_DETECTED: rule('No changes detected'),
  FILE_SIZE_ERROR: rule('File size error'),
  PENDING: { issue: 'invalid', display: 'PENDING' },
  THREATS_FOUND: { issue: 'invalid', display: 'THREATS_FOUND' },
  VALIDATION_FAILED: { issue: 'invalid', display: 'VALIDATION_FAILED' },
  NO_ACCESS_CODE: rule('No access code'),
}

interface R4Error {
  readonly status: number
  readonly issue: string
  readonly system: 'http-error-codes' | 'ers-error-codes'
  readonly code: string
}

const http = (status: number, issue: string, code: string): R4Error => ({
  status,
  issue,
  system: 'http-error-codes',
  code,
})

const unavailable = (code: string): R4Error => ({
  status: 422,
  issue: 'invalid',
  system: 'ers-error-codes',
  code,
})

/** Every R4 refusal has a body (ers-fhir 4.1). Codes not listed are bad requests. */
const R4: Partial<Readonly<Record<ErsCode, R4Error>>> = {
  FORBIDDEN: http(403, 'forbidden', 'REC_FORBIDDEN'),
  NO_RELATIONSHIP: {
    status: 403,
    issue: 'forbidden',
    system: 'ers-error-codes',
    code: 'NO_RELATIONSHIP',
  },
  NOT_FOUND: http(404, 'not-found', 'REC_NOT_FOUND'),
  NOT_ACCEPTABLE: http(406, 'not-supported', 'REC_NOT_ACCEPTABLE'),
  UNSUPPORTED_MEDIA_TYPE: http(415, 'not-supported', 'REC_UNSUPPORTED_MEDIA_TYPE'),
  MISSING_PARAMETER: http(400, 'required', 'REC_BAD_REQUEST'),
  PENDING: unavailable('PENDING'),
  THREATS_FOUND: unavailable('THREATS_FOUND'),
  VALIDATION_FAILED: unavailable('VALIDATION_FAILED'),
}
const R4_BAD_REQUEST = http(400, 'invalid', 'REC_BAD_REQUEST')

const STU3_OUTCOME = 'https://fhir.nhs.uk/STU3/StructureDefinition/eRS-OperationOutcome-1'
const STU3_CODES = 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-APIErrorCode-1'

function stu3Answer(refusals: readonly Refusal[], status: number): Answer {
  const [first] = refusals as readonly [Refusal]
  const bare = BARE[first.code]
  if (bare === 406 || bare === 415) return text(bare, '')
  if (bare !== undefined) return empty(bare)
  const body = {
    meta: { profile: [STU3_OUTCOME] },
    resourceType: 'OperationOutcome',
    issue: refusals.map(({ code, diagnostics }) => {
      const { issue, display } = STU3[code as Worded]
      return {
        severity: 'error',
        code: issue,
        details: { coding: [{ system: STU3_CODES, code, display }] },
        diagnostics,
      }
    }),
  }
  return json(STU3[first.code as Worded].status ?? status, body, {}, FHIR_JSON)
}

const stu3Maintenance = {
  meta: { profile: [STU3_OUTCOME] },
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: 'transient',
      details: {
        coding: [{ system: STU3_CODES, code: 'SYSTEM_UNAVAILABLE', display: 'System Unavailable' }],
      },
    },
  ],
}

function r4Answer(refusals: readonly Refusal[], now: string): Answer {
  const [first] = refusals as readonly [Refusal]
  const { status, issue, system, code } = R4[first.code] ?? R4_BAD_REQUEST
  const body = {
    resourceType: 'OperationOutcome',
    meta: { lastUpdated: now },
    issue: refusals.map(({ diagnostics }) => ({
      severity: 'error',
      code: issue,
      details: { coding: [{ system: `https://fhir.nhs.uk/CodeSystem/${system}`, code }] },
      diagnostics,
    })),
  }
  return json(status, body, {}, FHIR_JSON)
}

/**
 * A refusal as e-RS sends it. `status` is the operation's own for worded STU3 refusals (422, or 400
 * on A015, A025 and A029); `now` is the world's time as FHIR writes it.
 */
export const refusalAnswer = (
  version: FhirVersion,
  refusals: readonly Refusal[],
  status: number,
  now: string,
): Answer => (version === 'STU3' ? stu3Answer(refusals, status) : r4Answer(refusals, now))

const r4Failure = (status: number, issue: string, code: string, now: string): Answer =>
  json(
    status,
    {
      resourceType: 'OperationOutcome',
      meta: { lastUpdated: now },
      issue: [
        {
          severity: 'error',
          code: issue,
          details: {
            coding: [{ system: 'https://fhir.nhs.uk/CodeSystem/http-error-codes', code }],
          },
        },
      ],
    },
    {},
    FHIR_JSON,
  )

/** A failure of e-RS itself (ers-fhir 4.1): STU3 has no body, R4 an outcome. */
export const failureAnswer = (version: FhirVersion, now: string): Answer =>
  version === 'STU3' ? empty(500) : r4Failure(500, 'exception', 'REC_SERVER_ERROR', now)

/** Seconds after which to try again; how long maintenance takes is not published. */
const RETRY_AFTER = '120'

/** e-RS is down for maintenance (ers-fhir 4.1, 4.3). */
export function maintenanceAnswer(version: FhirVersion, now: string): Answer {
  const answer =
    version === 'R4'
      ? r4Failure(503, 'transient', 'REC_UNAVAILABLE', now)
      : json(503, stu3Maintenance, {}, FHIR_JSON)
  return { ...answer, headers: { ...answer.headers, 'Retry-After': RETRY_AFTER } }
}
