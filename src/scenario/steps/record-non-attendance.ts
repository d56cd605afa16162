import { happensToReferral } from '../../robots/acts/patient.js'
import { refers, usually } from '../language/fields.js'
import { step } from '../step.js'
import { comment, reason, referral } from './common.js'

export const recordNonAttendance = step({
  name: 'record non-attendance',
  does: 'The hospital records that the patient did not come (DNA).',
  example: 'record non-attendance: { reason: patient forgot }',
  fields: {
    by: refers('professional', 'who records it', 'hospital'),
    referral,
    reason: usually(reason('PATIENT_FORGOT'), 'patient forgot'),
    comment,
  },
  sentence: ({ by }, { who }) => `${who(by)} records that the patient did not attend.`,
  play: ({ referral, reason, comment }, stage) =>
    happensToReferral(stage.line, stage.ubrn(referral), {
      action: 'RECORD_NON_ATTENDANCE',
      reason,
      comment,
    }),
})
