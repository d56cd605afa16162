import type { Instant } from '../clock.js'
import type { ProviderName } from './access-token.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** A login that a provider remembers by a cookie: single sign-on for its clients (auth 5.9, 6.2). */
export interface BrowserSession {
  /** Unguessable; the cookie's value. */
  readonly id: string
  readonly provider: ProviderName
  readonly username: string
  /** What the user logged in with, as the provider's authenticators name it. */
  readonly authenticator: string
  /** Role profile chosen in this session; it stays until the next login (auth 5.8). */
  readonly selectedRole?: string
  readonly authenticated: Instant
  readonly expires: Instant
}

export const browserSessions = documentTable<BrowserSession>({
  name: 'browser_session',
  key: (session) => session.id,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})
