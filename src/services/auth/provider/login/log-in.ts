import type { Answer } from '../../../../http/answer.js'
import { removeExpired } from '../../../../world/tables/expiring.js'
import type { LoginUser } from '../../../../world/tables/login-user.js'
import { providerCodes } from '../../../../world/tables/provider-code.js'
import { type ProviderLogin, providerLogins } from '../../../../world/tables/provider-login.js'
import { LIFETIMES } from '../../lifetimes.js'
import { issuerOf } from '../../realms.js'
import { openSession } from '../../session.js'
import { reachedClass } from '../cis2/acr.js'
import { isIdentityService } from '../relying-party.js'
import { rememberLogin } from '../session/browser.js'
import { setCookie } from '../session/cookie.js'
import { chooseRole } from './choose-role.js'
import type { LoginCall, Person } from './login-call.js'
import { rolePage } from './role-page.js'
import { sendBack } from './way-back.js'

const CODE_LENGTH = 36

/** The class that the id_token names: the one of those asked for that was reached (auth 5.7). */
const classOf = ({ acr }: ProviderLogin, user: LoginUser): string =>
  (user.provider === 'nhs-cis2' ? reachedClass(acr, user) : undefined) ?? acr

function keepCode(call: LoginCall, sessionId: string): string {
  const { exchange, realm, dialect, login } = call
  const { store, clock, ids } = exchange.world
  const { provider, clientId, redirectUri, scope, nonce, state, codeChallenge } = login
  const code = ids.secret(CODE_LENGTH)
  removeExpired(providerCodes, (old) => old.code, store, clock.now())
  providerCodes.save(store, {
    code,
    provider,
    realm: realm.name,
    clientId,
    redirectUri,
    sessionId,
    scope,
    ...(nonce === undefined ? {} : { nonce }),
    ...(state === undefined ? {} : { state }),
    ...(codeChallenge === undefined ? {} : { codeChallenge }),
    expires: clock.now() + dialect.lives.code,
  })
  return code
}

/** How long a session with a client is known: as long as the longest of its tokens. */
const lifeOf = ({ realm, dialect, login }: LoginCall): number =>
  isIdentityService(realm.provider, login.clientId)
    ? LIFETIMES.providerToken
    : Math.max(LIFETIMES.browserSession, dialect.lives.refreshToken ?? 0)

/** Opens the session and sends the user back to the client with a code. */
function complete(call: LoginCall, { user, by }: Person, role: string | undefined): Answer {
  const { exchange, realm, dialect, login } = call
  const { store, clock } = exchange.world
  const { provider, clientId, scope } = login
  const chosen = role === undefined ? {} : { selectedRole: role }
  const browser = dialect.remembers
    ? rememberLogin(
        exchange,
        realm,
        {
          username: user.username,
          authenticator: by.authenticator,
          authenticated: by.at,
          ...chosen,
        },
        dialect.paths.endSession !== undefined,
      )
    : undefined
  const session = openSession(exchange.world, provider, user, {
    scope,
    acr: classOf(login, user),
    clientId,
    authenticated: by.at,
    expires: clock.now() + lifeOf(call),
    ...(browser ? { browserId: browser.id } : {}),
    ...chosen,
  })
  providerLogins.remove(store, login.sessionCode)
  const code = keepCode(call, session.sessionId)
  exchange.caller = { clientId, userId: session.userId }
  const parameters = {
    session_state: realm.provider.sessionState ? session.sessionId : undefined,
    code,
    ...(dialect.namesIssuer
      ? { iss: issuerOf(exchange.request.base, realm), client_id: clientId }
      : {}),
  }
  return sendBack(login, parameters, browser ? setCookie(exchange, realm, browser.id) : {})
}

/**
 * Goes on with somebody who has logged in: asks for the role where there are several, or sends them
 * back to the client (auth 5.8).
 */
export function proceed(call: LoginCall, person: Person, role: string | undefined): Answer {
  const { world } = call.exchange
  return world.store.transaction(() => {
    const choice = chooseRole(world, call.login, person.user, role)
    if (!choice.ask) return complete(call, person, choice.role)
    const login: ProviderLogin = { ...call.login, authenticated: person.by }
    providerLogins.save(world.store, login)
    const error = role === undefined ? undefined : 'Choose one of your own roles.'
    return rolePage({ ...call, login }, { roles: choice.roles, ...(error ? { error } : {}) })
  })
}
