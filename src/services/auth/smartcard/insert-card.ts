import { given } from '../../../world/given.js'
import {
  findActivePractitioner,
  type Practitioner,
  type RoleProfile,
} from '../../../world/tables/practitioner.js'
import type { SmartcardSession } from '../../../world/tables/smartcard-session.js'
import type { World } from '../../../world/world.js'
import { openSmartcardSession } from './session.js'

/** Whose card is put in, and in which role its user works. */
export interface CardWish {
  /** SDS user id. */
  readonly userId: string
  /** Role profile; without one and an organisation it is the only one, or is chosen later. */
  readonly roleId?: string | undefined
  /** ODS code: the first role profile there. */
  readonly organisation?: string | undefined
}

export type NoCard = { readonly problem: 'UNKNOWN_PERSON' | 'UNKNOWN_ROLE'; readonly words: string }

const LOOPBACK = '127.0.0.1'

const isWanted =
  ({ roleId, organisation }: CardWish) =>
  (role: RoleProfile): boolean =>
    (roleId === undefined || role.roleId === roleId) &&
    (organisation === undefined || role.odsCode === organisation)

const rolesInWords = ({ roles }: Practitioner): string =>
  roles.map(({ roleId, odsCode }) => `${roleId} at ${odsCode}`).join(', ') || 'none'

/**
 * Puts a card in on this machine without an Identity Agent (auth 8.2): a session with its ticket. Says in
 * plain words why there is none.
 */
export function insertCard(world: World, wish: CardWish): SmartcardSession | NoCard {
  const { userId, roleId, organisation } = wish
  const person = findActivePractitioner(world.store, userId)
  if (!person) return { problem: 'UNKNOWN_PERSON', words: `there is no active person '${userId}'` }
  const asked = roleId !== undefined || organisation !== undefined
  const role = asked ? person.roles.find(isWanted(wish)) : undefined
  if (asked && !role)
    return {
      problem: 'UNKNOWN_ROLE',
      words: `'${userId}' has no role profile ${[roleId, organisation && `at ${organisation}`].filter(Boolean).join(' ')}; there are: ${rolesInWords(person)}`,
    }
  return world.store.transaction(() =>
    openSmartcardSession(world, person, { address: LOOPBACK, ...given({ roleId: role?.roleId }) }),
  )
}
