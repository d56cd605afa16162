import {
  type AccreditedSystem,
  findAccreditedSystems,
} from '../../../../world/tables/accredited-system.js'
import {
  interactionOf,
  type MessageHandlingSystem,
} from '../../../../world/tables/message-handling-system.js'
import { organisations } from '../../../../world/tables/organisation.js'
import type { World } from '../../../../world/world.js'
import { intermediaryEntries, intermediaryOf } from '../routing.js'

const unknownOrganisations = (world: World, codes: readonly (string | undefined)[]): string[] =>
  [...new Set(codes)]
    .filter((code) => code !== undefined && !organisations.find(world.store, code))
    .map((code) => `the directory has no organisation '${code}'`)

const when = (holds: boolean, warning: string): string[] => (holds ? [warning] : [])

/** What the directory takes although it is odd: references are not enforced (sds 3). */
export const warningsOfSystem = (world: World, system: AccreditedSystem): string[] => [
  ...unknownOrganisations(world, [system.odsCode, ...system.clients, system.manufacturer]),
  ...when(
    system.clients.length > 1,
    'a system with more than one client makes searches that find it fail with 500',
  ),
]

/** The same of an endpoint, and whether its messages would come through. */
export function warningsOfEndpoint(world: World, entry: MessageHandlingSystem): string[] {
  const interaction = interactionOf(entry)
  const { partyKey, contract, addresses } = entry
  const { retries, actors = [] } = contract
  const users = findAccreditedSystems(world.store, { partyKey, interaction })
  const through = intermediaryOf(entry)
  return [
    ...unknownOrganisations(world, [entry.odsCode]),
    ...when(
      users.length === 0,
      `no system with the party key '${partyKey}' may use ${interaction}`,
    ),
    ...when(addresses.length === 0, `${entry.id} has no address`),
    ...when(
      retries !== undefined && !/^\d+$/.test(retries),
      `retries '${retries}' are no number: searches that find ${entry.id} fail with 500`,
    ),
    ...when(actors.length > 1, `more than one actor: searches that find ${entry.id} fail with 500`),
    ...when(
      through !== undefined && intermediaryEntries(world, through).length !== 1,
      `the Spine has not exactly one ${through}: searches that find ${entry.id} fail with 500`,
    ),
  ]
}
