import type { Instant } from '../clock.js'
import type { ProviderName } from './access-token.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** Who has logged in on a page that still has a question to ask: the role (auth 5.8). */
export interface Authenticated {
  readonly username: string
  readonly authenticator: string
  readonly at: Instant
}

/** A login page that a provider has shown: what the relying party asked for (auth 4, 5.3, 6.2). */
export interface ProviderLogin {
  /** Unguessable; the form's address carries it. */
  readonly sessionCode: string
  /** Unguessable; a hidden field of the form carries it. */
  readonly csrf: string
  readonly provider: ProviderName
  /** The realm the client came to, such as `Cis2-mock-int`. */
  readonly realm: string
  readonly clientId: string
  readonly redirectUri: string
  readonly state?: string
  readonly nonce?: string
  /** What was asked for and may be granted. */
  readonly scope: string
  readonly acr: string
  /** Vectors of trust that are let in; every one if absent (auth 6.6). */
  readonly vtr?: readonly string[]
  readonly codeChallenge?: string
  /** Set once the user is known and the role is not. */
  readonly authenticated?: Authenticated
  readonly expires: Instant
}

export const providerLogins = documentTable<ProviderLogin>({
  name: 'provider_login',
  key: (login) => login.sessionCode,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})
