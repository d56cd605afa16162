import type { Provider } from '../bases.js'
import { CIS2_REALMS, MOCK_REALMS, NHS_LOGIN_REALM, REALMS, type Realm } from '../realms.js'
import { CIS2 } from './cis2/dialect.js'
import type { Dialect } from './dialect.js'
import { MOCK, MOCK_CIS2, MOCK_NHS_LOGIN } from './mock/dialects.js'
import { NHS_LOGIN } from './nhs-login/dialect.js'

/** Where providers are mounted, and what a request there means. */
export interface Site {
  /** Path of the issuers in the form `/a/:b`; endpoints are below it. */
  readonly path: string
  readonly paths: Dialect['paths']
  readonly realmOf: (params: Readonly<Record<string, string>>) => Realm | undefined
  readonly dialectOf: (realm: Realm) => Dialect
}

const fixed = (realm: Realm, dialect: Dialect): Site => ({
  path: realm.path,
  paths: dialect.paths,
  realmOf: () => realm,
  dialectOf: () => dialect,
})

export const SITES: readonly Site[] = [
  ...CIS2_REALMS.map((realm) => fixed(realm, CIS2)),
  fixed(NHS_LOGIN_REALM, NHS_LOGIN),
  {
    path: '/realms/:realm',
    paths: MOCK.paths,
    realmOf: ({ realm }) => MOCK_REALMS.find(({ name }) => name === realm),
    dialectOf: ({ provider }) => (provider.kind === 'nhs-cis2' ? MOCK_CIS2 : MOCK_NHS_LOGIN),
  },
]

/** A realm of a provider by name, and how that provider does things. */
export function placeOf(
  provider: Provider,
  name: string,
): { readonly realm: Realm; readonly dialect: Dialect } | undefined {
  const realm = REALMS.find((one) => one.provider === provider && one.name === name)
  const site = SITES.find((one) => one.realmOf({ realm: name }) === realm)
  return realm && site && { realm, dialect: site.dialectOf(realm) }
}
