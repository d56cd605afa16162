import { assertionIds, assertionKey } from '../../../../world/tables/assertion-id.js'
import { removeExpired } from '../../../../world/tables/expiring.js'
import type { RelyingParty } from '../../../../world/tables/relying-party.js'
import type { World } from '../../../../world/world.js'
import { LIFETIMES } from '../../lifetimes.js'

const keyOf = ({ provider, clientId }: RelyingParty, jti: unknown): string =>
  assertionKey(`${provider} ${clientId}`, String(jti))

/** True if a client has used the `jti` before. */
export const isUsedId = ({ store, clock }: World, client: RelyingParty, jti: unknown): boolean =>
  (assertionIds.find(store, keyOf(client, jti))?.expires ?? 0) > clock.now()

/** Notes that a client has used a `jti`; it may not come again for 30 days. */
export function recordId({ store, clock }: World, client: RelyingParty, jti: unknown): void {
  const now = clock.now()
  store.transaction(() => {
    removeExpired(assertionIds, ({ key }) => key, store, now)
    assertionIds.save(store, {
      key: keyOf(client, jti),
      seen: now,
      expires: now + LIFETIMES.assertionId,
    })
  })
}
