import type { World } from '../../../world/world.js'
import { ok, type Result, refuse } from './outcome.js'

/** What e-RS wants to know of a patient; PDS answers it. */
export interface PatientSummary {
  readonly nhsNumber: string
  readonly name?: {
    readonly prefix: readonly string[]
    readonly given: readonly string[]
    readonly family: string
  }
  readonly birthDate?: string
  readonly deathDate?: string
  readonly gender: 'male' | 'female' | 'other' | 'unknown'
  /** Lines of the home address. */
  readonly address?: readonly string[]
  readonly postcode?: string
  /** Ways to reach the patient, as the record has them. */
  readonly telecoms: readonly {
    readonly system: 'phone' | 'fax' | 'email' | 'other'
    readonly use?: 'home' | 'work' | 'temp' | 'mobile'
    readonly value: string
  }[]
  /** Code of the language that the patient prefers. */
  readonly language?: string
  /** Whether the patient may be called back, where the record says so. */
  readonly callBackConsent?: boolean
  /** ODS code of the registered practice. */
  readonly practice?: string
  /** Sensitive record: e-RS must not use it. */
  readonly restricted: boolean
}

/** The port through which e-RS asks who an NHS number is; the server wires it to PDS. */
export type FindPatient = (world: World, nhsNumber: string) => PatientSummary | undefined

/**
 * The patient of a new request (ers-fhir 7.10): unknown REFERENCE_NOT_FOUND, sensitive PATIENT_ERROR,
 * without a registered practice NO_REG_GP_PRACTICE.
 */
export function patientForRequest(
  world: World,
  findPatient: FindPatient,
  nhsNumber: string,
): Result<PatientSummary> {
  const patient = findPatient(world, nhsNumber)
  if (!patient) return refuse('REFERENCE_NOT_FOUND', `'patient' (${nhsNumber}) does not exist.`)
  if (patient.restricted)
    return refuse('PATIENT_ERROR', `'patient' (${nhsNumber}) cannot be used in this service.`)
  if (!patient.practice)
    return refuse('NO_REG_GP_PRACTICE', `'patient' (${nhsNumber}) has no registered GP practice.`)
  return ok(patient)
}
