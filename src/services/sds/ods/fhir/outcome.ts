import { type Answer, json } from '../../../../http/answer.js'
import type { Exchange } from '../../../../http/exchange.js'

export const FHIR_JSON = 'application/fhir+json'

/** Why a call is refused, in the server's words, which begin with a number (sds 5.3). */
export interface OdsRefusal {
  readonly status: number
  readonly diagnostics: string
}

export const refused = (status: number, diagnostics: string): OdsRefusal => ({
  status,
  diagnostics,
})

export const unknownResource = (type: string, id: string): OdsRefusal =>
  refused(404, `HAPI-2001: Resource ${type}/${id.slice(0, 80)} is not known`)

export const unknownMethod = (method: string, path: string): OdsRefusal =>
  refused(
    405,
    `HAPI-0427: Invalid request: The FHIR endpoint on this server does not know how to handle ${method} operation[${path}] with parameters [[]]`,
  )

/** Writes a refusal, and notes it as a finding. */
export function odsRefusalAnswer(exchange: Exchange, { status, diagnostics }: OdsRefusal): Answer {
  exchange.find('ods.fhir.refused', diagnostics, 'sds 5.3')
  const issue = [
    { severity: 'error', code: status === 404 ? 'not-found' : 'processing', diagnostics },
  ]
  return json(status, { resourceType: 'OperationOutcome', issue }, {}, FHIR_JSON)
}
