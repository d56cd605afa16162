import type { ProviderName } from './access-token.js'
import type { PublicKey } from './application.js'
import { documentTable } from './document-table.js'

/** How a client proves itself at the token endpoint (auth 5.2, 6.4). */
export type ClientAuthMethod =
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'client_secret_jwt'
  | 'private_key_jwt'

/** What a client may have its tokens and userinfo signed with. */
export type RsaAlgorithm = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512'

/** A supplier's system that is a client of a login provider itself (auth 5.2, 6.2). */
export interface RelyingParty {
  readonly clientId: string
  readonly provider: ProviderName
  readonly name: string
  /** Compared character for character; the mocks' test clients may be sent anywhere (auth 4). */
  readonly redirectUris: readonly string[] | 'ANY'
  readonly authMethods: readonly ClientAuthMethod[]
  readonly secret?: string
  /** Keys given inline; `SANDBOX` means the key that the sandbox makes for this client. */
  readonly keys?: readonly PublicKey[] | 'SANDBOX'
  readonly jwksUrl?: string
  /** Scopes it may ask for; every scope of the provider if absent. */
  readonly scopes?: readonly string[]
  readonly idTokenAlgorithm?: RsaAlgorithm
  /** Userinfo is signed if there is one. */
  readonly userinfoAlgorithm?: RsaAlgorithm
  /** Where CIS2 tells of the end of a session (auth 5.9). */
  readonly backChannelLogoutUri?: string
  /** Where a user may be sent after the end of a session. */
  readonly postLogoutRedirectUris?: readonly string[]
}

const keyOf = (provider: ProviderName, clientId: string): string => `${provider} ${clientId}`

export const relyingParties = documentTable<RelyingParty>({
  name: 'relying_party',
  key: ({ provider, clientId }) => keyOf(provider, clientId),
})

export { keyOf as relyingPartyKey }
