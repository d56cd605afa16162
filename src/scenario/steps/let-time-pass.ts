import { control } from '../../robots/control.js'
import { duration, steps } from '../language/fields.js'
import { step } from '../step.js'

/** How long a step may take, in milliseconds of real time, before it counts as waiting. */
const PATIENCE = 400
const PAUSE = 50

/** How often the clock moves at most: once, unless the machine is too busy to see who waits. */
const MOVES = 5

export const letTimePass = step({
  name: 'let time pass',
  does: "Does steps, and moves the world's clock while they wait for an answer that does not come.",
  example:
    'let time pass: { by: 3 minutes, while: [{ expect refusal: { when: [book], status: 504 } }] }',
  fields: {
    by: duration("how far the world's clock moves"),
    while: steps('the steps that wait'),
  },
  sentence: () => 'Meanwhile time passes:',
  async play({ by }, stage) {
    const waiting = { over: false }
    const performed = stage.perform('while').finally(() => {
      waiting.over = true
    })
    performed.catch(() => {})
    for (let moved = 0; moved < MOVES && !waiting.over; moved++) {
      for (let waited = 0; waited < PATIENCE && !waiting.over; waited += PAUSE)
        if (!(await stage.sleep(PAUSE))) return performed
      if (!waiting.over) await control(stage.line, 'POST', '/clock/advance', { milliseconds: by })
    }
    await performed
  },
})
