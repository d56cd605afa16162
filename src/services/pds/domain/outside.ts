import { isoDate } from '../../../world/instant.js'
import {
  current,
  findPatient,
  type Patient,
  type Sensitivity,
} from '../../../world/tables/patient.js'
import type { World } from '../../../world/world.js'
import type { Result } from './outcome.js'
import { changePatient } from './update/change-patient.js'
import type { PatientChanges } from './update/changes.js'

/** What happens to patients outside the APIs: national bodies tell PDS of it. */

const nationally = (world: World, nhsNumber: string, changes: PatientChanges): Result<Patient> =>
  changePatient(world, { nhsNumber, source: 'national', changes })

export interface Death {
  /** Today unless said otherwise. */
  readonly date?: string
  /** Whether the Registrar of Deaths tells it; else somebody local. */
  readonly formal?: boolean
}

/** A patient dies. Refuses as an update does. */
export function patientDies(
  world: World,
  nhsNumber: string,
  { date, formal = true }: Death,
): Result<Patient> {
  return nationally(world, nhsNumber, {
    deathDate: { value: date ?? isoDate(world.clock.now()) },
    deathStatus: { value: formal ? '2' : '1' },
  })
}

export interface Home {
  readonly line: readonly string[]
  readonly postcode: string
}

/** A patient moves home today. Refuses as an update does. */
export function patientMoves(
  world: World,
  nhsNumber: string,
  { line, postcode }: Home,
): Result<Patient> {
  const { addresses = [] } = findPatient(world.store, nhsNumber) ?? {}
  const home = current(addresses).find(({ use }) => use === 'home')
  const item = { use: 'home' as const, line, postcode }
  return nationally(world, nhsNumber, {
    addresses: [home ? { mode: 'alter', id: home.id, item } : { mode: 'add', item }],
  })
}

/** A record is made sensitive, or no longer. Refuses as an update does. */
export const setSensitivity = (
  world: World,
  nhsNumber: string,
  { sensitivity }: { readonly sensitivity: Sensitivity },
): Result<Patient> => nationally(world, nhsNumber, { sensitivity: { value: sensitivity } })

/** A patient registers with a practice. Refuses as an update does. */
export function patientRegisters(
  world: World,
  nhsNumber: string,
  { odsCode }: { readonly odsCode: string },
): Result<Patient> {
  const { practices = [] } = findPatient(world.store, nhsNumber) ?? {}
  const [held] = current(practices)
  const item = { odsCode }
  return nationally(world, nhsNumber, {
    practices: [held ? { mode: 'alter', id: held.id, item } : { mode: 'add', item }],
    removal: { remove: true },
  })
}

/** A patient leaves the list of their practice for a reason (pds 10.4). Refuses as an update does. */
export function patientLeavesPractice(
  world: World,
  nhsNumber: string,
  { reason }: { readonly reason: string },
): Result<Patient> {
  const { practices = [] } = findPatient(world.store, nhsNumber) ?? {}
  return nationally(world, nhsNumber, {
    practices: current(practices).map(({ id }) => ({ mode: 'remove', id })),
    removal: { value: { reason, start: isoDate(world.clock.now()) } },
  })
}
