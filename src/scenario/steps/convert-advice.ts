import { convertAdvice as convert } from '../../robots/acts/advice.js'
import { refers, text, usually } from '../language/fields.js'
import { step } from '../step.js'
import { advice, PRIORITY, REFERRAL_SAVED } from './common.js'

export const convertAdvice = step({
  name: 'convert advice',
  does: 'A provider clinician makes a referral of a request for advice (A027).',
  example:
    'convert advice: { answer: We will see the patient., comment: Book into the heart clinic. }',
  fields: {
    by: refers('professional', 'who converts it', 'consultant'),
    advice,
    answer: text('what the referrer reads'),
    comment: text('what the hospital office reads'),
    priority: usually(PRIORITY, 'routine'),
  },
  saves: REFERRAL_SAVED,
  sentence: ({ by }, { who }) => `${who(by)} makes a referral of the request for advice.`,
  async play({ by, advice, answer, comment, priority }, stage) {
    const who = stage.professional(by)
    const made = await convert(who, stage.ubrn(advice), { text: answer, priority, comment })
    const { ubrn, patient, shortlist } = made
    return { ubrn, patient, service: shortlist[0] ?? '', priority }
  },
})
