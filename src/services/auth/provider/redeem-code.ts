import { type ProviderCode, providerCodes } from '../../../world/tables/provider-code.js'
import { type ProviderSession, providerSessions } from '../../../world/tables/provider-session.js'
import type { World } from '../../../world/world.js'
import type { Provider } from '../bases.js'

/**
 * The session behind a code, and the code itself, that a provider gave to the identity service's own client. The code
 * works once, at that provider and for the address it was sent to (auth 3.5 step 2).
 */
export function redeemCode(
  world: World,
  provider: Provider,
  sent: { readonly code: string | undefined; readonly redirectUri: string },
): { readonly session: ProviderSession; readonly code: ProviderCode } | undefined {
  const code = sent.code === undefined ? undefined : providerCodes.find(world.store, sent.code)
  if (
    !code ||
    code.provider !== provider.name ||
    code.clientId !== provider.clientId ||
    code.redirectUri !== sent.redirectUri
  )
    return undefined
  providerCodes.remove(world.store, code.code)
  const session = providerSessions.find(world.store, code.sessionId)
  return session && code.expires > world.clock.now() ? { session, code } : undefined
}
