import type { Store } from '../store.js'
import { documentTable } from './document-table.js'
import { indexPatient, unindexPatient } from './patient-index.js'
import type { Item, Patient } from './patient-record.js'

export type * from './patient-record.js'

const table = documentTable<Patient>({
  name: 'patient',
  key: (patient) => patient.nhsNumber,
  columns: { superseded_by: { type: 'TEXT', value: (patient) => patient.supersededBy } },
  indexes: ['superseded_by'],
})

export const patientSchema = table.schema

/** The record held under a number, whatever its state; undefined if there is none. */
export const findPatient = (store: Store, nhsNumber: string): Patient | undefined =>
  table.find(store, nhsNumber)

/** Keeps a record and all that search finds it by. */
export function savePatient(store: Store, patient: Patient): void {
  unindexPatient(store, patient.nhsNumber)
  addPatient(store, patient)
}

/** Keeps a record whose number is known to be new; spares looking for old index rows. */
export function addPatient(store: Store, patient: Patient): void {
  table.save(store, patient)
  indexPatient(store, patient)
}

/** The numbers that were merged into a record, in their order. */
export const mergedInto = (store: Store, nhsNumber: string): string[] =>
  table
    .where(store, 'superseded_by = ? ORDER BY key', nhsNumber)
    .map((patient) => patient.nhsNumber)

export const countPatients = (store: Store): number => table.count(store)

/** Items that are part of the record now. */
export const current = <Kind extends Item>(items: readonly Kind[]): Kind[] =>
  items.filter((item) => item.state === undefined)

/** Items that a search may look at: with `history` the former ones too, hidden ones never. */
export const searchable = <Kind extends Item>(items: readonly Kind[], history: boolean): Kind[] =>
  items.filter((item) => item.state === undefined || (history && item.state === 'former'))

/** The ODS code of the practice the patient is registered with. */
export const practiceOf = (patient: Patient): string | undefined =>
  current(patient.practices)[0]?.odsCode
