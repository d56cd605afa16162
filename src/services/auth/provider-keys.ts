import type { ProviderName } from '../../world/tables/access-token.js'
import type { PublicKey } from '../../world/tables/application.js'
import type { KeyStore } from './keys.js'

/** Loaded with the first token that is signed or checked, not at start. */
const loadJose = () => import('jose')

/** Algorithms that providers sign with. */
export type SigningAlgorithm = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512'

/** What a provider signs with unless its client asked for another (auth 4, 5.2, 6.1). */
export const SIGNING_ALGORITHM: Readonly<Record<ProviderName, SigningAlgorithm>> = {
  'nhs-cis2': 'RS256',
  'nhs-login': 'RS512',
  'apim-mock-nhs-cis2': 'RS512',
  'apim-mock-nhs-login': 'RS512',
}

export type Claims = Readonly<Record<string, unknown>>

/** How a provider's token stands up: its key is not the provider's, or its signature is wrong. */
export type Verification = 'VALID' | 'UNKNOWN_KEY' | 'BAD_SIGNATURE'

/**
 * Signs tokens in the name of the login providers and checks them again. Providers share nothing:
 * each has a key of its own. Issuers and their realms are in `realms.ts`.
 */
export class ProviderSigner {
  readonly #keys: KeyStore

  constructor(keys: KeyStore) {
    this.#keys = keys
  }

  /** The public keys of a provider, as its key set document lists them (auth 4, 5.1, 6.1). */
  readonly publicKeys = async (provider: ProviderName): Promise<readonly PublicKey[]> => {
    const { publicJwk } = await this.#keys.forProvider(provider)
    // CIS2 signs with whichever algorithm its client is registered for, so its key names none.
    return [
      provider === 'nhs-cis2' ? publicJwk : { ...publicJwk, alg: SIGNING_ALGORITHM[provider] },
    ]
  }

  /**
   * A compact JWS over the claims, which have to be complete. The header has `typ`, `kid` and `alg`,
   * after the members of `header`.
   */
  async sign(
    provider: ProviderName,
    claims: Claims,
    {
      alg = SIGNING_ALGORITHM[provider],
      header = {},
    }: { alg?: SigningAlgorithm | undefined; header?: Claims } = {},
  ): Promise<string> {
    const { SignJWT } = await loadJose()
    const { privateKey, publicJwk } = await this.#keys.forProvider(provider)
    return new SignJWT(claims)
      .setProtectedHeader({ ...header, typ: 'JWT', kid: publicJwk.kid, alg })
      .sign(privateKey)
  }

  /**
   * Checks key and signature of a compact JWS of a provider; its claims and its times are the
   * caller's to check. `algorithms` are those that the caller accepts.
   */
  async verify(
    provider: ProviderName,
    compact: string,
    algorithms: readonly SigningAlgorithm[] = ['RS256', 'RS512'],
  ): Promise<Verification> {
    const { compactVerify, decodeProtectedHeader, importJWK } = await loadJose()
    try {
      const { kid, alg } = decodeProtectedHeader(compact)
      const key = (await this.publicKeys(provider)).find((one) => one.kid === kid)
      if (!key) return 'UNKNOWN_KEY'
      const { alg: _named, ...material } = key
      await compactVerify(compact, await importJWK(material, alg), { algorithms: [...algorithms] })
      return 'VALID'
    } catch {
      return 'BAD_SIGNATURE'
    }
  }
}
