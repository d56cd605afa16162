import { PROFILE } from '../../../gateway/patient-care/outcome.js'
import { type Answer, json } from '../../../http/answer.js'
import { FHIR_JSON } from '../fhir/errors.js'
import type { Refusal } from './operation.js'

type Code = Refusal['code'] | 'REC_SERVER_ERROR' | 'GATEWAY_TIMEOUT'

/** Status and issue code of each refusal (ers-fhir 12). */
const FORMS: Readonly<Record<Code, { readonly status: number; readonly issue: string }>> = {
  REC_BAD_REQUEST: { status: 400, issue: 'required' },
  REC_FORBIDDEN: { status: 403, issue: 'forbidden' },
  REC_NOT_FOUND: { status: 404, issue: 'not-found' },
  REC_SERVER_ERROR: { status: 500, issue: 'exception' },
  GATEWAY_TIMEOUT: { status: 504, issue: 'timeout' },
}

const SYSTEM = 'https://fhir.nhs.uk/CodeSystem/http-error-codes'

type Wording = Omit<Refusal, 'code'> & { readonly code: Code }

const issueOf = ({ code, diagnostics, expression }: Wording) => ({
  severity: 'error',
  code: FORMS[code].issue,
  diagnostics,
  details: { coding: [{ system: SYSTEM, code }] },
  ...(expression === undefined ? {} : { expression: [expression] }),
})

/** Refusals of one status as the service sends them. */
export const refusalAnswer = (
  refusals: readonly [Wording, ...(readonly Wording[])],
  now: string,
): Answer =>
  json(
    FORMS[refusals[0].code].status,
    {
      meta: { lastUpdated: now, profile: [PROFILE] },
      resourceType: 'OperationOutcome',
      issue: refusals.map(issueOf),
    },
    {},
    FHIR_JSON,
  )
