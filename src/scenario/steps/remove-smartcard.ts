import { removeCard } from '../../robots/acts/smartcards.js'
import { refers } from '../language/fields.js'
import { step } from '../step.js'

export const removeSmartcard = step({
  name: 'remove smartcard',
  does: 'A smartcard is taken out: its sessions end.',
  example: 'remove smartcard: card',
  fields: { card: refers('card', 'which card', 'card') },
  short: 'card',
  sentence: () => 'The smartcard is taken out.',
  play: ({ card }, stage) => removeCard(stage.line, String(stage.saved(card).user)),
})
