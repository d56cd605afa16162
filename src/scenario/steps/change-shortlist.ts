import { changeShortlist as change } from '../../robots/acts/referrals.js'
import { refers, several } from '../language/fields.js'
import { step } from '../step.js'
import { CRITERIA, criteriaOf, referral, SERVICE } from './common.js'
import { intentionOf, letter } from './refer.js'

export const changeShortlist = step({
  name: 'change shortlist',
  does: 'The referrer chooses other services for a referral (A031).',
  example: 'change shortlist: { to: [11001, 11003] }',
  fields: {
    by: refers('professional', 'who chooses', 'gp'),
    referral,
    to: several('the services of the new shortlist', 'the number of a service', SERVICE),
    ...CRITERIA,
    letter,
  },
  sentence: ({ by, to }, { who }) => `${who(by)} shortlists service ${to.join(', ')} instead.`,
  async play(given, stage) {
    const ubrn = stage.ubrn(given.referral)
    const who = stage.professional(given.by)
    await change(who, ubrn, given.to, intentionOf(given.letter), criteriaOf(given))
  },
})
