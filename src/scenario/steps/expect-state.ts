import { readAdvice } from '../../robots/acts/advice.js'
import { readReferral } from '../../robots/acts/referrals.js'
import { choice, mayRefer, refers } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { NotAsExpected } from '../play/stage.js'
import { step } from '../step.js'

const STATES = [
  'NOT_BOOKED',
  'BOOKED',
  'AWAITING_TRIAGE',
  'DEFERRED_TO_PROVIDER',
  'TRIAGED_PROVIDER_TO_ACTION',
  'TRIAGE_RESPONSE',
  'REJECTED',
  'APPT_CANCELLED_BY_PATIENT',
  'APPT_CANCELLED_BY_PROVIDER',
  'DID_NOT_ATTEND',
  'ASSESSMENT_RESULT',
  'CANCELLED_REFERRAL',
  'PROVIDER_RESPONSE_REQUIRED',
  'REFERRER_TO_SUBMIT_FURTHER_INFORMATION',
  'REFERRER_TO_REVIEW_RESPONSE',
  'CONVERSATION_ENDED_CLOSED',
  'CONVERSATION_ENDED_CANCELLED',
  'ADVICE_CONVERTED',
] as const

export const expectState = step({
  name: 'expect state',
  does: 'A referral (A005), or a request for advice (A024), is in a state.',
  example: 'expect state: booked',
  fields: {
    is: choice('the state', STATES),
    by: refers('professional', 'who looks', 'gp'),
    referral: mayRefer('referral', 'which referral; `referral` if neither is named'),
    advice: mayRefer('advice', 'which request for advice'),
  },
  short: 'is',
  conflict: (given) =>
    given.has('referral') && given.has('advice')
      ? "takes either 'referral' or 'advice'"
      : undefined,
  sentence: ({ is, advice }) =>
    `The ${advice === undefined ? 'referral' : 'request for advice'} is to be: ${wordsOf(is)}.`,
  async play({ is, by, referral, advice }, stage) {
    const who = stage.professional(by)
    const { state } =
      advice === undefined
        ? await readReferral(who, stage.ubrn(referral ?? 'referral'))
        : await readAdvice(who, stage.ubrn(advice))
    if (state !== is) throw new NotAsExpected(`the state '${wordsOf(is)}'`, `'${wordsOf(state)}'`)
  },
})
