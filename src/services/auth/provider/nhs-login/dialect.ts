import { DAY, HOUR, MINUTE } from '../../../../world/instant.js'
import type { Check } from '../../refusal.js'
import { needed, told } from '../authorize/checks.js'
import type { AuthorizeInput, Dialect } from '../dialect.js'
import { isIdentityService } from '../relying-party.js'
import { assertedSession } from './asserted-identity.js'
import { NHS_LOGIN_AUTHENTICATORS } from './authenticators.js'
import { NHS_LOGIN_CLAIMS, NHS_LOGIN_SCOPES, nhsLoginClaims, subjectOf } from './claims.js'
import { ACCESS_LIFE, nhsLoginAccessToken, nhsLoginIdToken } from './tokens.js'
import { DEFAULT_VTR, readVtr } from './vectors.js'

const DISPLAYS = ['page', 'touch']

/** What NHS login refuses beyond OpenID Connect (auth 6.2). */
const REQUEST_CHECKS: readonly Check<AuthorizeInput>[] = [
  needed('state'),
  needed('nonce'),
  {
    rule: 'auth.provider.vtr',
    refuses: ({ parameters }) => {
      const vtr = parameters.get('vtr')
      return vtr !== undefined && readVtr(vtr) === undefined
    },
    error: told('invalid_request', 'Invalid parameter: vtr'),
    help: ({ parameters }) =>
      `vtr was '${parameters.get('vtr')}'; a JSON array of vectors such as ["P9.Cp.Cd"] was expected.`,
  },
  {
    rule: 'auth.provider.display',
    refuses: ({ parameters }) => !DISPLAYS.includes(parameters.get('display') ?? 'page'),
    error: told('invalid_request', 'Invalid parameter: display'),
  },
]

/** The identity service sends no `vtr`, and lets every level in: its scopes name them (chosen). */
export function vtrOf({ parameters, realm }: AuthorizeInput): readonly string[] | undefined {
  const vtr = parameters.get('vtr')
  if (vtr !== undefined) return readVtr(vtr)
  return isIdentityService(realm.provider, parameters.get('client_id')) ? undefined : DEFAULT_VTR
}

/** NHS login (auth 6). */
export const NHS_LOGIN: Dialect = {
  source: 'auth 6',
  paths: {
    authorize: '/authorize',
    login: '/login',
    token: '/token',
    userinfo: '/userinfo',
    keys: '/.well-known/jwks.json',
  },
  lives: { code: 10 * MINUTE, idToken: HOUR, accessToken: ACCESS_LIFE, refreshToken: 30 * DAY },
  discovery: {
    id_token_signing_alg_values_supported: ['RS512'],
    token_endpoint_auth_signing_alg_values_supported: ['RS512'],
    claims_supported: NHS_LOGIN_CLAIMS,
  },
  scopes: NHS_LOGIN_SCOPES,
  otherScopes: 'IGNORED',
  requestChecks: REQUEST_CHECKS,
  vtrOf,
  vouched: assertedSession,
  noSession: 'sso_login_required',
  turnedBack: 'ConsentNotGiven',
  hasPkce: false,
  remembers: true,
  namesIssuer: false,
  hasFormToken: true,
  authenticators: NHS_LOGIN_AUTHENTICATORS,
  authMethods: ['private_key_jwt'],
  assertionAlgorithms: ['RS512'],
  invalidClientStatus: 400,
  tokenType: 'bearer',
  accessToken: nhsLoginAccessToken,
  idToken: nhsLoginIdToken,
  repeatsClaims: true,
  userinfo: (source) => ({
    iss: source.issuer,
    aud: source.client.clientId,
    sub: subjectOf(source.session.userId),
    ...nhsLoginClaims(source, source.scope.split(' ')),
  }),
}
