import { control } from '../../robots/control.js'
import { refers, text } from '../language/fields.js'
import { step } from '../step.js'
import { advice } from './common.js'

export const replyToAdvice = step({
  name: 'reply to advice',
  does: 'The referrer replies to the hospital in the web application of e-RS.',
  example: 'reply to advice: { reply: Since May. }',
  fields: {
    by: refers('professional', 'who replies', 'gp'),
    advice,
    reply: text('what is replied'),
  },
  sentence: ({ by, reply }, { who }) => `${who(by)} replies: ${reply}`,
  play: ({ advice, reply }, stage) =>
    control(stage.line, 'POST', `/advice/${stage.ubrn(advice)}/actions`, {
      action: 'REPLY',
      text: reply,
    }),
})
