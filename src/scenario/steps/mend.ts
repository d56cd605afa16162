import { control } from '../../robots/control.js'
import { refers } from '../language/fields.js'
import { step } from '../step.js'

export const mend = step({
  name: 'mend',
  does: 'Takes back what `break` did.',
  example: 'mend: trouble',
  fields: { trouble: refers('trouble', 'which trouble', 'trouble') },
  short: 'trouble',
  sentence: () => 'What was broken is mended.',
  async play({ trouble }, stage) {
    const [kind, id = ''] = String(stage.saved(trouble).id).split('/')
    if (kind === 'pas')
      await control(stage.line, 'PUT', `/services/${id}/pas`, { behaviour: 'ACCEPTS' })
    else
      await control(
        stage.line,
        'DELETE',
        kind === 'order' ? `/robots/pas/orders/${id}` : `/faults/${id}`,
      )
  },
})
