import { HOUR, SECOND } from '../../../../world/instant.js'
import type { Check } from '../../refusal.js'
import { MAX_AGE, PKCE, told } from '../authorize/checks.js'
import { otherScopes } from '../authorize/scopes.js'
import type { AuthorizeInput, Dialect } from '../dialect.js'
import { KNOWN_CLASSES } from './acr.js'
import { CIS2_AUTHENTICATORS } from './authenticators.js'
import { cis2IdToken } from './id-token.js'
import { CIS2_SCOPES, cis2Claims } from './userinfo.js'

/** Length of its opaque access tokens as seen (auth 5.4; typical). */
const ACCESS_LENGTH = 28

const SIGNING = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']

const ASSERTIONS = [...SIGNING, 'ES256', 'ES384', 'ES512', 'HS256', 'HS384', 'HS512']

/** A scope that CIS2 does not have, or that the client is not registered for (inferred). */
const SCOPES: Check<AuthorizeInput> = {
  rule: 'auth.provider.unknown-scope',
  refuses: ({ client, parameters }) =>
    otherScopes({ scopes: CIS2_SCOPES }, client?.scopes, parameters).length > 0,
  error: told('invalid_scope', 'A scope is unknown or not registered for the client'),
  help: ({ client, parameters }) =>
    `Not granted: ${otherScopes({ scopes: CIS2_SCOPES }, client?.scopes, parameters).join(' ')}.`,
}

/** Care Identity Service 2 (auth 5). */
export const CIS2: Dialect = {
  source: 'auth 5',
  paths: {
    authorize: '/authorize',
    login: '/login',
    token: '/access_token',
    userinfo: '/userinfo',
    keys: '/connect/jwk_uri',
    endSession: '/connect/endSession',
  },
  lives: { code: 300 * SECOND, idToken: HOUR, accessToken: HOUR },
  discovery: {
    acr_values_supported: KNOWN_CLASSES,
    id_token_signing_alg_values_supported: SIGNING,
    userinfo_signing_alg_values_supported: SIGNING,
    token_endpoint_auth_signing_alg_values_supported: ASSERTIONS,
    code_challenge_methods_supported: ['S256'],
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  },
  scopes: CIS2_SCOPES,
  otherScopes: 'REFUSED',
  requestChecks: [SCOPES, MAX_AGE, ...PKCE],
  noSession: 'login_required',
  turnedBack: 'The user did not log in',
  hasPkce: true,
  remembers: true,
  namesIssuer: true,
  hasFormToken: true,
  authenticators: CIS2_AUTHENTICATORS,
  authMethods: [
    'client_secret_post',
    'client_secret_basic',
    'client_secret_jwt',
    'private_key_jwt',
  ],
  assertionAlgorithms: ASSERTIONS,
  invalidClientStatus: 401,
  tokenType: 'Bearer',
  accessToken: ({ world }) => world.ids.secret(ACCESS_LENGTH),
  idToken: cis2IdToken(false),
  repeatsClaims: false,
  userinfo: ({ world, session, scope }) => cis2Claims(world, session, scope.split(' ')),
}
