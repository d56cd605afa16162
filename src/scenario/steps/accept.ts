import { accept as acceptReferral } from '../../robots/acts/review.js'
import { refers } from '../language/fields.js'
import { step } from '../step.js'
import { referral } from './common.js'

export const accept = step({
  name: 'accept',
  does: 'A provider clinician accepts a booked referral (A013).',
  example: 'accept: { referral: referral }',
  fields: { by: refers('professional', 'who accepts', 'consultant'), referral },
  sentence: ({ by }, { who }) => `${who(by)} accepts the referral.`,
  play: ({ by, referral }, stage) => acceptReferral(stage.professional(by), stage.ubrn(referral)),
})
