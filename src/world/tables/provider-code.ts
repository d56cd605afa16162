import type { Instant } from '../clock.js'
import type { ProviderName } from './access-token.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** A code of a login provider, for the relying party that sent the user (auth 3.5, 5.4, 6.2). */
export interface ProviderCode {
  readonly code: string
  readonly provider: ProviderName
  /** The realm that issued it. */
  readonly realm: string
  readonly clientId: string
  readonly redirectUri: string
  readonly sessionId: string
  readonly scope: string
  readonly nonce?: string
  readonly state?: string
  readonly codeChallenge?: string
  readonly expires: Instant
}

export const providerCodes = documentTable<ProviderCode>({
  name: 'provider_code',
  key: (code) => code.code,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})
