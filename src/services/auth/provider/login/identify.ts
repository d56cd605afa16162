import { type LoginUser, loginUsers } from '../../../../world/tables/login-user.js'
import { AUTH_ADVICE } from '../../advice-rules.js'
import type { LoginCall, Person } from './login-call.js'
import type { Sent } from './user-page.js'

/** Who is known by a user name and an authenticator, or what is wrong with them. */
export type Identified =
  | { readonly ok: true; readonly person: Person }
  | ({ readonly ok: false } & Sent)

/** A test user of the provider by name; letter case does not matter, as in Keycloak. */
function findUser({ exchange, realm }: LoginCall, username: string): LoginUser | undefined {
  const { store } = exchange.world
  const user =
    loginUsers.find(store, username) ??
    loginUsers.list(store).find((one) => one.username.toLowerCase() === username.toLowerCase())
  return user?.provider === realm.provider.kind ? user : undefined
}

/** Notes that a login does not reach what was asked for; true if the provider keeps the user out. */
function isKeptOut({ exchange, realm, dialect, login }: LoginCall, user: LoginUser): boolean {
  if (dialect.authenticators.reaches(login, user)) return false
  const { enforcesLevel, kind } = realm.provider
  const reached = user.provider === 'nhs-cis2' ? `AAL${user.aal}` : user.vectorOfTrust
  const advice =
    kind === 'nhs-cis2'
      ? ' Send acr_values=AAL2_OR_AAL3_ANY to let AAL2 users in.'
      : ' Send vtr with the vectors that will do.'
  const words = `User '${user.username}' reaches ${reached}, asked for was ${dialect.authenticators.asked(login)}`
  if (enforcesLevel) exchange.find('auth.acr.level', `${words}.${advice}`, AUTH_ADVICE.level.source)
  else
    exchange.advise(
      AUTH_ADVICE.level,
      `${words}: the mock lets them in, ${kind === 'nhs-cis2' ? 'CIS2' : 'NHS login'} would not.${advice}`,
    )
  return enforcesLevel
}

/** Looks who logs in. An empty authenticator means the user's own. */
export function identify(call: LoginCall, username: string, authenticator: string): Identified {
  const { dialect, exchange } = call
  const wrong = (field: Sent['field'], error: string): Identified => ({
    ok: false,
    username,
    authenticator,
    field,
    error,
  })
  const known = findUser(call, username)
  if (!known) return wrong('username', 'Invalid username.')
  const method = authenticator || dialect.authenticators.ownOf(known)
  const user = dialect.authenticators.use(known, method)
  if (!user) return wrong('authenticator', 'This user does not have this way to log in.')
  if (isKeptOut(call, user))
    return wrong(
      'username',
      `This user cannot log in at the level asked for (${dialect.authenticators.asked(call.login)}).`,
    )
  const at = exchange.world.clock.now()
  return { ok: true, person: { user, by: { username: user.username, authenticator: method, at } } }
}
