import { current, type Gender, type Patient, practiceOf } from '../../world/tables/patient.js'
import type { World } from '../../world/world.js'
import { retrievePatient } from './domain/retrieve.js'

/** What other services want to know of a patient. */
export interface PatientSummary {
  /** The surviving number, where the one asked for was merged. */
  readonly nhsNumber: string
  readonly name?: {
    readonly prefix: readonly string[]
    readonly given: readonly string[]
    readonly family: string
  }
  readonly birthDate?: string
  readonly deathDate?: string
  readonly gender: Gender
  /** Lines of the home address that say something. */
  readonly address?: readonly string[]
  /** Of the home address. */
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
  /** A sensitive record, restricted or very restricted. */
  readonly restricted: boolean
}

/** What was made of a record; a record that changes is another object. */
const made = new WeakMap<Patient, PatientSummary>()

function summaryOf(record: Patient): PatientSummary {
  const { names, addresses, death, birthDate, gender, sensitivity, ...patient } = record
  const name = current(names).find(({ use }) => use === 'usual')
  const home = current(addresses).find(({ use }) => use === 'home')
  const postcode = home?.postcode
  const practice = practiceOf(record)
  const consent = patient.messageOnly?.callBackConsent
  return {
    nhsNumber: patient.nhsNumber,
    ...(name && {
      name: { prefix: name.prefix ?? [], given: name.given ?? [], family: name.family },
    }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(death && { deathDate: death.date }),
    gender: gender ?? 'unknown',
    ...(home && { address: home.line.filter((line) => line.trim() !== '') }),
    ...(postcode === undefined ? {} : { postcode }),
    telecoms: current(patient.telecom).map(({ system, use, value }) => ({
      system,
      value,
      ...(use && { use }),
    })),
    ...(patient.communication && { language: patient.communication.language }),
    ...(consent !== undefined && { callBackConsent: consent === '1' }),
    ...(practice === undefined ? {} : { practice }),
    restricted: sensitivity !== 'U',
  }
}

/**
 * Answers who an NHS number is. Undefined for a number that fails its check digit, is not held, or
 * belongs to an invalid record; a restricted record is answered whole, marked as such.
 */
export function findPatientSummary(world: World, nhsNumber: string): PatientSummary | undefined {
  const found = retrievePatient(world, nhsNumber)
  if (!found.ok) return undefined
  const summary = made.get(found.value) ?? summaryOf(found.value)
  made.set(found.value, summary)
  return summary
}
