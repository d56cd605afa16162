import {
  type RelyingParty,
  relyingParties,
  relyingPartyKey,
} from '../../../world/tables/relying-party.js'
import type { World } from '../../../world/world.js'
import type { Provider } from '../bases.js'

/** The identity service is a client of each provider, and is only ever sent to its own callback. */
const ownClient = ({ name, base, clientId }: Provider, address: string): RelyingParty => ({
  clientId,
  provider: name,
  name: 'NHS API platform identity service',
  redirectUris: [`${address}${base}/callback`],
  // It takes its codes inside the process, so nobody can present them at the token endpoint.
  authMethods: [],
})

/** Whether a client is the identity service itself. */
export const isIdentityService = (provider: Provider, clientId: string | undefined): boolean =>
  clientId === provider.clientId

/** The client that a provider knows under an id; `address` is that of the world, as the browser used it. */
export function findRelyingParty(
  world: World,
  provider: Provider,
  clientId: string | undefined,
  address: string,
): RelyingParty | undefined {
  if (clientId === undefined) return undefined
  return isIdentityService(provider, clientId)
    ? ownClient(provider, address)
    : relyingParties.find(world.store, relyingPartyKey(provider.name, clientId))
}

/** Whether a client may be sent to an address: one of its own, character for character. */
export const acceptsRedirect = ({ redirectUris }: RelyingParty, address: string): boolean =>
  redirectUris === 'ANY' ? /^https?:\/\/[^/?#]/.test(address) : redirectUris.includes(address)
