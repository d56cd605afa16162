import { cancelAndActLater } from '../../robots/acts/review.js'
import { refers, text } from '../language/fields.js'
import { step } from '../step.js'
import { referral } from './common.js'

export const actLater = step({
  name: 'cancel and act later',
  does: 'A provider clinician cancels the appointment, and the hospital arranges what follows (A022).',
  example: 'cancel and act later: { comment: To be seen in the rapid access clinic. }',
  fields: {
    by: refers('professional', 'who cancels', 'consultant'),
    referral,
    comment: text('what is to be done'),
  },
  sentence: ({ by, comment }, { who }) =>
    `${who(by)} cancels the appointment, to act later: ${comment}`,
  play: ({ by, referral, comment }, stage) =>
    cancelAndActLater(stage.professional(by), stage.ubrn(referral), comment),
})
