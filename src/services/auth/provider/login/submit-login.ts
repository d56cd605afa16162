import type { Answer } from '../../../../http/answer.js'
import type { Exchange } from '../../../../http/exchange.js'
import { loginUsers } from '../../../../world/tables/login-user.js'
import { type ProviderLogin, providerLogins } from '../../../../world/tables/provider-login.js'
import { isForm, type Parameters, readForm, readQuery } from '../../form.js'
import type { Realm } from '../../realms.js'
import { isSameSecret } from '../../same-secret.js'
import type { ProviderCall } from '../provider-call.js'
import { findRelyingParty } from '../relying-party.js'
import { rolesOf } from './choose-role.js'
import { errorPage } from './html.js'
import { identify } from './identify.js'
import { proceed } from './log-in.js'
import type { LoginCall } from './login-call.js'
import { rolePage } from './role-page.js'
import { userPage } from './user-page.js'
import { sendError } from './way-back.js'

/** Scheme and host of an address, as browsers write them in `Origin`. */
const originOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).origin : undefined

/** A browser says where a form comes from; one from another site is not followed. */
function isCrossSite({ request }: Exchange): boolean {
  const site = request.header('sec-fetch-site')
  const origin = request.header('origin')
  return (
    (site !== undefined && site !== 'same-origin') ||
    (origin !== undefined && origin !== originOf(request.base))
  )
}

/** The login that a form belongs to, if it was shown in this realm and has not ended. */
function findLogin(exchange: Exchange, realm: Realm): ProviderLogin | undefined {
  const { store, clock } = exchange.world
  const login = providerLogins.find(store, readQuery(exchange).get('session_code') ?? '')
  return login?.realm === realm.name && login.expires > clock.now() ? login : undefined
}

const isOwnForm = ({ exchange, dialect, login }: LoginCall, form: Parameters): boolean =>
  isForm(exchange) &&
  !isCrossSite(exchange) &&
  (!dialect.hasFormToken || isSameSecret(form.get('csrf'), login.csrf))

/** The page that asks who logs in: its answer. */
function answerUser(call: LoginCall, form: Parameters): Answer {
  const { exchange, realm, login } = call
  const username = (form.get('user') ?? form.get('username') ?? '').trim()
  const found = identify(call, username, form.get('authenticator') ?? '')
  if (found.ok) return proceed(call, found.person, form.get('role'))
  const client = findRelyingParty(
    exchange.world,
    realm.provider,
    login.clientId,
    exchange.request.base,
  )
  return userPage(call, client?.name ?? login.clientId, found)
}

/** The page that asks for the role: its answer. */
function answerRole(call: LoginCall, form: Parameters): Answer | undefined {
  const { exchange, dialect, login } = call
  const by = login.authenticated
  const known = by && loginUsers.find(exchange.world.store, by.username)
  const user = known && dialect.authenticators.use(known, by.authenticator)
  if (!user) return undefined
  if (form.get('action') === 'search')
    return rolePage(call, {
      roles: rolesOf(exchange.world, user),
      search: form.get('search') ?? '',
    })
  return proceed(call, { user, by }, form.get('role') ?? '')
}

function cancel({ exchange, dialect, login }: LoginCall): Answer {
  const { store } = exchange.world
  store.transaction(() => providerLogins.remove(store, login.sessionCode))
  return sendError(login, 'access_denied', dialect.turnedBack)
}

const GONE = 'This login is unknown, done, or too old. Start again at the application.'

/** The form of a login page: lets a known user in without a password (auth 4, 5.8). */
export function submitLogin({ exchange, realm, dialect }: ProviderCall): Answer {
  const login = findLogin(exchange, realm)
  if (!login) return errorPage(400, GONE)
  const call: LoginCall = { exchange, realm, dialect, login }
  const form = readForm(exchange)
  if (!isOwnForm(call, form))
    return errorPage(400, 'The login form was not sent from its own page.')
  if (dialect.hasFormToken && form.get('action') === 'cancel') return cancel(call)
  return login.authenticated
    ? (answerRole(call, form) ?? errorPage(400, GONE))
    : answerUser(call, form)
}
