import { type SdsFault, sdsFaultAnswer } from '../../../gateway/sds/outcome.js'
import type { Answer, Headers } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'

type Form = Pick<SdsFault, 'status' | 'issue' | 'code' | 'display'>

const form = (status: number, issue: string, code: string, display: string): Form => ({
  status,
  issue,
  code,
  display,
})

const SERVER_ERROR = ['INTERNAL_SERVER_ERROR', 'Unexpected internal server error'] as const

/** Every refusal of the service: status, issue code, Spine code and its text (sds 1.4). */
const REFUSALS = {
  BAD_REQUEST: form(400, 'required', 'BAD_REQUEST', 'Bad request'),
  TOO_LARGE: form(413, 'exception', 'BAD_REQUEST', 'Bad request'),
  NOT_FOUND: form(404, 'not-found', 'NO_RECORD_FOUND', 'No record found'),
  NOT_SUPPORTED: form(405, 'not-supported', 'NOT_IMPLEMENTED', 'Not implemented'),
  NOT_ACCEPTABLE: form(
    406,
    'not-supported',
    'MISSING_OR_INVALID_HEADER',
    'There is a required header missing or invalid',
  ),
  FAILED: form(500, 'exception', ...SERVER_ERROR),
  BAD_GATEWAY: form(502, 'exception', ...SERVER_ERROR),
  TIMED_OUT: form(504, 'timeout', ...SERVER_ERROR),
} as const satisfies Record<string, Form>

/** Why a call is refused, in the words of the service. */
export interface Refusal {
  readonly kind: keyof typeof REFUSALS
  readonly diagnostics: string
}

export const refuse = (kind: Refusal['kind'], diagnostics: string): Refusal => ({
  kind,
  diagnostics,
})

/** A 400 with its message in the frame that the service puts around it. */
export const badRequest = (message: string): Refusal =>
  refuse('BAD_REQUEST', `HTTP 400: Bad Request (${message})`)

/** The code system is that of STU3 although the API is R4. */
const SYSTEM = 'https://fhir.nhs.uk/STU3/ValueSet/Spine-ErrorOrWarningCode-1'

const ruleOf = (kind: Refusal['kind']): string => `sds.${kind.toLowerCase().replaceAll('_', '-')}`

/** Writes a refusal, and notes it as a finding. */
export function refusalAnswer(
  exchange: Exchange,
  { kind, diagnostics }: Refusal,
  headers: Headers = {},
): Answer {
  exchange.find(ruleOf(kind), diagnostics, 'sds 1.4')
  return sdsFaultAnswer(exchange, { ...REFUSALS[kind], system: SYSTEM, diagnostics, headers })
}
