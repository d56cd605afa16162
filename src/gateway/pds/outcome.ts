import { type Answer, type Headers, json } from '../../http/answer.js'

/** One issue of a PDS OperationOutcome: every refusal of PDS and its gateway has exactly one (pds 11). */
export interface PdsFault {
  readonly status: number
  readonly severity: 'error' | 'information'
  /** Issue code of FHIR. */
  readonly issue: string
  /** Code of Spine, such as `INVALID_VALUE`. */
  readonly code: string
  readonly display: string
  readonly diagnostics?: string
}

const SYSTEM = 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode'
const FHIR_JSON = 'application/fhir+json'

/** A refusal as PDS sends it; the gateway's own too (pds 16, row 25). */
export const pdsFaultAnswer = (fault: PdsFault, headers: Headers = {}): Answer =>
  json(
    fault.status,
    {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: fault.severity,
          code: fault.issue,
          details: {
            coding: [{ system: SYSTEM, version: '1', code: fault.code, display: fault.display }],
          },
          diagnostics: fault.diagnostics,
        },
      ],
    },
    headers,
    FHIR_JSON,
  )
