import type { Instant } from '../clock.js'
import type { ProviderName } from './access-token.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** A login page that a provider has shown: what the relying party asked for (auth 4, 5.3). */
export interface ProviderLogin {
  /** Unguessable; the form's address carries it. */
  readonly sessionCode: string
  readonly provider: ProviderName
  /** The realm the client came to, such as `Cis2-mock-int`. */
  readonly realm: string
  readonly clientId: string
  readonly redirectUri: string
  readonly state?: string
  readonly nonce?: string
  readonly scope: string
  readonly acr: string
  readonly expires: Instant
}

export const providerLogins = documentTable<ProviderLogin>({
  name: 'provider_login',
  key: (login) => login.sessionCode,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})
