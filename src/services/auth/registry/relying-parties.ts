import { notRegistered, type Registered } from '../../../world/registered.js'
import { checkRecord } from '../../../world/seed/check-record.js'
import { relyingPartyKind } from '../../../world/seed/kinds/relying-parties.js'
import { type RelyingParty, relyingParties } from '../../../world/tables/relying-party.js'
import type { World } from '../../../world/world.js'
import { PROVIDERS } from '../bases.js'

/** Registers a relying party at its provider, or replaces the record of one. */
export function saveRelyingParty({ store }: World, draft: object): Registered<RelyingParty> {
  const checked = checkRecord<RelyingParty>(store, relyingPartyKind, draft)
  if (!checked.ok) return checked
  const { provider, clientId } = checked.record
  if (clientId === PROVIDERS[provider].clientId)
    return notRegistered('EXISTS', `'${clientId}' is the identity service's own client`)
  relyingParties.save(store, checked.record)
  return checked
}
