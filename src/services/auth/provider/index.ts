import type { Endpoint } from '../../../http/endpoint.js'
import { LIMITS } from '../../../world/limits.js'
import { LOGIN_ADDRESSES } from './login-address.js'
import { showLogin } from './show-login.js'
import { submitLogin } from './submit-login.js'

/** The login pages of all providers: CIS2, NHS login and the mock of each (auth 4 to 6). */
export const loginEndpoints: readonly Endpoint[] = LOGIN_ADDRESSES.flatMap((address) => [
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
