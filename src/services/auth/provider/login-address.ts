import { CIS2_ISSUER, NHS_LOGIN_ISSUER, PROVIDERS, type Provider } from '../bases.js'

/** The provider that a request came to, and the realm it named. */
export interface Realm {
  readonly provider: Provider
  readonly name: string
}

/** Addresses of a login page: where it is shown and where its form goes. */
export interface LoginAddress {
  readonly show: string
  readonly submit: string
  readonly realmOf: (params: Readonly<Record<string, string>>) => Realm | undefined
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

/** One realm per environment for each mock (auth 4). They share the world's users. */
const MOCK_REALMS: ReadonlyMap<string, Provider> = new Map(
  ENVIRONMENTS.flatMap((environment) => [
    [`Cis2-mock-${environment}`, PROVIDERS['apim-mock-nhs-cis2']],
    [`NHS-Login-mock-${environment}`, PROVIDERS['apim-mock-nhs-login']],
  ]),
)

function mockRealm(name = ''): Realm | undefined {
  const provider = MOCK_REALMS.get(name)
  return provider && { provider, name }
}

export const LOGIN_ADDRESSES: readonly LoginAddress[] = [
  {
    show: '/realms/:realm/protocol/openid-connect/auth',
    submit: '/realms/:realm/login-actions/authenticate',
    realmOf: ({ realm }) => mockRealm(realm),
  },
  {
    show: `${CIS2_ISSUER}/authorize`,
    submit: `${CIS2_ISSUER}/login`,
    realmOf: () => ({ provider: PROVIDERS['nhs-cis2'], name: 'Healthcare' }),
  },
  {
    show: `${NHS_LOGIN_ISSUER}/authorize`,
    submit: `${NHS_LOGIN_ISSUER}/login`,
    realmOf: () => ({ provider: PROVIDERS['nhs-login'], name: 'nhs-login' }),
  },
]
