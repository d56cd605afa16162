import { type Answer, json } from '../../http/answer.js'

export type ErsVersion = 'STU3' | 'R4'

/** A refusal of the e-RS gateway: an OperationOutcome with one issue (auth 9.1). */
export interface ErsFault {
  readonly status: number
  readonly issue: string
  readonly code: 'NO_ACCESS' | 'MISSING_HEADER' | 'TOO_MANY_REQUESTS' | 'SERVICE_ERROR'
  readonly diagnostics?: string
}

const FORMS = {
  STU3: {
    profile: 'https://fhir.nhs.uk/STU3/StructureDefinition/eRS-OperationOutcome-1',
    system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-APIErrorCode-1',
  },
  R4: {
    profile: 'https://www.hl7.org/fhir/R4/operationoutcome.html',
    system: 'https://fhir.nhs.uk/CodeSystem/NHSD-API-ErrorOrWarningCode',
  },
} as const

/** `NO_ACCESS` is called `ACCESS_DENIED` in R4. */
const codeIn = (version: ErsVersion, code: ErsFault['code']): string =>
  version === 'R4' && code === 'NO_ACCESS' ? 'ACCESS_DENIED' : code

/** The refusal as the gateway sends it; `now` is the world's time as FHIR writes it. */
export const ersFaultAnswer = (version: ErsVersion, fault: ErsFault, now: string): Answer =>
  json(
    fault.status,
    {
      resourceType: 'OperationOutcome',
      meta: { lastUpdated: now, profile: [FORMS[version].profile] },
      issue: [
        {
          severity: 'error',
          code: fault.issue,
          details: {
            coding: [{ system: FORMS[version].system, code: codeIn(version, fault.code) }],
          },
          diagnostics: fault.diagnostics,
        },
      ],
    },
    {},
    'application/fhir+json',
  )
