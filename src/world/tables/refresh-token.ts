import type { Instant } from '../clock.js'
import type { UserToken } from './access-token.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** What every access token of one login has in common. */
export type Grant = Omit<UserToken, 'token' | 'issued' | 'expires' | 'revoked' | 'kind'>

/** A refresh token of the identity service (auth 3.7). It works once. */
export interface RefreshToken {
  readonly token: string
  readonly grant: Grant
  /** When the user logged in, or the token was exchanged: the overall validity counts from here. */
  readonly first: Instant
  /** How many refreshes lie behind it. */
  readonly count: number
  readonly used: boolean
  readonly expires: Instant
}

export const refreshTokens = documentTable<RefreshToken>({
  name: 'refresh_token',
  key: (refresh) => refresh.token,
  columns: {
    session_id: { type: 'TEXT', value: (refresh) => refresh.grant.sessionId },
    expires: EXPIRES,
  },
  indexes: ['session_id', 'expires'],
})
