import { notRegistered, type Registered, registered } from '../../../../world/registered.js'
import {
  type AccreditedSystem,
  findAccreditedSystem,
  findAccreditedSystems,
} from '../../../../world/tables/accredited-system.js'
import {
  findMessageHandlingSystems,
  type MessageHandlingSystem,
} from '../../../../world/tables/message-handling-system.js'
import type { World } from '../../../../world/world.js'
import { addEndpoint, removeEndpoint } from './endpoints.js'
import { fullInteraction, PRESETS, type Preset, usuallyReceived } from './presets.js'
import { addSystem, removeSystem, type SystemDraft } from './systems.js'
import { warningsOfEndpoint, warningsOfSystem } from './warnings.js'

/** A supplier's system in one go: what it is, what it may use, and where it receives messages. */
export interface Registration extends SystemDraft {
  /** What systems of a kind usually use, beside `interactions`. */
  readonly preset?: Preset | undefined
  /** Where it receives messages. */
  readonly address?: string | undefined
  /** Interactions received there, each of those it may use; what e-RS sends it, if nothing is said. */
  readonly receives?: readonly string[] | undefined
}

/** A system with what it receives, and what is odd about them. */
export interface RegisteredSystem {
  readonly system: AccreditedSystem
  readonly endpoints: readonly MessageHandlingSystem[]
  readonly warnings: readonly string[]
}

/** A system with the endpoints under its party key. */
export function describeSystem(world: World, system: AccreditedSystem): RegisteredSystem {
  const { partyKey } = system
  const endpoints = findMessageHandlingSystems(world.store, { partyKey })
  return {
    system,
    endpoints,
    warnings: [
      ...warningsOfSystem(world, system),
      ...endpoints.flatMap((entry) => warningsOfEndpoint(world, entry)),
    ],
  }
}

/** Splits an interaction into service and action, at the last colon. */
function halves(interaction: string): { service: string; action: string } {
  const at = interaction.lastIndexOf(':')
  return { service: interaction.slice(0, at), action: interaction.slice(at + 1) }
}

function received(
  { address, receives }: Registration,
  { interactions }: AccreditedSystem,
): Registered<readonly string[]> {
  if (address === undefined)
    return receives?.length
      ? notRegistered('INVALID', 'address: say where the system receives messages')
      : registered([])
  const named = receives?.map(fullInteraction) ?? usuallyReceived(interactions)
  const strange = named.find((one) => !interactions.includes(one))
  if (strange)
    return notRegistered('INVALID', `receives: '${strange}' is none of the system's interactions`)
  return named.length > 0
    ? registered([...new Set(named)])
    : notRegistered('INVALID', 'receives: say which interactions are received at the address')
}

/**
 * Registers a system and everything it receives, in the caller's transaction. Refuses what `addSystem`
 * and `addEndpoint` refuse, and an endpoint for an interaction that the system may not use.
 */
export function registerSystem(
  world: World,
  registration: Registration,
): Registered<RegisteredSystem> {
  const { preset, address, receives: _, ...draft } = registration
  const named = (draft.interactions ?? []).map(fullInteraction)
  const interactions = [...new Set([...(preset ? PRESETS[preset] : []), ...named])]
  const added = addSystem(world, { ...draft, interactions })
  if (!added.ok) return added
  const { odsCode, partyKey, product } = added.record
  const wanted = received(registration, added.record)
  if (!wanted.ok) return wanted
  for (const interaction of wanted.record) {
    const addresses = address === undefined ? [] : [address]
    const shared = { odsCode, partyKey, product, addresses }
    const endpoint = addEndpoint(world, { ...shared, ...halves(interaction) })
    if (!endpoint.ok) return endpoint
  }
  return registered(describeSystem(world, added.record))
}

/**
 * Removes a system, and with it the endpoints of its party key unless another system uses the key or
 * they are to be kept.
 */
export function deregisterSystem(
  world: World,
  asid: string,
  keepEndpoints: boolean,
): Registered<RegisteredSystem> {
  const system = findAccreditedSystem(world.store, asid)
  const described = system && describeSystem(world, system)
  const removed = removeSystem(world, asid)
  if (!removed.ok || !described) return removed as Registered<never>
  const isShared =
    findAccreditedSystems(world.store, { partyKey: removed.record.partyKey }).length > 0
  const endpoints = keepEndpoints || isShared ? [] : described.endpoints
  for (const { id } of endpoints) removeEndpoint(world, id)
  return registered({ system: removed.record, endpoints, warnings: [] })
}
