import { answerAdvice as answer } from '../../robots/acts/advice.js'
import { choice, optional, refers, text, usually } from '../language/fields.js'
import { step } from '../step.js'
import { advice, PRIORITY } from './common.js'

const OUTCOMES = {
  ADVICE: 'RETURN_TO_REFERRER_WITH_ADVICE',
  MORE_INFORMATION: 'REQUIRE_FURTHER_INFORMATION',
} as const

export const answerAdvice = step({
  name: 'answer advice',
  does: 'A provider clinician answers a request for advice, or asks back (A026).',
  example:
    'answer advice: { answer: Not at present., recommends: advice only no referral recommended }',
  fields: {
    by: refers('professional', 'who answers', 'consultant'),
    advice,
    answer: text('what is answered'),
    with: usually(choice('what the answer is', ['ADVICE', 'MORE_INFORMATION']), 'advice'),
    recommends: optional(
      choice('what the referrer is advised to do', [
        'ADVICE_ONLY_NO_REFERRAL_RECOMMENDED',
        'ADVICE_FOLLOWED_BY_REFERRAL_IF_REQUIRED',
        'REFERRAL_RECOMMENDED',
        'OTHER',
      ]),
    ),
    priority: usually(PRIORITY, 'routine'),
  },
  sentence: ({ by, answer }, { who }) => `${who(by)} answers: ${answer}`,
  play(given, stage) {
    const usual = given.with === 'ADVICE' ? 'ADVICE_ONLY_NO_REFERRAL_RECOMMENDED' : undefined
    return answer(stage.professional(given.by), stage.ubrn(given.advice), {
      outcome: OUTCOMES[given.with],
      recommendation: given.recommends ?? usual,
      text: given.answer,
      priority: given.priority,
    })
  },
})
