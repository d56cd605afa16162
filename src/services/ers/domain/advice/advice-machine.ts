import type { AdviceRequest, AdviceStatus } from '../../../../world/tables/advice-request.js'
import type { Side } from '../caller.js'
import { ok, type Result, refuse } from '../outcome.js'

/** What can happen to a conversation (ers-fhir 8.5). */
export type AdviceAction =
  | 'RESPOND'
  | 'CONVERT'
  | 'REPLY'
  | 'UPDATE_CLINICAL_INFORMATION'
  | 'REFER'
  | 'CLOSE'
  | 'CANCEL'

interface AdviceTransition {
  readonly by: Side
  readonly from: readonly AdviceStatus[]
  readonly to: readonly AdviceStatus[]
  /** What stands in the way beside the status; nothing if it may be done. */
  readonly hindrance?: (advice: AdviceRequest) => string | false
}

/** A conversation that goes on. */
export const OPEN: readonly AdviceStatus[] = [
  'PROVIDER_RESPONSE_REQUIRED',
  'REFERRER_TO_SUBMIT_FURTHER_INFORMATION',
  'REFERRER_TO_REVIEW_RESPONSE',
]

/**
 * The whole life of a conversation: who may do what, from which status to which. What referrers do
 * happens outside the API (ers-fhir 7.44); several messages in a row are allowed (7.26).
 */
export const ADVICE_MACHINE: Readonly<Record<AdviceAction, AdviceTransition>> = {
  RESPOND: {
    by: 'PROVIDER',
    from: OPEN,
    to: ['REFERRER_TO_REVIEW_RESPONSE', 'REFERRER_TO_SUBMIT_FURTHER_INFORMATION'],
  },
  CONVERT: {
    by: 'PROVIDER',
    from: OPEN,
    to: ['ADVICE_CONVERTED'],
    hindrance: ({ conversion }) =>
      conversion === 'NOT_AUTHORISED_TO_CONVERT' &&
      'the referrer has not allowed the provider to convert it',
  },
  REPLY: { by: 'REFERRER', from: OPEN, to: ['PROVIDER_RESPONSE_REQUIRED'] },
  UPDATE_CLINICAL_INFORMATION: {
    by: 'REFERRER',
    from: OPEN,
    to: ['PROVIDER_RESPONSE_REQUIRED'],
  },
  REFER: { by: 'REFERRER', from: OPEN, to: ['ADVICE_CONVERTED'] },
  CLOSE: { by: 'REFERRER', from: OPEN, to: ['CONVERSATION_ENDED_CLOSED'] },
  CANCEL: { by: 'REFERRER', from: OPEN, to: ['CONVERSATION_ENDED_CANCELLED'] },
}

/** Lets an action through, or refuses it with INVALID_REQUEST_STATE. */
export function permitAdvice(action: AdviceAction, advice: AdviceRequest): Result<AdviceRequest> {
  const { from, hindrance } = ADVICE_MACHINE[action]
  const obstacle = from.includes(advice.status)
    ? hindrance?.(advice)
    : `the request is in state ${advice.status}`
  return obstacle
    ? refuse('INVALID_REQUEST_STATE', `Request '${advice.ubrn}' does not allow this: ${obstacle}.`)
    : ok(advice)
}
