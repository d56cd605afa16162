import { anyList, name, steps } from '../language/fields.js'
import { SCENARIO_LIMITS } from '../language/limits.js'
import type { Value } from '../language/variables.js'
import { step } from '../step.js'

export const forEach = step({
  name: 'for each',
  does: 'Does steps once for each item of a list.',
  example:
    // biome-ignore lint/suspicious/noTemplateCurlyInString: scenarios write variables so
    'for each: { of: [11000, 11001], called: service, steps: [{ refer: { to: "${service}" } }] }',
  fields: {
    of: anyList('the items', SCENARIO_LIMITS.rounds),
    called: name('the name that an item has in the steps'),
    steps: steps('what is done'),
  },
  namesWithin: ({ called }) => (typeof called === 'string' ? [called, 'round'] : ['round']),
  sentence: ({ of, called }) => `For each of ${of.length} (${called}):`,
  async play({ of, called }, stage) {
    for (const [at, item] of of.entries()) {
      stage.keep(called, item as Value)
      stage.keep('round', String(at + 1))
      await stage.perform('steps')
    }
  },
})
