import { insertCard } from '../../robots/acts/smartcards.js'
import { optional, pattern } from '../language/fields.js'
import { step } from '../step.js'

export const insertSmartcard = step({
  name: 'insert smartcard',
  does: 'Somebody puts a smartcard in; a role is chosen by the organisation.',
  example: 'insert smartcard: { of: "921600556514", at: R69 }',
  fields: {
    of: pattern('SDS user id of the card', 'an SDS user id of 12 digits', /^\d{12}$/),
    at: optional(
      pattern('the organisation of the role that is chosen', 'an ODS code', /^[A-Za-z0-9]{2,12}$/),
    ),
  },
  short: 'of',
  saves: {
    kind: 'card',
    byDefault: 'card',
    members: { ticket: 'the single sign-on ticket', user: 'the SDS user id' },
  },
  sentence: ({ of, at }) =>
    `User ${of} puts the smartcard in${at === undefined ? '' : ` and works at ${at}`}.`,
  async play({ of, at }, stage) {
    const { ticket } = await insertCard(stage.line, of, at)
    return { ticket, user: of }
  },
})
