import { propose } from '../../robots/acts/appointments.js'
import { optional, refers } from '../language/fields.js'
import { step } from '../step.js'
import { arrangedFor } from './arranged-for.js'
import { comment, referral, service } from './common.js'

export const sendForTriage = step({
  name: 'send for triage',
  does: 'The referrer sends a referral to a referral assessment service (RAS) for triage (A016).',
  example: 'send for triage: { referral: referral }',
  fields: {
    by: refers('professional', 'who sends it', 'gp'),
    referral,
    service: optional(service('to which service; the first of the shortlist if absent')),
    comment,
  },
  sentence: ({ by }, { who }) => `${who(by)} sends the referral for triage.`,
  async play(given, stage) {
    const who = stage.professional(given.by)
    const { ubrn, service } = await arrangedFor(given, who, stage)
    await propose(who, ubrn, service, 'TRIAGE', given.comment)
  },
})
