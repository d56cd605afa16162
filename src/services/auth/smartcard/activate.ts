import { MINUTE } from '../../../world/instant.js'
import { removeExpired } from '../../../world/tables/expiring.js'
import {
  type SmartcardChallenge,
  smartcardChallenges,
} from '../../../world/tables/smartcard-challenge.js'
import { errorUrl, gpAnswer, returned } from './answers.js'
import type { BrokerStep } from './broker-step.js'

/** How long a card may take to sign; not published (chosen). */
const TIME_TO_SIGN = 5 * MINUTE

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** A card was put in: the broker sends what the card is to sign (auth 8.3, activate). */
export const activate: BrokerStep = {
  path: '/login/authactivate',
  title: 'Ask for a challenge',
  service: 'ACTIVATION',
  required: ['auth_method', 'app_url', 'log_session_id', 'device_id'],
  methods: ['POST'],
  handle(exchange, parameters) {
    const { store, clock, ids } = exchange.world
    removeExpired(smartcardChallenges, ({ challenge }) => challenge, store, clock.now())
    const asked: SmartcardChallenge = {
      challenge: base64(ids.secret(32)),
      signature: base64(ids.secret(96)),
      logSessionId: parameters.get('log_session_id') ?? '',
      deviceId: parameters.get('device_id') ?? '',
      expires: clock.now() + TIME_TO_SIGN,
    }
    smartcardChallenges.save(store, asked)
    return gpAnswer(exchange, [
      ...returned(parameters, 'log_session_id'),
      errorUrl(exchange),
      { name: 'challenge', value: asked.challenge },
      { name: 'signature', value: asked.signature },
      ...returned(parameters, 'auth_method', 'app_url', 'service'),
    ])
  },
}
