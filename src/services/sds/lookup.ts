import {
  type AccreditedSystem,
  findAccreditedSystem,
  findAccreditedSystems,
} from '../../world/tables/accredited-system.js'
import {
  findMessageHandlingSystems,
  hostOf,
  type MessageHandlingSystem,
} from '../../world/tables/message-handling-system.js'
import type { World } from '../../world/world.js'
import { type Route, routeTo } from './domain/routing.js'

/** What other services ask of the directory; `server/` hands it to them. Read anew at every call. */
export interface DirectoryLookup {
  /** The system of an ASID. */
  system(world: World, asid: string): AccreditedSystem | undefined
  /** The systems that use a party key. */
  systemsOfParty(world: World, partyKey: string): readonly AccreditedSystem[]
  /** The systems of an organisation that may use an interaction: how a sender finds its recipient. */
  systemsAt(world: World, odsCode: string, interaction: string): readonly AccreditedSystem[]
  /** Whether the system of an ASID may use an interaction, in full: `urn:nhs:names:services:...`. */
  mayUse(world: World, asid: string, interaction: string): boolean
  /** The contract by which a party receives an interaction: address, CPA id, reliability. */
  contract(world: World, partyKey: string, interaction: string): MessageHandlingSystem | undefined
  /** All contracts of a party. */
  contractsOfParty(world: World, partyKey: string): readonly MessageHandlingSystem[]
  /** The contract of a CPA id. */
  contractOfCpa(world: World, cpaId: string): MessageHandlingSystem | undefined
  /** The parties that are registered under a host name, without regard to letter case. */
  partiesOfHost(world: World, host: string): readonly string[]
  /** The host names under which a party is registered. */
  hostsOfParty(world: World, partyKey: string): readonly string[]
  /** Where a sender addresses messages of a contract, and through which intermediary. */
  route(world: World, contract: MessageHandlingSystem): Route
}

export const directoryLookup: DirectoryLookup = {
  system: ({ store }, asid) => findAccreditedSystem(store, asid),
  systemsOfParty: ({ store }, partyKey) => findAccreditedSystems(store, { partyKey }),
  systemsAt: ({ store }, odsCode, interaction) =>
    findAccreditedSystems(store, { odsCode, interaction }),
  mayUse: ({ store }, asid, interaction) =>
    findAccreditedSystem(store, asid)?.interactions.includes(interaction) === true,
  contract: ({ store }, partyKey, interaction) =>
    findMessageHandlingSystems(store, { partyKey, interaction })[0],
  contractsOfParty: ({ store }, partyKey) => findMessageHandlingSystems(store, { partyKey }),
  contractOfCpa: ({ store }, cpaId) => findMessageHandlingSystems(store, { cpaId })[0],
  partiesOfHost: ({ store }, host) => [
    ...new Set(findMessageHandlingSystems(store, { host }).map(({ partyKey }) => partyKey)),
  ],
  hostsOfParty: ({ store }, partyKey) => [
    ...new Set(
      findMessageHandlingSystems(store, { partyKey })
        .map(hostOf)
        .filter((host) => host !== undefined),
    ),
  ],
  route: routeTo,
}
