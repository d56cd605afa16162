import type { Exchange } from '../../../http/exchange.js'
import type { KeySets } from '../client-assertion/key-sets.js'
import type { ProviderSigner } from '../provider-keys.js'
import { issuerOf, type Realm } from '../realms.js'
import type { Dialect } from './dialect.js'

/** What providers work with beside the world. */
export interface ProviderPorts {
  readonly signer: ProviderSigner
  /** Keys of the relying parties. */
  readonly keySets: KeySets
}

/** A call of a provider: in which realm, and how that provider does things. */
export interface ProviderCall extends ProviderPorts {
  readonly exchange: Exchange
  readonly realm: Realm
  readonly dialect: Dialect
}

/** The `iss` of the realm, as the client reaches it. */
export const issuerOfCall = ({
  exchange,
  realm,
}: Pick<ProviderCall, 'exchange' | 'realm'>): string => issuerOf(exchange.request.base, realm)
