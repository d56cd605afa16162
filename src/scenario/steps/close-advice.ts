import { control } from '../../robots/control.js'
import { refers } from '../language/fields.js'
import { step } from '../step.js'
import { advice } from './common.js'

export const closeAdvice = step({
  name: 'close advice',
  does: 'The referrer ends a conversation in the web application of e-RS.',
  example: 'close advice: { advice: advice }',
  fields: { by: refers('professional', 'who ends it', 'gp'), advice },
  sentence: ({ by }, { who }) => `${who(by)} ends the conversation.`,
  play: ({ advice }, stage) =>
    control(stage.line, 'POST', `/advice/${stage.ubrn(advice)}/actions`, { action: 'CLOSE' }),
})
