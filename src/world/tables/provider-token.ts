import { createHash } from 'node:crypto'
import type { Instant } from '../clock.js'
import type { ProviderName } from './access-token.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** An access or refresh token that a login provider gave to one of its clients (auth 5.4, 6.4). */
export interface ProviderToken {
  /** Digest of the token; the token itself is not kept. */
  readonly key: string
  readonly kind: 'access' | 'refresh'
  readonly provider: ProviderName
  readonly clientId: string
  readonly sessionId: string
  readonly scope: string
  readonly expires: Instant
}

/** One key of fixed length for a token, however long it is. */
export const providerTokenKey = (token: string): string =>
  createHash('sha256').update(token).digest('base64url')

export const providerTokens = documentTable<ProviderToken>({
  name: 'provider_token',
  key: (token) => token.key,
  columns: {
    expires: EXPIRES,
    session_id: { type: 'TEXT', value: (token) => token.sessionId },
  },
  indexes: ['expires', 'session_id'],
})
