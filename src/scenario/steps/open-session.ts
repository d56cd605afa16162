import { openSession as open } from '../../robots/acts/smartcards.js'
import { BUSINESS_FUNCTIONS } from '../language/business-functions.js'
import { choice, pattern, refers } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { step } from '../step.js'

export const openSession = step({
  name: 'open session',
  does: 'The holder of a smartcard opens a session of e-RS and chooses what to do there (A001, A002).',
  example: 'open session: { to: service provider clinician, at: R69 }',
  fields: {
    card: refers('card', 'with which card', 'card'),
    to: choice('what the holder wants to do in e-RS', BUSINESS_FUNCTIONS),
    at: pattern('for which organisation', 'an ODS code', /^[A-Za-z0-9]{2,12}$/),
  },
  saves: { kind: 'value', byDefault: 'session', members: { id: 'its id' } },
  sentence: ({ to, at }) =>
    `The holder of the card opens a session of e-RS as ${wordsOf(to)} at ${at}.`,
  async play({ card, to, at }, stage) {
    const permission = { businessFunction: to, orgIdentifier: at }
    return { id: await open(stage.line, String(stage.saved(card).ticket), permission) }
  },
})
