import type { Instant } from '../clock.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** What the broker asked a card to sign: good once, for the Identity Agent that was asked (auth 8.3). */
export interface SmartcardChallenge {
  /** Base64. */
  readonly challenge: string
  readonly signature: string
  readonly logSessionId: string
  readonly deviceId: string
  readonly expires: Instant
}

export const smartcardChallenges = documentTable<SmartcardChallenge>({
  name: 'smartcard_challenge',
  key: ({ challenge }) => challenge,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})
