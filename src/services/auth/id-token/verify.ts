import { brokenness } from '../../../gateway/downstream.js'
import type { Exchange } from '../../../http/exchange.js'
import type { PublicKey } from '../../../world/tables/application.js'
import type { Provider } from '../bases.js'
import { isSignedBy, type Jwt, shown } from '../client-assertion/jwt.js'
import type { ProviderKeys } from './provider-keys.js'

const SOURCE = 'auth 3.9'

export type Verification = 'VERIFIED' | 'UNREACHABLE' | 'NO_KEY' | 'BAD_SIGNATURE'

async function keysOf(
  exchange: Exchange,
  provider: Provider,
  keys: ProviderKeys,
): Promise<readonly PublicKey[] | undefined> {
  try {
    if (brokenness(exchange.world, provider.kind) !== undefined)
      throw new Error('this world was told that the provider is broken')
    return await keys(provider.name)
  } catch (error) {
    const reason = (error as Error).message
    exchange.find(
      'auth.provider.keys',
      `The key set of ${provider.title} cannot be had: ${reason}.`,
      SOURCE,
    )
    return undefined
  }
}

/** Checks the signature of a provider's token against the provider's key set; RS256 and RS512 will do. */
export async function verify(
  exchange: Exchange,
  jwt: Jwt,
  provider: Provider,
  keys: ProviderKeys,
): Promise<Verification> {
  const published = await keysOf(exchange, provider, keys)
  if (!published) return 'UNREACHABLE'
  const { kid, alg } = jwt.header
  const key = published.find((one) => one.kid === kid)
  if (key && isSignedBy(jwt, key)) return 'VERIFIED'
  exchange.find(
    key ? 'auth.provider.signature' : 'auth.provider.kid',
    key
      ? `The token was not signed with RS256 or RS512 and the key '${key.kid}' of ${provider.title}; alg was '${shown(alg)}'.`
      : `kid was '${shown(kid)}'; ${provider.title} publishes [${published.map((one) => one.kid).join(', ')}].`,
    SOURCE,
  )
  return key ? 'BAD_SIGNATURE' : 'NO_KEY'
}
