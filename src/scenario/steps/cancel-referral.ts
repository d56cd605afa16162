import { cancelReferral as cancel } from '../../robots/acts/review.js'
import { refers, usually } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { step } from '../step.js'
import { comment, reason, referral } from './common.js'

export const cancelReferral = step({
  name: 'cancel referral',
  does: 'Referrer or provider cancels a referral, and its appointment with it (A036).',
  example: 'cancel referral: { reason: raised in error }',
  fields: {
    by: refers('professional', 'who cancels', 'gp'),
    referral,
    reason: usually(reason('RAISED_IN_ERROR'), 'raised in error'),
    comment,
  },
  sentence: ({ by, reason }, { who }) => `${who(by)} cancels the referral: ${wordsOf(reason)}.`,
  play: ({ by, referral, reason, comment }, stage) =>
    cancel(stage.professional(by), stage.ubrn(referral), reason, comment),
})
