import { browserSessions } from '../../../../world/tables/browser-session.js'
import { loginUsers, subjectOf } from '../../../../world/tables/login-user.js'
import { providerCodes } from '../../../../world/tables/provider-code.js'
import {
  type ProviderSession,
  providerSessions,
} from '../../../../world/tables/provider-session.js'
import { providerTokens } from '../../../../world/tables/provider-token.js'
import type { World } from '../../../../world/world.js'
import { endSession } from '../../identity-service/end-session.js'
import { announceEnd } from './announce-end.js'

/** Ends what a client has of a session; answers whether the identity service had tokens of it. */
function endOne(world: World, session: ProviderSession): boolean {
  const { store } = world
  const { sessionId } = session
  for (const { key } of providerTokens.where(store, 'session_id = ?', sessionId))
    providerTokens.remove(store, key)
  for (const { code, sessionId: of } of providerCodes.list(store))
    if (of === sessionId) providerCodes.remove(store, code)
  providerSessions.remove(store, sessionId)
  announceEnd(world, session)
  return endSession(world, sessionId)
}

/**
 * Ends a browser's login at a provider with the sessions of every client that was served by it; the
 * clients are told, and tokens of the identity service that began with it end as well (auth 5.9).
 * Answers how many of those there were.
 */
export function endBrowserSession(world: World, browserId: string): number {
  const { store } = world
  browserSessions.remove(store, browserId)
  return providerSessions
    .where(store, 'browser_id = ?', browserId)
    .filter((session) => endOne(world, session)).length
}

/** Ends a session with everything of the same browser; answers how many combined logins ended. */
export const endSessions = (world: World, session: ProviderSession): number =>
  session.browserId === undefined
    ? Number(endOne(world, session))
    : endBrowserSession(world, session.browserId)

/** A session of a test user; one by another authenticator than usual only knows the person. */
function isOf(world: World, username: string): (session: ProviderSession) => boolean {
  const user = loginUsers.find(world.store, username)
  return (session) =>
    session.username === undefined
      ? user !== undefined && session.userId === subjectOf(user)
      : session.username === username
}

/** Ends every session of a test user, as when the smartcard is pulled; answers how many combined logins. */
export const endSessionsOf = (world: World, username: string): number =>
  world.store.transaction(() =>
    providerSessions
      .list(world.store)
      .filter(isOf(world, username))
      // What an earlier one took along has ended already.
      .filter(({ sessionId }) => providerSessions.find(world.store, sessionId))
      .reduce((ended, session) => ended + endSessions(world, session), 0),
  )
