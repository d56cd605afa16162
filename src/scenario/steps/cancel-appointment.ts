import { cancelAppointment as cancel } from '../../robots/acts/appointments.js'
import { refers, usually } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { step } from '../step.js'
import { comment, reason, referral } from './common.js'

export const cancelAppointment = step({
  name: 'cancel appointment',
  does: 'The referrer cancels a booked appointment for the patient (A034).',
  example: 'cancel appointment: { reason: patient ill }',
  fields: {
    by: refers('professional', 'who cancels', 'gp'),
    referral,
    reason: usually(reason('PATIENT_ILL'), 'patient ill'),
    comment,
  },
  sentence: ({ by, reason }, { who }) => `${who(by)} cancels the appointment: ${wordsOf(reason)}.`,
  play: ({ by, referral, reason, comment }, stage) =>
    cancel(stage.professional(by), stage.ubrn(referral), reason, comment),
})
