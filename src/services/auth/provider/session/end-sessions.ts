import { browserSessions } from '../../../../world/tables/browser-session.js'
import { providerCodes } from '../../../../world/tables/provider-code.js'
import {
  type ProviderSession,
  providerSessions,
} from '../../../../world/tables/provider-session.js'
import { providerTokens } from '../../../../world/tables/provider-token.js'
import type { World } from '../../../../world/world.js'
import { endSession } from '../../identity-service/end-session.js'

/** Ends what a client has of a session: its tokens, codes that are still out, the session itself. */
function endOne(world: World, { sessionId }: ProviderSession): void {
  const { store } = world
  for (const { key } of providerTokens.where(store, 'session_id = ?', sessionId))
    providerTokens.remove(store, key)
  for (const { code, sessionId: of } of providerCodes.list(store))
    if (of === sessionId) providerCodes.remove(store, code)
  providerSessions.remove(store, sessionId)
  endSession(world, sessionId)
}

/**
 * Ends a session at a provider with everything of the same browser: the login that is remembered,
 * and the sessions of every client that was served by it (auth 5.9). Tokens of the identity service
 * that began with it end as well. Runs in a transaction of the caller.
 */
export function endSessions(world: World, session: ProviderSession): readonly ProviderSession[] {
  const { store } = world
  const { browserId } = session
  const all =
    browserId === undefined ? [session] : providerSessions.where(store, 'browser_id = ?', browserId)
  if (browserId !== undefined) browserSessions.remove(store, browserId)
  for (const one of all) endOne(world, one)
  return all
}
