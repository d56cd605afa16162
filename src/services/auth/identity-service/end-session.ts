import { revokeSession } from '../../../world/tables/access-token.js'
import { authorisationCodes } from '../../../world/tables/authorisation-code.js'
import { refreshTokens } from '../../../world/tables/refresh-token.js'
import type { World } from '../../../world/world.js'

/**
 * Ends what a combined login began when its CIS2 session ends (auth 3.11): every access token of the
 * session is revoked, the first and all refreshed ones; codes and refresh tokens are forgotten, so
 * that no new one follows. Answers whether the identity service knew the session.
 *
 * The provider calls it when a session of its own ends; back-channel logout does the same.
 */
export function endSession({ store }: World, sessionId: string): boolean {
  return store.transaction(() => {
    const revoked = revokeSession(store, sessionId)
    const codes = authorisationCodes
      .list(store)
      .filter(({ grant }) => grant.sessionId === sessionId)
    for (const { code } of codes) authorisationCodes.remove(store, code)
    const renewals = refreshTokens.where(store, 'session_id = ?', sessionId)
    for (const { token } of renewals) refreshTokens.remove(store, token)
    return revoked + codes.length + renewals.length > 0
  })
}
