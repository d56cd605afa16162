import type { Exchange } from '../../../../http/exchange.js'
import { SECOND } from '../../../../world/instant.js'
import { type BrowserSession, browserSessions } from '../../../../world/tables/browser-session.js'
import { removeExpired } from '../../../../world/tables/expiring.js'
import { LIFETIMES } from '../../lifetimes.js'
import type { Realm } from '../../realms.js'
import { readCookie } from './cookie.js'
import { endLater } from './expire.js'

const ID_LENGTH = 43

/** The login that the browser's cookie stands for, if it has not ended. */
export function findBrowserSession(exchange: Exchange, realm: Realm): BrowserSession | undefined {
  const { store, clock } = exchange.world
  const id = readCookie(exchange, realm)
  const session = id === undefined ? undefined : browserSessions.find(store, id)
  return session?.provider === realm.provider.name && session.expires > clock.now()
    ? session
    : undefined
}

/** True if a login is recent enough for `max_age`, in seconds; any is where none is asked for. */
export const isRecent = (exchange: Exchange, at: number, maxAge: string | undefined): boolean =>
  maxAge === undefined || exchange.world.clock.now() - at <= Number(maxAge) * SECOND

/**
 * Remembers a login; a later one of the same person goes on under the same id. `ends` says whether
 * the sessions of clients end with it.
 */
export function rememberLogin(
  exchange: Exchange,
  realm: Realm,
  login: Pick<BrowserSession, 'username' | 'authenticator' | 'authenticated' | 'selectedRole'>,
  ends: boolean,
): BrowserSession {
  const { store, clock, ids } = exchange.world
  removeExpired(browserSessions, (old) => old.id, store, clock.now())
  const before = findBrowserSession(exchange, realm)
  const goesOn = before?.username === login.username
  const keepsRole = goesOn && before.authenticated === login.authenticated
  const session: BrowserSession = {
    ...(keepsRole ? before : {}),
    id: goesOn ? before.id : ids.secret(ID_LENGTH),
    provider: realm.provider.name,
    expires: login.authenticated + LIFETIMES.browserSession,
    ...login,
  }
  browserSessions.save(store, session)
  if (ends) endLater(exchange.world, session)
  return session
}
