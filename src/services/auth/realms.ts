import { CIS2_ISSUER, NHS_LOGIN_ISSUER, PROVIDERS, type Provider } from './bases.js'

/** One issuer: a provider, and the path that its issuer has below the world's address. */
export interface Realm {
  readonly provider: Provider
  readonly name: string
  readonly path: string
}

const ENVIRONMENTS = [
  'internal-dev',
  'internal-dev-sandbox',
  'internal-qa',
  'internal-qa-sandbox',
  'ref',
  'dev',
  'sandbox',
  'int',
]

const mockRealm = (provider: Provider, name: string): Realm => ({
  provider,
  name,
  path: `/realms/${name}`,
})

/** CIS2 under both of its realm paths (auth 5.1). */
export const CIS2_REALMS: readonly Realm[] = [
  { provider: PROVIDERS['nhs-cis2'], name: 'Healthcare', path: CIS2_ISSUER },
  {
    provider: PROVIDERS['nhs-cis2'],
    name: 'oidc',
    path: '/openam/oauth2/realms/root/realms/oidc',
  },
]

/** NHS login (auth 6.1). */
export const NHS_LOGIN_REALM: Realm = {
  provider: PROVIDERS['nhs-login'],
  name: 'nhs-login',
  path: NHS_LOGIN_ISSUER,
}

/** One realm per environment for each mock (auth 4). They share the world's users. */
export const MOCK_REALMS: readonly Realm[] = ENVIRONMENTS.flatMap((environment) => [
  mockRealm(PROVIDERS['apim-mock-nhs-cis2'], `Cis2-mock-${environment}`),
  mockRealm(PROVIDERS['apim-mock-nhs-login'], `NHS-Login-mock-${environment}`),
])

export const REALMS: readonly Realm[] = [...CIS2_REALMS, NHS_LOGIN_REALM, ...MOCK_REALMS]

/** The `iss` of a realm for clients that reach the world at `base` (`request.base`). */
export const issuerOf = (base: string, realm: Realm): string => `${base}${realm.path}`
