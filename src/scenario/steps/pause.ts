import { text, usually } from '../language/fields.js'
import { step } from '../step.js'

export const pause = step({
  name: 'pause',
  does: 'Waits until the trainer goes on (Enter, or `resume` of the control API).',
  example: 'pause: Ask the room who should act now.',
  fields: { note: usually(text('what the trainer reads meanwhile'), 'The story waits.') },
  short: 'note',
  sentence: ({ note }) => note,
  play: (_, stage) => stage.pause(),
})
