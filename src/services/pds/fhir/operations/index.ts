import type { PdsOperation } from '../operation.js'
import { getCoverage } from './get-coverage.js'
import { getPatient } from './get-patient.js'
import { getRelatedPeople } from './get-related-people.js'
import { patchPatient } from './patch-patient.js'
import { postCoverage } from './post-coverage.js'
import { postPatient } from './post-patient.js'
import { processBirthDetails } from './process-birth-details.js'
import { searchPatientsOperation } from './search-patients.js'

/** Every operation of the PDS FHIR API. One that is not here answers UNSUPPORTED_SERVICE (pds 11). */
export const PDS_OPERATIONS: readonly PdsOperation[] = [
  searchPatientsOperation,
  getPatient,
  patchPatient,
  postPatient,
  processBirthDetails,
  getRelatedPeople,
  getCoverage,
  postCoverage,
]
