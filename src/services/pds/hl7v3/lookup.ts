import { findPatient, mergedInto, type Patient } from '../../../world/tables/patient.js'
import type { World } from '../../../world/world.js'
import { redact } from '../domain/redact.js'
import { survivingRecord } from '../domain/retrieve.js'
import { fail, type Read, read } from './outcomes.js'
import type { DetailCode, ResponseCode } from './response-codes.js'

/** A record that a number led to. */
export interface LookedUp {
  /** Redacted, and without related people where it is sensitive. */
  readonly patient: Patient
  readonly merged: readonly string[]
  readonly warnings: readonly ResponseCode[]
}

/** Sensitive records tell nobody who is related (pds 12.18). */
const seen = (patient: Patient): Patient => {
  const redacted = redact(patient, false)
  return patient.sensitivity === 'U' ? redacted : { ...redacted, relatedPeople: [] }
}

/**
 * Looks a record up by its number, merged ones by that of the survivor (pds 12.18). Refuses with 1
 * and the detail of the function where nobody is held, with 22 for an invalid record.
 */
export function lookUp(
  world: World,
  nhsNumber: string,
  unknown: DetailCode,
  limited: ResponseCode,
): Read<LookedUp> {
  const patient = survivingRecord(world.store, nhsNumber)
  if (!patient) return fail({ response: '1', detail: unknown })
  if (patient.invalid) return fail({ response: '22' })
  const superseded = findPatient(world.store, nhsNumber)?.supersededBy !== undefined
  return read({
    patient: seen(patient),
    merged: mergedInto(world.store, patient.nhsNumber),
    warnings: [
      ...(superseded ? (['24'] as const) : []),
      ...(patient.sensitivity === 'U' ? [] : [limited]),
    ],
  })
}
