import { reject as rejectReferral } from '../../robots/acts/review.js'
import { refers, usually } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { step } from '../step.js'
import { comment, reason, referral } from './common.js'

export const reject = step({
  name: 'reject',
  does: 'A provider clinician rejects a booked referral: it goes back to the referrer (A014).',
  example: 'reject: { reason: service inappropriate, comment: Please refer to the heart clinic. }',
  fields: {
    by: refers('professional', 'who rejects', 'consultant'),
    referral,
    reason: usually(reason('SERVICE_INAPPROPRIATE'), 'service inappropriate'),
    comment,
  },
  sentence: ({ by, reason }, { who }) => `${who(by)} rejects the referral: ${wordsOf(reason)}.`,
  play: ({ by, referral, reason, comment }, stage) =>
    rejectReferral(stage.professional(by), stage.ubrn(referral), reason, comment),
})
