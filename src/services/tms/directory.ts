import type { World } from '../../world/world.js'

/** An accredited system as the directory knows it. */
export interface KnownSystem {
  readonly asid: string
  readonly partyKey: string
  /** What it may send and receive: `urn:nhs:names:services:pdsquery:QUPA_IN000008UK02`. */
  readonly interactions: readonly string[]
}

/** Asks the directory who an ASID is; undefined for nobody. */
export type SystemOfAsid = (world: World, asid: string) => KnownSystem | undefined

/** ASIDs under which the Spine itself is known beside those of the directory (tms 9.2). */
const SPINE: readonly string[] = ['928942012545', '908232220511']

export const isSpine = (asid: string): boolean => SPINE.includes(asid)
