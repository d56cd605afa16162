import { happensToReferral } from '../../robots/acts/patient.js'
import { refers, usually } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { step } from '../step.js'
import { comment, reason, referral } from './common.js'

export const patientCancels = step({
  name: 'patient cancels',
  does: 'The patient cancels the appointment in the portal.',
  example: 'patient cancels: { reason: patient holiday }',
  fields: {
    patient: refers('patient', 'who cancels', 'patient'),
    referral,
    reason: usually(reason('PATIENT_ILL'), 'patient ill'),
    comment,
  },
  sentence: ({ patient, reason }, { who }) =>
    `${who(patient)} cancels the appointment in the portal: ${wordsOf(reason)}.`,
  play: ({ referral, reason, comment }, stage) =>
    happensToReferral(stage.line, stage.ubrn(referral), {
      action: 'PATIENT_CANCELS',
      reason,
      comment,
    }),
})
