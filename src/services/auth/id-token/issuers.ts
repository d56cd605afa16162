import { readAddress } from '../../../http/address.js'
import type { Exchange } from '../../../http/exchange.js'
import { CIS2_ISSUER, type IdentityBase, NHS_LOGIN_ISSUER, type Provider } from '../bases.js'

/** How the path of an issuer tells which provider it is; the mock has a realm an environment (auth 4). */
const ISSUERS: readonly [kind: Provider['kind'], base: IdentityBase['path'], path: RegExp][] = [
  ['nhs-cis2', '/oauth2', new RegExp(`^${CIS2_ISSUER}$`, 'i')],
  ['nhs-login', '/oauth2', new RegExp(`^${NHS_LOGIN_ISSUER}/?$`, 'i')],
  ['nhs-cis2', '/oauth2-mock', /^\/realms\/Cis2-mock-[a-z-]+$/i],
  ['nhs-login', '/oauth2-mock', /^\/realms\/NHS-Login-mock-[a-z-]+$/i],
]

/** The provider of this world that an issuer names, if it is one that the base goes to (auth 3.9 row 12). */
export function providerOf(
  { world }: Exchange,
  base: IdentityBase,
  issuer: unknown,
): Provider | undefined {
  if (typeof issuer !== 'string' || !/^https?:\/\//.test(issuer)) return undefined
  // The same provider answers under every name of this machine, and behind any proxy.
  const address = readAddress(issuer)
  if (address.search || (address.world !== undefined && address.world !== world.name))
    return undefined
  const known = ISSUERS.find(
    ([, path, pattern]) => path === base.path && pattern.test(address.path),
  )
  if (!known) return undefined
  return known[0] === 'nhs-cis2' ? base.cis2 : base.nhsLogin
}
