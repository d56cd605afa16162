import { CIS2_REALMS, MOCK_REALMS, NHS_LOGIN_REALM, type Realm } from '../realms.js'

/** Where a provider is mounted: the path of its issuer, and the realm that a request there means. */
export interface Site {
  /** Path in the form `/a/:b`; endpoints of the provider are below it. */
  readonly path: string
  readonly realmOf: (params: Readonly<Record<string, string>>) => Realm | undefined
}

const fixed = (realm: Realm): Site => ({ path: realm.path, realmOf: () => realm })

export const CIS2_SITES: readonly Site[] = CIS2_REALMS.map(fixed)

export const NHS_LOGIN_SITE: Site = fixed(NHS_LOGIN_REALM)

/** The mocks of all environments. */
export const MOCK_SITE: Site = {
  path: '/realms/:realm',
  realmOf: ({ realm }) => MOCK_REALMS.find(({ name }) => name === realm),
}
