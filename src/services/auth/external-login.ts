import type { Exchange } from '../../http/exchange.js'
import type { ProviderSession } from '../../world/tables/provider-session.js'
import type { Provider } from './bases.js'
import { redeemCode } from './provider/redeem-code.js'
import { findRelyingParty } from './provider/relying-party.js'
import { placeOf } from './provider/site.js'
import { makeAccessToken, makeIdToken } from './provider/token/issue.js'
import type { ProviderSigner } from './provider-keys.js'

/** What a provider gives its client for a code: the session, and the id_token that speaks of it. */
export interface ExternalLogin {
  readonly session: ProviderSession
  readonly idToken: string
}

/** Exchanges a code at a provider, as its client (auth 3.5 step 2); undefined if it is not taken. */
export type RedeemAtProvider = (
  exchange: Exchange,
  provider: Provider,
  sent: { readonly code: string | undefined; readonly redirectUri: string },
) => Promise<ExternalLogin | undefined>

/** Redeems a code at a provider of this sandbox, which makes the id_token as for any of its clients. */
export const redeemHere =
  (signer: ProviderSigner): RedeemAtProvider =>
  async (exchange, provider, sent) => {
    const { world, request } = exchange
    const redeemed = world.store.transaction(() => redeemCode(world, provider, sent))
    const client = findRelyingParty(world, provider, provider.clientId, request.base)
    const place = redeemed && placeOf(provider, redeemed.code.realm)
    if (!redeemed || !client || !place) return undefined
    const { session, code } = redeemed
    const call = { exchange, signer, client, ...place }
    const accessToken = await makeAccessToken(call, session, code.scope)
    const { idToken } = await makeIdToken(call, session, code, accessToken)
    return { session, idToken }
  }
