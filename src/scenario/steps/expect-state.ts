import { readAdvice } from '../../robots/acts/advice.js'
import { readReferral } from '../../robots/acts/referrals.js'
import { ADVICE_STATUSES } from '../../world/tables/advice-request.js'
import { REFERRAL_STATES } from '../../world/tables/referral.js'
import { choice, mayRefer, refers } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { NotAsExpected } from '../play/stage.js'
import { step } from '../step.js'

const STATES = [...REFERRAL_STATES, ...ADVICE_STATUSES] as const

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
