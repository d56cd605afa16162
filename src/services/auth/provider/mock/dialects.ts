import { HOUR, SECOND } from '../../../../world/instant.js'
import { MAX_AGE, PKCE } from '../authorize/checks.js'
import { CIS2_AUTHENTICATORS } from '../cis2/authenticators.js'
import { cis2IdToken } from '../cis2/id-token.js'
import { CIS2_SCOPES, cis2UserInfo } from '../cis2/userinfo.js'
import type { Dialect } from '../dialect.js'
import { NHS_LOGIN_AUTHENTICATORS } from '../nhs-login/authenticators.js'
import { NHS_LOGIN_SCOPES, nhsLoginClaims, subjectOf } from '../nhs-login/claims.js'
import { vtrOf } from '../nhs-login/dialect.js'
import { nhsLoginIdToken } from '../nhs-login/tokens.js'

const ACCESS_LENGTH = 43

/** What the mocks of both providers share: Keycloak's addresses, and no questions (auth 4). */
export const MOCK = {
  source: 'auth 4',
  paths: {
    authorize: '/protocol/openid-connect/auth',
    login: '/login-actions/authenticate',
    token: '/protocol/openid-connect/token',
    userinfo: '/protocol/openid-connect/userinfo',
    keys: '/protocol/openid-connect/certs',
    endSession: '/protocol/openid-connect/logout',
  },
  lives: { code: 300 * SECOND, idToken: HOUR, accessToken: HOUR },
  discovery: {
    id_token_signing_alg_values_supported: ['RS512'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'RS512'],
    code_challenge_methods_supported: ['S256'],
  },
  otherScopes: 'GRANTED',
  requestChecks: [MAX_AGE, ...PKCE],
  noSession: 'login_required',
  turnedBack: 'The user did not log in',
  hasPkce: true,
  remembers: false,
  namesIssuer: false,
  hasFormToken: false,
  authMethods: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
  assertionAlgorithms: ['RS256', 'RS384', 'RS512'],
  invalidClientStatus: 401,
  tokenType: 'Bearer',
  accessToken: ({ world }) => world.ids.secret(ACCESS_LENGTH),
  repeatsClaims: false,
} as const satisfies Partial<Dialect>

/** The mock of CIS2 (auth 4). */
export const MOCK_CIS2: Dialect = {
  ...MOCK,
  scopes: CIS2_SCOPES,
  authenticators: CIS2_AUTHENTICATORS,
  idToken: cis2IdToken(true),
  userinfo: ({ world, session }) => cis2UserInfo(world, session),
}

/** The mock of NHS login (auth 4). Its id_token has every claim of a profile. */
export const MOCK_NHS_LOGIN: Dialect = {
  ...MOCK,
  scopes: NHS_LOGIN_SCOPES,
  vtrOf,
  authenticators: NHS_LOGIN_AUTHENTICATORS,
  idToken: (source) => nhsLoginIdToken({ ...source, scope: 'openid profile' }),
  userinfo: (source) => ({
    iss: source.issuer,
    aud: source.client.clientId,
    sub: subjectOf(source.session.userId),
    ...nhsLoginClaims(source, NHS_LOGIN_SCOPES),
  }),
}
