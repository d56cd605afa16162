import { ownReferrals } from '../../robots/acts/patient.js'
import { mayRefer, refers } from '../language/fields.js'
import { NotAsExpected } from '../play/stage.js'
import { step } from '../step.js'

export const patientLooks = step({
  name: 'patient looks',
  does: 'The patient looks at their referrals in an app (the patient care API).',
  example: 'patient looks: { sees: referral }',
  fields: {
    patient: refers('patient', 'who looks', 'patient'),
    sees: mayRefer('referral', 'a referral that must be among them'),
  },
  sentence: ({ patient }, { who }) => `${who(patient)} looks at the referrals in the app.`,
  async play({ patient, sees }, stage) {
    const { user, nhsNumber } = stage.patient(patient)
    const all = await ownReferrals(stage.line, user, nhsNumber)
    const wanted = sees === undefined ? undefined : stage.ubrn(sees)
    if (wanted !== undefined && !all.includes(wanted))
      throw new NotAsExpected(`referral ${wanted} in the app`, all.join(', ') || 'no referral')
    stage.tell(`The app shows ${all.length} referrals.`)
  },
})
