import { type Answer, redirect } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { removeExpired } from '../../../world/tables/expiring.js'
import { type LoginUser, loginUsers } from '../../../world/tables/login-user.js'
import { providerCodes } from '../../../world/tables/provider-code.js'
import { type ProviderLogin, providerLogins } from '../../../world/tables/provider-login.js'
import type { World } from '../../../world/world.js'
import { satisfies } from '../acr.js'
import { PROVIDERS, type Provider } from '../bases.js'
import { isForm, readForm, readQuery, withQuery } from '../form.js'
import { LIFETIMES } from '../lifetimes.js'
import { openSession } from '../session.js'
import { errorPage } from './html.js'
import type { LoginAddress } from './login-address.js'
import { loginPage } from './login-page.js'
import { formAction } from './show-login.js'

const CODE_LENGTH = 36

/** A browser says where a form comes from; one from another site is not followed. */
function isCrossSite({ request }: Exchange): boolean {
  const site = request.header('sec-fetch-site')
  const origin = request.header('origin')
  return (
    (site !== undefined && site !== 'same-origin') ||
    (origin !== undefined && origin !== new URL(request.base).origin)
  )
}

/** The login that a form belongs to, if it was shown at this address and has not ended. */
function findLogin(exchange: Exchange, address: LoginAddress): ProviderLogin | undefined {
  const { store, clock } = exchange.world
  const login = providerLogins.find(store, readQuery(exchange).get('session_code') ?? '')
  const realm = address.realmOf(exchange.request.params)
  return login && realm?.name === login.realm && login.expires > clock.now() ? login : undefined
}

/** A test user by name; letter case does not matter, as in Keycloak. */
function findUser(world: World, provider: Provider, username: string): LoginUser | undefined {
  const user =
    loginUsers.find(world.store, username) ??
    loginUsers
      .list(world.store)
      .find((one) => one.username.toLowerCase() === username.toLowerCase())
  return user?.provider === provider.kind ? user : undefined
}

/** True if the user reaches the level asked for; the mock only notes that CIS2 would not let them in. */
function reachesLevel(exchange: Exchange, login: ProviderLogin, user: LoginUser): boolean {
  if (user.provider !== 'nhs-cis2' || satisfies(login.acr, user)) return true
  const { enforcesLevel } = PROVIDERS[login.provider]
  exchange.find(
    'auth.acr.level',
    `User '${user.username}' reaches AAL${user.aal}, asked for was ${login.acr}${enforcesLevel ? '' : ': the mock lets them in, CIS2 would not'}. Send acr_values=AAL2_OR_AAL3_ANY to let AAL2 users in.`,
    'auth 5.7',
  )
  return !enforcesLevel
}

/** Opens the session and sends the user back to the client with a code. */
function complete(exchange: Exchange, login: ProviderLogin, user: LoginUser): Answer {
  const { world } = exchange
  const { store, clock, ids } = world
  const { provider, clientId, redirectUri, scope, acr, state, nonce } = login
  const session = openSession(world, provider, user, { scope, acr })
  const code = ids.secret(CODE_LENGTH)
  providerLogins.remove(store, login.sessionCode)
  removeExpired(providerCodes, (old) => old.code, store, clock.now())
  providerCodes.save(store, {
    code,
    provider,
    clientId,
    redirectUri,
    sessionId: session.sessionId,
    scope,
    ...(nonce === undefined ? {} : { nonce }),
    expires: clock.now() + LIFETIMES.authorisationCode,
  })
  exchange.caller = { clientId, userId: session.userId }
  const sessionState = PROVIDERS[provider].sessionState ? session.sessionId : undefined
  return redirect(withQuery(redirectUri, { state, session_state: sessionState, code }))
}

/** The form of a login page: lets a known user in without a password (auth 4). */
export function submitLogin(exchange: Exchange, address: LoginAddress): Answer {
  const { world } = exchange
  if (!isForm(exchange) || isCrossSite(exchange))
    return errorPage(400, 'The login form was not sent from its own page.')
  const login = findLogin(exchange, address)
  if (!login)
    return errorPage(
      400,
      'This login is unknown, done, or too old. Start again at the application.',
    )
  const provider = PROVIDERS[login.provider]
  const username = readForm(exchange).get('username')?.trim() ?? ''
  const again = (error: string): Answer =>
    loginPage(world, { provider, action: formAction(exchange, address, login), username, error })
  const user = findUser(world, provider, username)
  if (!user) return again('Invalid username.')
  if (!reachesLevel(exchange, login, user))
    return again(`This user cannot log in at the level asked for (${login.acr}).`)
  return world.store.transaction(() => complete(exchange, login, user))
}
