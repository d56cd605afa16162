import { logIn as authenticate } from '../../robots/log-in.js'
import { refers } from '../language/fields.js'
import { step } from '../step.js'

export const logIn = step({
  name: 'log in',
  does: 'Somebody logs in by the identity service: login page, code, token. Without this step people are logged in when they first act.',
  example: 'log in: gp',
  fields: { who: refers('professional', 'who logs in', 'gp') },
  short: 'who',
  sentence: ({ who: actor }, { who }) => `${who(actor)} logs in.`,
  async play({ who }, stage) {
    const professional = stage.professional(who)
    professional.use(await authenticate(stage.line, professional.standing.user))
  },
})
