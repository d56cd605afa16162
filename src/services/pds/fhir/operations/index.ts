import type { PdsOperation } from '../operation.js'
import { getPatient } from './get-patient.js'
import { patchPatient } from './patch-patient.js'
import { searchPatientsOperation } from './search-patients.js'

/** Every operation of the PDS FHIR API. One that is not here answers UNSUPPORTED_SERVICE (pds 11). */
export const PDS_OPERATIONS: readonly PdsOperation[] = [
  searchPatientsOperation,
  getPatient,
  patchPatient,
]
