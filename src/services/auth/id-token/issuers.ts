import { readAddress } from '../../../http/address.js'
import type { Exchange } from '../../../http/exchange.js'
import type { IdentityBase, Provider } from '../bases.js'
import { REALMS } from '../realms.js'

/**
 * The provider of this world that an issuer names, if it is one that the base goes to (auth 3.5,
 * 3.9 row 12). Letter case does not count.
 */
export function providerOf(
  { world }: Exchange,
  base: IdentityBase,
  issuer: unknown,
): Provider | undefined {
  if (typeof issuer !== 'string' || !/^https?:\/\//i.test(issuer)) return undefined
  // The same provider answers under every name of this machine, and behind any proxy.
  const address = readAddress(issuer)
  if (address.search || (address.world !== undefined && address.world !== world.name))
    return undefined
  const path = address.path.toLowerCase()
  const known = REALMS.find((realm) => realm.path.toLowerCase() === path)?.provider
  return known?.base === base.path ? known : undefined
}
