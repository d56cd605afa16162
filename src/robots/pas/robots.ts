import type { Release } from '../../hl7v3/ebooking/families.js'
import { releaseSpoken } from '../../hl7v3/ebooking/releases.js'
import {
  type AccreditedSystem,
  findAccreditedSystem,
  findAccreditedSystems,
} from '../../world/tables/accredited-system.js'
import {
  findMessageHandlingSystems,
  PAS_ROBOT_ADDRESS,
} from '../../world/tables/message-handling-system.js'
import type { World } from '../../world/world.js'

/** A simulated hospital: a system of the directory that receives its messages inside the process. */
export interface PasRobot {
  readonly asid: string
  readonly partyKey: string
  readonly odsCode: string
  /** Release of messages that it sends without being asked. */
  readonly release: Release
}

const isRobotParty = (world: World, partyKey: string): boolean =>
  findMessageHandlingSystems(world.store, { partyKey }).some(({ addresses }) =>
    addresses.includes(PAS_ROBOT_ADDRESS),
  )

const robotOf = ({ asid, partyKey, odsCode, interactions }: AccreditedSystem): PasRobot => ({
  asid,
  partyKey,
  odsCode,
  release:
    releaseSpoken(interactions.map((one) => one.slice(one.lastIndexOf(':') + 1))) ?? '3.1.09',
})

/** The simulated hospital of an ASID; undefined for any other system. */
export function findRobot(world: World, asid: string): PasRobot | undefined {
  const system = findAccreditedSystem(world.store, asid)
  return system && isRobotParty(world, system.partyKey) ? robotOf(system) : undefined
}

/** The simulated hospital that a message to a party is for: the system named in it, else any of the party. */
export function robotOfParty(world: World, partyKey: string, asid: string): PasRobot | undefined {
  const systems = findAccreditedSystems(world.store, { partyKey })
  const system = systems.find((one) => one.asid === asid) ?? systems[0]
  return system && isRobotParty(world, partyKey) ? robotOf(system) : undefined
}

/** Every simulated hospital of a world. */
export function listRobots(world: World): readonly PasRobot[] {
  const parties = findMessageHandlingSystems(world.store, {})
    .filter(({ addresses }) => addresses.includes(PAS_ROBOT_ADDRESS))
    .map(({ partyKey }) => partyKey)
  return [...new Set(parties)].flatMap((partyKey) =>
    findAccreditedSystems(world.store, { partyKey }).map(robotOf),
  )
}
