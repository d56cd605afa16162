import { steps, whole } from '../language/fields.js'
import { SCENARIO_LIMITS } from '../language/limits.js'
import { step } from '../step.js'

export const repeat = step({
  name: 'repeat',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: scenarios write variables so
  does: 'Does steps several times; `${round}` counts from 1.',
  example: 'repeat: { times: 3, steps: [{ refer: { to: 11000 } }] }',
  fields: {
    times: whole('how often', 1, SCENARIO_LIMITS.rounds),
    steps: steps('what is done'),
  },
  namesWithin: () => ['round'],
  sentence: ({ times }) => `${times} times:`,
  async play({ times }, stage) {
    for (let round = 1; round <= times; round++) {
      stage.keep('round', String(round))
      await stage.perform('steps')
    }
  },
})
