import { type Answer, type Headers, json } from '../../http/answer.js'

/** A refusal of the patient care gateway: one issue (ers-fhir 12). */
export interface PatientCareFault {
  readonly status: 401 | 404 | 429
  readonly issue: 'forbidden' | 'login' | 'not-found' | 'throttled'
  readonly code: 'ACCESS_DENIED' | 'VALIDATION_ERROR' | 'TOO_MANY_REQUESTS'
  readonly diagnostics?: string
  /** What of the request is meant. The gateway writes one text where FHIR has a list. */
  readonly expression?: string
}

export const PROFILE = 'https://fhir.nhs.uk/StructureDefinition/NHSDigital-OperationOutcome'
export const SYSTEM = 'https://fhir.nhs.uk/CodeSystem/NHSD-API-ErrorOrWarningCode'

/** The refusal as the gateway sends it; `now` is the world's time as FHIR writes it. */
export const patientCareFaultAnswer = (
  { status, issue, code, diagnostics, expression }: PatientCareFault,
  now: string,
  headers: Headers = {},
): Answer =>
  json(
    status,
    {
      resourceType: 'OperationOutcome',
      meta: { lastUpdated: now, profile: [PROFILE] },
      issue: [
        {
          severity: 'error',
          code: issue,
          details: { coding: [{ system: SYSTEM, code }] },
          diagnostics,
          expression,
        },
      ],
    },
    headers,
    'application/fhir+json',
  )
