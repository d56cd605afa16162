import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/**
 * An access token of the identity service and what the API gateways read from it (auth 3.12).
 * `app` tokens stand for an application, `user` tokens for a person.
 */
export type AccessToken = ApplicationToken | UserToken

/** Who proved the person: a national provider or its mock (auth 3.12). */
export type ProviderName = 'nhs-cis2' | 'nhs-login' | 'apim-mock-nhs-cis2' | 'apim-mock-nhs-login'

interface TokenBase {
  readonly token: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly issued: Instant
  readonly expires: Instant
  readonly revoked: boolean
}

export interface ApplicationToken extends TokenBase {
  readonly kind: 'app'
  readonly grant: 'client_credentials'
}

export interface UserToken extends TokenBase {
  readonly kind: 'user'
  readonly grant: 'authorization_code' | 'token_exchange'
  readonly provider: ProviderName
  /** `aal1` to `aal3`, or `p0`, `p5`, `p9`. */
  readonly level: string
  /** SDS user id, or the NHS number of a patient. */
  readonly userId: string
  readonly identityAssurance: number
  readonly amr: string
  /** The test user who logged in, where the sandbox knows who it was. */
  readonly username?: string
  /** Whether they logged in by another method than their own. */
  readonly otherMethod?: true
  /** Role profile chosen at login, if the id_token named one. */
  readonly selectedRole?: string
  /** Patients: vector of trust. */
  readonly vectorOfTrust?: string
  /** Provider session; known for combined logins, whose roles userinfo can be asked for. */
  readonly sessionId?: string
}

export const accessTokens = documentTable<AccessToken>({
  name: 'access_token',
  key: (token) => token.token,
  columns: {
    session_id: {
      type: 'TEXT',
      value: (token) => (token.kind === 'user' ? token.sessionId : undefined),
    },
    expires: EXPIRES,
  },
  indexes: ['session_id', 'expires'],
})

/** Revokes every access token of a provider session; answers how many had not been. */
export function revokeSession(store: Store, sessionId: string): number {
  const tokens = accessTokens
    .where(store, 'session_id = ?', sessionId)
    .filter(({ revoked }) => !revoked)
  for (const token of tokens) accessTokens.save(store, { ...token, revoked: true })
  return tokens.length
}
