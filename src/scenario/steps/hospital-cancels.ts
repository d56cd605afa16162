import { happensToReferral } from '../../robots/acts/patient.js'
import { refers, usually } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { step } from '../step.js'
import { comment, reason, referral } from './common.js'

export const hospitalCancels = step({
  name: 'hospital cancels',
  does: 'The hospital cancels a booked appointment.',
  example: 'hospital cancels: { reason: clinic cancelled }',
  fields: {
    by: refers('professional', 'who cancels', 'hospital'),
    referral,
    reason: usually(reason('CLINIC_CANCELLED'), 'clinic cancelled'),
    comment,
  },
  sentence: ({ by, reason }, { who }) => `${who(by)} cancels the appointment: ${wordsOf(reason)}.`,
  play: ({ referral, reason, comment }, stage) =>
    happensToReferral(stage.line, stage.ubrn(referral), {
      action: 'PROVIDER_CANCELS',
      reason,
      comment,
    }),
})
