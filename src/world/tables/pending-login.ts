import type { Instant } from '../clock.js'
import type { ProviderName } from './access-token.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** What the identity service remembers while a user is away at the provider (auth 3.4). */
export interface PendingLogin {
  /** The identity service's own state, 36 characters; works once. */
  readonly state: string
  readonly clientId: string
  readonly redirectUri: string
  /** The application's state, returned to it unchanged. */
  readonly applicationState: string
  readonly provider: ProviderName
  readonly expires: Instant
}

export const pendingLogins = documentTable<PendingLogin>({
  name: 'pending_login',
  key: (login) => login.state,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})
