import { AUTH_ADVICE } from '../advice-rules.js'
import { gpAnswer } from './answers.js'
import type { BrokerStep } from './broker-step.js'
import { endTicket } from './session.js'

/** The card was taken out, or its user logged out: the session ends (auth 8.3, logout). */
export const logOut: BrokerStep = {
  path: '/login/authlogout',
  title: 'Log a smartcard out',
  service: 'LOGOUT',
  required: ['sso_ticket'],
  methods: ['POST', 'GET'],
  handle(exchange, parameters) {
    const ended = endTicket(exchange.world, parameters.get('sso_ticket') ?? '')
    if (!ended) exchange.advise(AUTH_ADVICE.loggedOut, 'There was no session with this ticket.')
    return gpAnswer(exchange, [])
  },
}
