/** Issue code and display of each STU3 error, written here apart from the source (ers-fhir 4.3). */
const GROUPS: readonly (readonly [issue: string, displays: Readonly<Record<string, string>>])[] = [
  [
    'required',
    {
      MISSING_VALUE: 'A mandatory input field is missing',
      MISSING_PARAMETER: 'Missing parameter',
      MISSING_HEADER: 'Missing header',
      VALUE_IS_REQUIRED: 'Value is required',
    },
  ],
  [
    'value',
    {
      UNEXPECTED_FIELD: 'Unexpected field',
      INVALID_VALUE: 'Invalid value',
      INVALID_CODE: 'Invalid code',
    },
  ],
  ['structure', { INVALID_FHIR_STRUCTURE: 'Invalid FHIR structure' }],
  [
    'not-found',
    { REFERENCE_NOT_FOUND: 'Reference not found', SNOMED_NOT_FOUND: 'SNOMED code not found' },
  ],
  ['forbidden', { NO_RELATIONSHIP: 'No Relationship', FORBIDDEN: 'Forbidden' }],
  [
    'processing',
    {
      PATIENT_ERROR: 'Patient error',
      UNABLE_TO_CONFIRM_APPOINTMENT: 'Unable to confirm appointment',
      UNABLE_TO_CANCEL_APPOINTMENT: 'Unable to cancel appointment',
    },
  ],
  ['duplicate', { DUPLICATE_FILENAME: 'Duplicate filename' }],
  ['not-supported', { HISTORY_NOT_SUPPORTED: 'History not supported' }],
  ['timeout', { PAS_NOT_RESPONDING: 'No response from PAS' }],
  ['exception', { PAS_RESPONDED_WITH_ERROR: 'Error received from PAS' }],
  [
    'business-rule',
    {
      FIELD_NOT_PERMITTED: 'Field not permitted',
      INAPPROPRIATE_VALUE: 'Inappropriate value',
      CONFLICTING_VALUES: 'Conflicting values',
      NO_REG_GP_PRACTICE: 'No registered GP practice',
      INVALID_REQUEST_TYPE: 'Invalid Request Type',
      INVALID_REQUEST_STATE: 'Invalid Request State',
      INVALID_STATE: 'Invalid state',
      TOO_MANY_ITEMS: 'Too many items',
      DUPLICATE_SERVICE: 'Duplicate service found in shortlist',
      SHORTLISTED_SERVICE_NOT_IN_RESULTS: 'Shortlisted service not in results',
      ORGANISATION_IS_CLOSED: 'Organisation is closed',
      ORGANISATION_NOT_APPROPRIATE: 'Organisation not appropriate',
      REFERENCED_USER_IS_NOT_ACTIVE: 'Referenced user is not active',
      REFERENCED_USER_NOT_IN_ORG: 'Referenced user not in org',
      REFERENCED_USER_IS_NOT_RC: 'Referenced user is not RC',
      REFERENCED_USER_IS_NOT_RC_AT_ORG: 'Referenced user is not RC at org',
      REFERENCED_USER_IS_NOT_SPC: 'Referenced user is not SPC',
      NO_CHANGES_DETECTED: 'No changes detected',
      FILE_SIZE_ERROR: 'File size error',
      SERVICE_UNAVAILABLE: 'Service unavailable',
      INAPPROPRIATE_SLOT: 'The slot provided is not suitable',
      SLOT_NOT_AVAILABLE: 'Slot not available',
      SLOTS_CURRENTLY_AVAILABLE: 'Slots currently available',
      THIS_SLOT_IS_AVAILABLE: 'This slot is available',
      NO_ACCESS_CODE: 'No access code',
      UNSUPPORTED_PRIORITY: 'Unsupported priority',
      PRIORITY_NOT_CURRENT: 'Priority not current',
    },
  ],
  [
    'invalid',
    {
      PENDING: 'PENDING',
      THREATS_FOUND: 'THREATS_FOUND',
      VALIDATION_FAILED: 'VALIDATION_FAILED',
    },
  ],
]

export interface Wording {
  readonly issue: string
  readonly display: string
}

export const WORDING: ReadonlyMap<string, Wording> = new Map(
  GROUPS.flatMap(([issue, displays]) =>
    Object.entries(displays).map(([code, display]) => [code, { issue, display }] as const),
  ),
)
