import type { MessageHandlingSystem } from '../../world/tables/message-handling-system.js'
import type { World } from '../../world/world.js'

/** An accredited system as the directory knows it. */
export interface KnownSystem {
  readonly asid: string
  readonly odsCode: string
  readonly partyKey: string
  /** What it may send and receive: `urn:nhs:names:services:pdsquery:QUPA_IN000008UK02`. */
  readonly interactions: readonly string[]
}

/** Asks the directory who an ASID is; undefined for nobody. */
export type SystemOfAsid = (world: World, asid: string) => KnownSystem | undefined

/** What the messaging layer asks of the directory (tms 9). */
export interface Directory {
  readonly system: SystemOfAsid
  /** The contract by which a party receives an interaction, in full: `urn:nhs:names:services:...`. */
  contract(world: World, partyKey: string, interaction: string): MessageHandlingSystem | undefined
  /** All contracts of a party. */
  contractsOfParty(world: World, partyKey: string): readonly MessageHandlingSystem[]
  /** The systems that use a party key. */
  systemsOfParty(world: World, partyKey: string): readonly KnownSystem[]
}

/** ASIDs under which the Spine itself is known beside those of the directory (tms 9.2). */
export const SPINE_ASID = '928942012545'
const SPINE: readonly string[] = [SPINE_ASID, '908232220511']

export const isSpine = (asid: string): boolean => SPINE.includes(asid)

/** The party under which the Spine speaks (tms 9.2). */
export const SPINE_PARTY = 'YES-0000806'

/** The party under which e-RS speaks. */
export const ERS_PARTY = 'YEC-0000605'

/** Parties that the sandbox itself is (tms 9.2): messages to them end here. */
const OWN_PARTIES: readonly string[] = [SPINE_PARTY, 'YEA-0000806', 'YEA-801248', ERS_PARTY]

export const isOwnParty = (partyKey: string): boolean => OWN_PARTIES.includes(partyKey)
