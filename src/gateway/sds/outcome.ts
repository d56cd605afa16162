import { type Answer, type Headers, json } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'
import { correlationIdOf } from './correlation.js'

/** A refusal as SDS and its gateway write one (sds 1.4). */
export interface SdsFault {
  readonly status: number
  readonly issue: string
  readonly system: string
  readonly version?: string
  readonly code: string
  readonly display: string
  readonly diagnostics?: string
  readonly headers?: Headers
}

/** An OperationOutcome whose id is the correlation id, indented by four blanks. */
export function sdsFaultAnswer(exchange: Exchange, fault: SdsFault): Answer {
  const { status, issue, system, version, code, display, diagnostics, headers } = fault
  const id = correlationIdOf(exchange)
  const outcome = {
    resourceType: 'OperationOutcome',
    id,
    issue: [
      {
        severity: 'error',
        code: issue,
        details: { coding: [{ system, version, code, display }] },
        diagnostics,
      },
    ],
  }
  return json(
    status,
    JSON.stringify(outcome, null, 4),
    { 'X-Correlation-Id': id, ...headers },
    'application/fhir+json',
  )
}

/** A refusal of the gateway itself: the code system of R4, the fault's text as display (sds 1.1). */
export const sdsGatewayFault = (
  status: number,
  issue: string,
  code: 'ACCESS_DENIED' | 'UNKNOWN_ERROR',
  display: string,
): SdsFault => ({
  status,
  issue,
  system: 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode',
  version: '1',
  code,
  display,
})
