import type { Exchange } from '../../../../http/exchange.js'
import type { LoginUser } from '../../../../world/tables/login-user.js'
import type { Authenticated, ProviderLogin } from '../../../../world/tables/provider-login.js'
import type { Realm } from '../../realms.js'
import type { Dialect } from '../dialect.js'

/** A login at a provider: where it happens and what was asked for. */
export interface LoginCall {
  readonly exchange: Exchange
  readonly realm: Realm
  readonly dialect: Dialect
  readonly login: ProviderLogin
}

/** Somebody who is known to be who they say, by an authenticator. */
export interface Person {
  readonly user: LoginUser
  readonly by: Authenticated
}
