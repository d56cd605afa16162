import { loginUsers, subjectOf } from '../../../../world/tables/login-user.js'
import type { AuthorizeInput, Vouched } from '../dialect.js'
import type { LoginCall, Person } from '../login/login-call.js'
import { isIdentityService } from '../relying-party.js'
import { findBrowserSession, isRecent } from '../session/browser.js'
import { promptsOf } from './checks.js'

/** Somebody whom the browser's cookie stands for, if that login is good enough for this request. */
export function rememberedPerson(call: LoginCall, input: AuthorizeInput): Person | undefined {
  const { exchange, realm, dialect, login } = call
  const { parameters } = input
  if (!dialect.remembers || isIdentityService(realm.provider, login.clientId)) return undefined
  if (promptsOf(input).includes('login')) return undefined
  const session = findBrowserSession(exchange, realm)
  if (!session || !isRecent(exchange, session.authenticated, parameters.get('max_age')))
    return undefined
  const known = loginUsers.find(exchange.world.store, session.username)
  const user = known && dialect.authenticators.use(known, session.authenticator)
  if (!user || !dialect.authenticators.reaches(login, user)) return undefined
  const [hinted] = hintOf(input)
  if (hinted !== undefined && hinted !== session.username) return undefined
  const { username, authenticator, authenticated: at } = session
  return { user, by: { username, authenticator, at } }
}

/** Somebody whom another client vouches for, if that login is good enough for this request. */
export function vouchedPerson(call: LoginCall, vouched: Vouched): Person | undefined {
  if (typeof vouched === 'string') return undefined
  const { exchange, dialect, login } = call
  const { userId, username, vectorOfTrust = '', authenticated: at } = vouched
  const { store } = exchange.world
  const known =
    loginUsers.find(store, username ?? '') ??
    loginUsers.list(store).find((one) => subjectOf(one) === userId)
  const authenticator = vectorOfTrust.split('.').slice(1).join('.')
  const user = known && dialect.authenticators.use(known, authenticator)
  return user && dialect.authenticators.reaches(login, user)
    ? { user, by: { username: user.username, authenticator, at } }
    : undefined
}

/** A test user, and a role profile if there is one, whom the client logs in without a page (chosen). */
export const hintOf = ({ parameters }: AuthorizeInput): readonly (string | undefined)[] =>
  parameters.get('login_hint')?.split(' ').filter(Boolean) ?? []
