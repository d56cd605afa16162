import { propose } from '../../robots/acts/appointments.js'
import { choice, optional, refers, usually } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { step } from '../step.js'
import { arrangedFor } from './arranged-for.js'
import { comment, referral, service } from './common.js'

export const defer = step({
  name: 'defer',
  does: 'No slot fits: the referrer defers to the provider, who is to arrange the appointment (A016).',
  example: 'defer: { reason: no slots at service }',
  fields: {
    by: refers('professional', 'who defers', 'gp'),
    referral,
    service: optional(service('to which service; the first of the shortlist if absent')),
    reason: usually(
      choice('why', ['NO_SLOTS_AT_SERVICE', 'SLOT_NOT_AVAILABLE', 'BOOKING_ATTEMPT_PROBLEM']),
      'no slots at service',
    ),
    comment,
  },
  sentence: ({ by, reason }, { who }) => `${who(by)} defers to the provider: ${wordsOf(reason)}.`,
  async play(given, stage) {
    const who = stage.professional(given.by)
    const { ubrn, service } = await arrangedFor(given, who, stage)
    await propose(who, ubrn, service, given.reason, given.comment)
  },
})
