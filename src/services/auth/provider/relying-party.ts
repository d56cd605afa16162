import type { Provider } from '../bases.js'

/** A client of a login provider. */
export interface RelyingParty {
  readonly name: string
  readonly clientId: string
  readonly accepts: (redirectUri: string) => boolean
}

/**
 * The client that a provider knows under an id. The identity service is one at each provider, and is
 * only ever sent back to its own callback; `base` is the address that the browser used.
 */
export function findRelyingParty(
  provider: Provider,
  clientId: string | undefined,
  base: string,
): RelyingParty | undefined {
  if (clientId !== provider.clientId) return undefined
  return {
    name: 'NHS API platform identity service',
    clientId,
    accepts: (redirectUri) => redirectUri === `${base}${provider.base}/callback`,
  }
}
