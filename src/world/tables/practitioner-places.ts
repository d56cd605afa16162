import { personOrgId } from '../rbac/person-org-id.js'
import type { Store } from '../store.js'
import { type Practitioner, practitioners } from './practitioner.js'

/** Who holds which role profile or membership, and who works where; by id and by ODS code. */
interface Places {
  readonly revision: number
  readonly byId: ReadonlyMap<string, readonly string[]>
  readonly byOrganisation: ReadonlyMap<string, readonly string[]>
}

const NAME = 'practitioner-places'

function note(map: Map<string, string[]>, key: string, userId: string): void {
  const known = map.get(key)
  if (!known) map.set(key, [userId])
  else if (!known.includes(userId)) known.push(userId)
}

function read(store: Store, revision: number): Places {
  const byId = new Map<string, string[]>()
  const byOrganisation = new Map<string, string[]>()
  for (const { userId, roles } of practitioners.list(store))
    for (const { roleId, odsCode } of roles) {
      note(byId, roleId, userId)
      note(byId, personOrgId(userId, odsCode), userId)
      note(byOrganisation, odsCode, userId)
    }
  return { revision, byId, byOrganisation }
}

/** The places of all people; read once until one of them changes. */
function placesOf(store: Store): Places {
  const cache = store.cache<Places>(NAME)
  const revision = store.revision(practitioners.name)
  const known = cache.get(NAME)
  if (known?.revision === revision) return known
  const places = read(store, revision)
  cache.set(NAME, places)
  return places
}

const found = (store: Store, userIds: readonly string[] = []): Practitioner[] =>
  userIds.map((userId) => practitioners.find(store, userId)).filter((one) => one !== undefined)

/** Who has a role profile or a membership of an organisation with that id. */
export const practitionersOfProfile = (store: Store, id: string): Practitioner[] =>
  found(store, placesOf(store).byId.get(id))

/** Who works at an organisation. */
export const practitionersAt = (store: Store, odsCode: string): Practitioner[] =>
  found(store, placesOf(store).byOrganisation.get(odsCode))
