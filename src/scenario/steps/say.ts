import { text } from '../language/fields.js'
import { step } from '../step.js'

export const say = step({
  name: 'say',
  does: 'A line for the people who watch.',
  example: 'say: Now the hospital looks at its worklist.',
  fields: { line: text('what is said') },
  short: 'line',
  sentence: ({ line }) => line,
  play: async () => {},
})
