import type { ProviderName } from '../../world/tables/access-token.js'

/** A login provider as the identity service knows it (auth 1.2, 3.4, 4). */
export interface Provider {
  readonly name: ProviderName
  readonly kind: 'nhs-cis2' | 'nhs-login'
  readonly title: string
  /** Path of its authorize address. */
  readonly authorize: string
  /** The identity service's own client at this provider, and what it asks for. */
  readonly clientId: string
  readonly scope: string
  /** Base path of the identity service that sends users here. */
  readonly base: '/oauth2' | '/oauth2-mock'
  /** Whether a user below the level asked for is kept out. */
  readonly enforcesLevel: boolean
  /** Whether userinfo tells all claims, whatever was asked for. */
  readonly tellsAll: boolean
  /** Whether the way back carries Keycloak's `session_state`. */
  readonly sessionState: boolean
}

export const CIS2_ISSUER = '/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare'
export const NHS_LOGIN_ISSUER = '/nhs-login'

const NATIONAL = {
  base: '/oauth2',
  enforcesLevel: true,
  tellsAll: false,
  sessionState: false,
} as const

/** The mock lets every test user in and tells all it knows: published users and clients rely on it. */
const MOCK = {
  base: '/oauth2-mock',
  enforcesLevel: false,
  tellsAll: true,
  sessionState: true,
} as const

const CIS2 = { kind: 'nhs-cis2', scope: 'openid nationalrbacaccess' } as const
const NHS_LOGIN = { kind: 'nhs-login', scope: 'openid profile' } as const

export const PROVIDERS: Readonly<Record<ProviderName, Provider>> = {
  'nhs-cis2': {
    ...NATIONAL,
    ...CIS2,
    name: 'nhs-cis2',
    title: 'NHS Care Identity Service 2',
    authorize: `${CIS2_ISSUER}/authorize`,
    clientId: '9999999999.apps.sandbox-identity-service',
  },
  'nhs-login': {
    ...NATIONAL,
    ...NHS_LOGIN,
    name: 'nhs-login',
    title: 'NHS login',
    authorize: `${NHS_LOGIN_ISSUER}/authorize`,
    clientId: 'sandbox-identity-service',
  },
  'apim-mock-nhs-cis2': {
    ...MOCK,
    ...CIS2,
    name: 'apim-mock-nhs-cis2',
    title: 'Mock NHS Care Identity Service 2',
    authorize: '/realms/Cis2-mock-int/protocol/openid-connect/auth',
    clientId: 'sandbox-identity-service',
  },
  'apim-mock-nhs-login': {
    ...MOCK,
    ...NHS_LOGIN,
    name: 'apim-mock-nhs-login',
    title: 'Mock NHS login',
    authorize: '/realms/NHS-Login-mock-int/protocol/openid-connect/auth',
    clientId: 'sandbox-identity-service',
  },
}

/** A base path of the identity service and the providers behind it (auth 1.2). */
export interface IdentityBase {
  readonly path: '/oauth2' | '/oauth2-mock'
  readonly cis2: Provider
  readonly nhsLogin: Provider
}

export const IDENTITY_BASES: readonly IdentityBase[] = [
  { path: '/oauth2', cis2: PROVIDERS['nhs-cis2'], nhsLogin: PROVIDERS['nhs-login'] },
  {
    path: '/oauth2-mock',
    cis2: PROVIDERS['apim-mock-nhs-cis2'],
    nhsLogin: PROVIDERS['apim-mock-nhs-login'],
  },
]
