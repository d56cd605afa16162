import type { Instant } from '../clock.js'
import type { ProviderName } from './access-token.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** A person's session at a login provider: what its id_token and userinfo tell (auth 5.5, 6.5, 13). */
export interface ProviderSession {
  readonly sessionId: string
  readonly provider: ProviderName
  /** The test user who logged in; absent for a person who was given a token without being one. */
  readonly username?: string
  /** Whether they logged in by another method than their own. */
  readonly otherMethod?: true
  /** SDS user id, or the NHS number of a patient. */
  readonly userId: string
  /** What the level in a scope's name is: `aal3`, or `P9`. */
  readonly level: string
  readonly identityAssurance: number
  readonly amr: string
  readonly acr: string
  readonly selectedRole?: string
  /** The published user whose role list is broken. */
  readonly malformedRoles?: boolean
  readonly vectorOfTrust?: string
  /** NHS number of the person who acts for the patient (auth 6.8). */
  readonly actedBy?: string
  /** What the relying party was granted: it decides what userinfo tells. */
  readonly scope: string
  /** The client that it is a session with. */
  readonly clientId?: string
  /** The `iss` that the client knows the provider by; set with its id_token. */
  readonly issuer?: string
  /** The browser's session that it belongs to, where the provider keeps one. */
  readonly browserId?: string
  /** `jti` of the id_token, where the provider gives one (auth 6.5). */
  readonly idTokenId?: string
  readonly authenticated: Instant
  /** Until when the provider's own access token answers userinfo. */
  readonly expires: Instant
}

export const providerSessions = documentTable<ProviderSession>({
  name: 'provider_session',
  key: (session) => session.sessionId,
  columns: {
    expires: EXPIRES,
    browser_id: { type: 'TEXT', value: (session) => session.browserId },
    id_token_id: { type: 'TEXT', value: (session) => session.idTokenId },
  },
  indexes: ['expires', 'browser_id', 'id_token_id'],
})
