import type { Release } from '../../hl7v3/ebooking/families.js'
import { ebookingInteractions } from '../../hl7v3/ebooking/releases.js'
import { control } from '../control.js'
import type { Line } from '../line.js'

export type { Release }

/** A hospital's system in the directory of a world. */
export interface HospitalSystem {
  readonly asid: string
  readonly partyKey: string
  readonly release: Release
  /** Whether a robot plays it: then it acts by itself, and keeps its own diary. */
  readonly simulated: boolean
}

const SERVICE = 'urn:nhs:names:services:ebs'

/** Short name of an eBooking interaction as the directory writes it in full. */
export const fullName = (interactionId: string): string => `${SERVICE}:${interactionId}`

/** Registers a system that speaks one release of eBooking, and receives its messages at an address. */
export async function registerHospital(
  line: Line,
  odsCode: string,
  release: Release,
  address: string,
): Promise<HospitalSystem> {
  const interactions = ebookingInteractions()
    .filter((one) => one.release === release)
    .map(({ interactionId }) => fullName(interactionId))
  const { system } = await control<{ system: { asid: string; partyKey: string } }>(
    line,
    'POST',
    '/sds/systems',
    { odsCode, interactions, address, receives: interactions },
  )
  return { asid: system.asid, partyKey: system.partyKey, release, simulated: false }
}

/** The simulated hospital of a world that speaks a release; undefined if the world has none. */
export async function simulatedHospital(
  line: Line,
  release: Release,
): Promise<HospitalSystem | undefined> {
  const all = await control<readonly HospitalSystem[]>(line, 'GET', '/robots/pas')
  const found = all.find((one) => one.release === release)
  return found && { asid: found.asid, partyKey: found.partyKey, release, simulated: true }
}

/** Makes a system the PAS of a service: e-RS asks it by message from now on. */
export const connectService = (
  line: Line,
  service: string,
  { asid, release }: HospitalSystem,
): Promise<void> => control(line, 'PUT', `/services/${service}/pas`, { asid, release })

/** Lets what is due now happen, also while the clock stands still. */
export const settle = (line: Line): Promise<void> =>
  control(line, 'POST', '/clock/advance', { milliseconds: 0 })
