import type { Reason } from '../../../hl7v3/control-act.js'
import type { Outcome } from '../../../hl7v3/interaction.js'
import type { Xml } from '../../../hl7v3/xml/template.js'
import { type DetailCode, detail, type ResponseCode, response } from './response-codes.js'

/** Why a request is refused: a number, and where there is one a detail (pds 13.5). */
export interface Failure {
  readonly response: ResponseCode
  readonly detail?: DetailCode
  /** Words for the detail, where its own do not say enough. */
  readonly text?: string
}

export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure }

export const read = <Value>(value: Value): Read<Value> => ({ ok: true, value })

export const fail = (failure: Failure): Read<never> => ({ ok: false, failure })

/** A rule of a query that is broken and has no code of its own: its name is told (pds 13.1). */
export const breaks = (rule: string, missing = false): Read<never> =>
  fail({ response: '0', detail: missing ? 'GE007' : 'GE002', text: rule })

const reasonsOf = ({ response: code, detail: more, text }: Failure): Reason[] => [
  response(code),
  ...(more ? [detail(more, text)] : []),
]

/** A query without an answer (pds 12.17). */
export const queryFailed = (failure: Failure): Outcome => ({
  interactionId: 'QUQI_IN010000UK14',
  acknowledgement: 'AE',
  reasons: reasonsOf(failure),
  queryAck: 'ID',
})

/** A query answered with data, and what is to be known of them. */
export const queryAnswered = (
  interactionId: string,
  content: Xml,
  warnings: readonly ResponseCode[] = [],
): Outcome => ({
  interactionId,
  acknowledgement: 'AA',
  reasons: warnings.map(response),
  content,
  queryAck: 'OK',
})

/** A change that was not made (pds 12.17). */
export const updateFailed = (failure: Failure): Outcome => ({
  interactionId: 'MCCI_IN010000UK13',
  acknowledgement: 'AE',
  reasons: reasonsOf(failure),
})

/** A change that was made, and what was let pass in it. */
export const updated = (
  interactionId: string,
  content: Xml,
  reasons: readonly Reason[] = [],
): Outcome => ({ interactionId, acknowledgement: 'AA', reasons, content })
