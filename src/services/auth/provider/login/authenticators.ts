import type { LoginUser } from '../../../../world/tables/login-user.js'
import type { ProviderLogin } from '../../../../world/tables/provider-login.js'

/** A way to log in, as the page offers it. */
export interface Authenticator {
  /** The method's name in tokens: `N3_SMARTCARD`, `Cp.Cd`. */
  readonly value: string
  readonly label: string
}

/** The ways to log in at a provider, and what each proves of a user. */
export interface Authenticators {
  /** Those that a request lets in. */
  offered(login: ProviderLogin): readonly Authenticator[]
  /** The user's own, taken where none is chosen. */
  ownOf(user: LoginUser): string
  /** The login as a method proves it; undefined if the user does not have the method. */
  use(user: LoginUser, method: string): LoginUser | undefined
  /** Whether the login reaches what was asked for. */
  reaches(login: ProviderLogin, user: LoginUser): boolean
  /** What was asked for, in words. */
  asked(login: ProviderLogin): string
}
