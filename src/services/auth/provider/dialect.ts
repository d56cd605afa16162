import type { Exchange } from '../../../http/exchange.js'
import type { ProviderCode } from '../../../world/tables/provider-code.js'
import type { ProviderSession } from '../../../world/tables/provider-session.js'
import type { ClientAuthMethod, RelyingParty } from '../../../world/tables/relying-party.js'
import type { World } from '../../../world/world.js'
import type { KeySets } from '../client-assertion/key-sets.js'
import type { Parameters } from '../form.js'
import type { Claims, ProviderSigner } from '../provider-keys.js'
import type { Realm } from '../realms.js'
import type { Check } from '../refusal.js'
import type { Authenticators } from './login/authenticators.js'

/** An authorize request on its way. */
export interface AuthorizeInput {
  readonly exchange: Exchange
  readonly realm: Realm
  readonly parameters: Parameters
  readonly client: RelyingParty | undefined
}

/** What a client's word for a user is worth: none was given, it will not do, or a session stands behind it. */
export type Vouched = 'NOBODY' | 'REFUSED' | ProviderSession

/** What tokens are made from. */
export interface TokenSource {
  readonly world: World
  readonly issuer: string
  readonly client: RelyingParty
  readonly session: ProviderSession
  readonly scope: string
  readonly signer: ProviderSigner
}

/** What an id_token is made from beside; `hash` is the left half of the digest of a text. */
export interface IdTokenSource extends TokenSource {
  readonly code: ProviderCode
  readonly accessToken: string
  readonly hash: (text: string) => string
}

/** Paths of a provider below its issuer. */
export interface Paths {
  readonly authorize: string
  /** Where its forms go. */
  readonly login: string
  readonly token: string
  readonly userinfo: string
  readonly keys: string
  readonly endSession?: string
}

/** Lives in milliseconds. A provider without a life of refresh tokens gives none. */
export interface Lives {
  readonly code: number
  readonly idToken: number
  readonly accessToken: number
  readonly refreshToken?: number
}

/**
 * How one provider differs from the others: everything that CIS2, NHS login and their mocks do each
 * in their own way. The steps that read it are the same for all.
 */
export interface Dialect {
  /** Where its behaviour is written. */
  readonly source: string
  readonly paths: Paths
  readonly lives: Lives
  /** The discovery document beside issuer and endpoints. */
  readonly discovery: Claims
  readonly scopes: readonly string[]
  /** What becomes of a scope that the provider or the client does not have. */
  readonly otherScopes: 'REFUSED' | 'IGNORED' | 'GRANTED'
  /** Checks of an authorize request beyond those of OpenID Connect. */
  readonly requestChecks: readonly Check<AuthorizeInput>[]
  /** Vectors of trust of a request, where the provider knows them. */
  readonly vtrOf?: (input: AuthorizeInput) => readonly string[] | undefined
  /** A login that another client vouches for, where the provider takes its word (auth 6.2). */
  readonly vouched?: (input: AuthorizeInput, keySets: KeySets) => Promise<Vouched>
  /** The error where `prompt=none` finds no login. */
  readonly noSession: string
  /** What the client is told when the user turns back. */
  readonly turnedBack: string
  readonly hasPkce: boolean
  /** Whether a browser's login is remembered by a cookie. */
  readonly remembers: boolean
  /** Whether the way back names issuer and client (auth 5.3). */
  readonly namesIssuer: boolean
  /** Whether the form needs its hidden token; the mock's published clients send the user name alone. */
  readonly hasFormToken: boolean
  readonly authenticators: Authenticators
  readonly authMethods: readonly ClientAuthMethod[]
  /** Algorithms of client assertions. */
  readonly assertionAlgorithms: readonly string[]
  /** Status of `invalid_client`. */
  readonly invalidClientStatus: 400 | 401
  readonly tokenType: 'Bearer' | 'bearer'
  /** Its access token; opaque ones come from the world's secrets. */
  readonly accessToken: (source: TokenSource) => string | Promise<string>
  /** Claims of its id_token beside the times. */
  readonly idToken: (source: IdTokenSource) => Claims | Promise<Claims>
  /** Whether the header of an id_token repeats claims (auth 6.5). */
  readonly repeatsClaims: boolean
  readonly userinfo: (source: Omit<TokenSource, 'signer'>) => Claims
}
