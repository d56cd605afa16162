import { refer as referPatient } from '../../robots/acts/referrals.js'
import { choice, optional, pattern, refers, several, usually } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { step } from '../step.js'
import { CRITERIA, criteriaOf, REFERRAL_SAVED, SERVICE } from './common.js'

const LETTERS = { TO_FOLLOW: 'NEED_TO_ADD_LATER', NONE: 'NOT_INTENDING_TO_ADD' } as const

/** Whether a letter is to follow. */
export const letter = usually(
  choice('whether a letter is to follow', ['TO_FOLLOW', 'NONE']),
  'none',
)

export const intentionOf = (given: keyof typeof LETTERS) => LETTERS[given]

export const refer = step({
  name: 'refer',
  does: 'A referrer refers a patient to one or more services (A011).',
  example: 'refer: { patient: patient, to: 11000 }',
  fields: {
    by: refers('professional', 'who refers', 'gp'),
    patient: refers('patient', 'who is referred', 'patient'),
    to: several('the services of the shortlist', 'the number of a service', SERVICE),
    ...CRITERIA,
    letter,
    'in the name of': optional(
      pattern('the clinician for whom an admin refers', 'an SDS user id', /^\d{12}$/),
    ),
  },
  saves: REFERRAL_SAVED,
  sentence: ({ by, patient, to, priority }, { who }) =>
    `${who(by)} refers ${who(patient)} to service ${to.join(', ')} (${wordsOf(priority)}).`,
  async play(given, stage) {
    const { nhsNumber } = stage.patient(given.patient)
    const { ubrn } = await referPatient(stage.professional(given.by), {
      patient: nhsNumber,
      services: given.to,
      ...criteriaOf(given),
      letter: intentionOf(given.letter),
      clinician: given['in the name of'],
    })
    stage.tell(`The referral has UBRN ${ubrn}.`)
    return { ubrn, patient: nhsNumber, service: given.to[0] as string, priority: given.priority }
  },
})
