import { control } from '../../robots/control.js'
import { choice, moment, optional } from '../language/fields.js'
import { step } from '../step.js'

export const setClock = step({
  name: 'set clock',
  does: "The world's clock moves forward to a moment, stands still, or runs.",
  example: 'set clock: { to: "2026-06-15T09:00:00Z" }',
  fields: {
    to: optional(moment('the moment')),
    and: optional(choice('how it goes on', ['FROZEN', 'RUNNING'])),
  },
  short: 'to',
  conflict: (given) => (given.size === 0 ? "needs 'to', 'and' or both" : undefined),
  sentence: ({ to, and }) =>
    [
      to === undefined ? undefined : `The clock moves to ${to}.`,
      and === 'FROZEN' ? 'It stands still.' : and === 'RUNNING' ? 'It runs on.' : undefined,
    ]
      .filter(Boolean)
      .join(' '),
  async play({ to, and }, stage) {
    if (to !== undefined) await control(stage.line, 'POST', '/clock/advance', { to })
    if (and === 'FROZEN') await control(stage.line, 'PUT', '/clock', { mode: 'frozen' })
    if (and === 'RUNNING')
      await control(stage.line, 'PUT', '/clock', { mode: 'real', at: await stage.now() })
    stage.forgetLogins()
  },
})
