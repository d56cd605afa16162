import { SECOND } from '../../../../world/instant.js'
import type { ProviderSession } from '../../../../world/tables/provider-session.js'
import { relyingParties, relyingPartyKey } from '../../../../world/tables/relying-party.js'
import type { World } from '../../../../world/world.js'
import type { ProviderSigner } from '../../provider-keys.js'

/** Posts a form to an address; answers the status. Throws if there is no answer. */
export type PostForm = (url: string, fields: Readonly<Record<string, string>>) => Promise<number>

const ANNOUNCE = 'auth.announce-end'
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** What is told to whom; kept with the job, for the session itself is gone by then. */
interface Announcement extends Pick<ProviderSession, 'provider' | 'sessionId' | 'userId'> {
  readonly clientId: string
  readonly issuer: string
}

/**
 * Has a client told that a session of its has ended, if it registered an address for that and ever
 * got an id_token of it (auth 5.9). It happens at once, outside the transaction that ends the session.
 */
export function announceEnd(world: World, session: ProviderSession): void {
  const { provider, sessionId, userId, clientId, issuer } = session
  if (clientId === undefined || issuer === undefined) return
  const client = relyingParties.find(world.store, relyingPartyKey(provider, clientId))
  if (!client?.backChannelLogoutUri) return
  const payload: Announcement = { provider, sessionId, userId, clientId, issuer }
  world.scheduler.schedule({ kind: ANNOUNCE, key: sessionId, due: world.clock.now(), payload })
  // A clock that stands still would not come to it by itself.
  if (world.clock.mode === 'frozen') world.scheduler.runDue().catch(() => {})
}

async function deliver(
  world: World,
  signer: ProviderSigner,
  post: PostForm,
  { provider, sessionId, userId, clientId, issuer }: Announcement,
): Promise<void> {
  const client = relyingParties.find(world.store, relyingPartyKey(provider, clientId))
  if (!client?.backChannelLogoutUri) return
  const claims = {
    iss: issuer,
    sub: userId,
    aud: clientId,
    iat: Math.floor(world.clock.now() / SECOND),
    jti: world.ids.uuid(),
    sid: sessionId,
    events: { [LOGOUT_EVENT]: {} },
  }
  const token = await signer.sign(provider, claims, { alg: client.idTokenAlgorithm })
  const url = client.backChannelLogoutUri
  const outcome = await post(url, { logout_token: token }).then(
    (status) => ({ status }),
    (error: Error) => ({ problem: error.message }),
  )
  world.events.publish({
    kind: 'session',
    action: 'LOGOUT_SENT',
    subject: sessionId,
    detail: { clientId, url, ...outcome },
  })
}

/** Takes up the announcements of a world, also those that a stopped process left. */
export const announceEnds = (world: World, signer: ProviderSigner, post: PostForm): void =>
  world.scheduler.handle(ANNOUNCE, ({ payload }) =>
    deliver(world, signer, post, payload as Announcement),
  )
