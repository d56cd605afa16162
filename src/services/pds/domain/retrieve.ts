import { isNhsNumber } from '../../../world/nhs-number.js'
import type { Store } from '../../../world/store.js'
import { findPatient, type Patient } from '../../../world/tables/patient.js'
import type { World } from '../../../world/world.js'
import { ok, type Result, refuse } from './outcome.js'

/** The record that a number leads to, through merges; a circle of merges leads nowhere. */
export function survivingRecord(store: Store, nhsNumber: string): Patient | undefined {
  const seen = new Set<string>()
  let patient = findPatient(store, nhsNumber)
  while (patient?.supersededBy !== undefined) {
    if (seen.has(patient.nhsNumber)) return undefined
    seen.add(patient.nhsNumber)
    patient = findPatient(store, patient.supersededBy)
  }
  return patient
}

/**
 * Retrieves a record by NHS number, whole and unredacted (pds 5). A merged number gives the surviving
 * record. Refuses with INVALID_RESOURCE_ID, RESOURCE_NOT_FOUND or INVALIDATED_RESOURCE.
 */
export function retrievePatient(world: World, nhsNumber: string): Result<Patient> {
  if (!isNhsNumber(nhsNumber)) return refuse('INVALID_RESOURCE_ID')
  const patient = survivingRecord(world.store, nhsNumber)
  if (!patient) return refuse('RESOURCE_NOT_FOUND')
  return patient.invalid ? refuse('INVALIDATED_RESOURCE') : ok(patient)
}
