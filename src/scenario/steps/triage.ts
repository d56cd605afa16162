import { recordOutcome } from '../../robots/acts/review.js'
import { choice, optional, refers, text } from '../language/fields.js'
import { step } from '../step.js'
import { PRIORITY, referral } from './common.js'

const OUTCOMES = {
  RETURN_WITH_ADVICE: 'RETURN_TO_REFERRER_WITH_ADVICE',
  ACCEPT_AND_BOOK_LATER: 'ACCEPT_REFER_BOOK_LATER',
} as const

const SAID = {
  RETURN_WITH_ADVICE: 'returns the referral with advice',
  ACCEPT_AND_BOOK_LATER: 'accepts the referral, to be booked later',
} as const

export const triage = step({
  name: 'triage',
  does: 'A provider clinician records the outcome of a triage, or of the review of a deferral (A028).',
  example: 'triage: { outcome: return with advice, comment: Please repeat the blood test first. }',
  fields: {
    by: refers('professional', 'who reviews', 'consultant'),
    referral,
    outcome: choice('what comes of it', ['RETURN_WITH_ADVICE', 'ACCEPT_AND_BOOK_LATER']),
    comment: text('the advice or comment'),
    priority: optional(PRIORITY),
  },
  sentence: ({ by, outcome, comment }, { who }) => `${who(by)} ${SAID[outcome]}: ${comment}`,
  play: ({ by, referral, outcome, comment, priority }, stage) =>
    recordOutcome(
      stage.professional(by),
      stage.ubrn(referral),
      OUTCOMES[outcome],
      comment,
      priority,
    ),
})
