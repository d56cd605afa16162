import { type Patient, savePatient } from '../../../../world/tables/patient.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import { survivingRecord } from '../retrieve.js'
import { patientToChange } from './change-patient.js'
import { publishPatient } from './publish.js'

function keep(world: World, before: Patient, change: Partial<Patient>): Patient {
  const after = { ...before, ...change, version: before.version + 1 }
  savePatient(world.store, after)
  publishPatient(world, before, after)
  return after
}

/**
 * Merges a record into another (pds 1, 4.7): its number leads to the survivor from then on. Refuses
 * as an update does, and with RESOURCE_NOT_FOUND or INVALID_UPDATE where the survivor is nobody or
 * the record itself.
 */
export function mergePatient(world: World, nhsNumber: string, into: string): Result<Patient> {
  const found = patientToChange(world, nhsNumber)
  if (!found.ok) return found
  const survivor = survivingRecord(world.store, into)
  if (!survivor || survivor.invalid) return refuse('RESOURCE_NOT_FOUND', `no record '${into}'`)
  if (survivor.nhsNumber === nhsNumber)
    return refuse(
      'INVALID_UPDATE',
      'Invalid update with error - a record cannot be merged into itself',
    )
  return ok(keep(world, found.value, { supersededBy: survivor.nhsNumber }))
}

/** Marks a record as invalid: nobody can retrieve it (pds 5). Refuses as an update does. */
export function invalidatePatient(world: World, nhsNumber: string): Result<Patient> {
  const found = patientToChange(world, nhsNumber)
  return found.ok ? ok(keep(world, found.value, { invalid: true })) : found
}
