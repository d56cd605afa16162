import type { Endpoint } from '../../../http/endpoint.js'
import { LIMITS } from '../../../world/limits.js'
import type { ProviderSigner } from '../provider-keys.js'
import { keySetEndpoint } from './key-set.js'
import { LOGIN_ADDRESSES } from './login-address.js'
import { showLogin } from './show-login.js'
import { CIS2_SITES, MOCK_SITE, NHS_LOGIN_SITE } from './site.js'
import { submitLogin } from './submit-login.js'

/** The login pages of all providers: CIS2, NHS login and the mock of each (auth 4 to 6). */
const loginEndpoints: readonly Endpoint[] = LOGIN_ADDRESSES.flatMap((address) => [
  {
    method: 'GET',
    path: address.show,
    operation: address.show.slice(1),
    title: 'Show the login page',
    handle: (exchange) => showLogin(exchange, address),
  },
  {
    method: 'POST',
    path: address.submit,
    operation: address.submit.slice(1),
    title: 'Log in',
    bodyLimit: LIMITS.form,
    handle: (exchange) => submitLogin(exchange, address),
  },
])

/** Every address of the login providers. */
export const providerEndpoints = (signer: ProviderSigner): readonly Endpoint[] => [
  ...loginEndpoints,
  ...CIS2_SITES.map((site) => keySetEndpoint(site, '/connect/jwk_uri', signer)),
  keySetEndpoint(NHS_LOGIN_SITE, '/.well-known/jwks.json', signer),
  keySetEndpoint(MOCK_SITE, '/protocol/openid-connect/certs', signer),
]
