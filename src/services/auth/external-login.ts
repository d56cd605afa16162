import type { Exchange } from '../../http/exchange.js'
import { SECOND } from '../../world/instant.js'
import type { ProviderSession } from '../../world/tables/provider-session.js'
import type { Provider } from './bases.js'
import { LIFETIMES } from './lifetimes.js'
import { redeemCode } from './provider/redeem-code.js'
import type { Claims, ProviderSigner } from './provider-keys.js'
import { issuerOf, REALMS } from './realms.js'

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

/** The level and the person, under the names of the provider's own claims (auth 5.5, 6.5). */
const personClaims = ({ kind }: Provider, session: ProviderSession): Claims =>
  kind === 'nhs-cis2'
    ? {
        sub: session.userId,
        amr: [session.amr],
        id_assurance_level: String(session.identityAssurance),
        authentication_assurance_level: session.level.replace('aal', ''),
        sid: session.sessionId,
        selected_roleid: session.selectedRole,
      }
    : {
        sub: session.sessionId,
        nhs_number: session.userId,
        identity_proofing_level: session.level,
        vot: session.vectorOfTrust,
      }

/** Redeems a code at a provider of this sandbox, which signs the id_token with its own key. */
export const redeemHere =
  (signer: ProviderSigner): RedeemAtProvider =>
  async ({ world, request }, provider, sent) => {
    const session = world.store.transaction(() => redeemCode(world, provider, sent))
    const realm = REALMS.find((one) => one.provider === provider)
    if (!session || !realm) return undefined
    const now = world.clock.now()
    const idToken = await signer.sign(provider.name, {
      iss: issuerOf(request.base, realm),
      aud: provider.clientId,
      iat: Math.floor(now / SECOND),
      exp: Math.floor((now + LIFETIMES.providerToken) / SECOND),
      auth_time: Math.floor(session.authenticated / SECOND),
      acr: session.acr,
      ...personClaims(provider, session),
    })
    return { session, idToken }
  }
