import type { PatientCareOperation } from '../operation.js'
import { a001SearchServiceRequests } from './a001-search-service-requests.js'
import { a002RetrieveHealthcareService } from './a002-retrieve-healthcare-service.js'

/** Every operation of the patient care API. */
export const PATIENT_CARE_OPERATIONS: readonly PatientCareOperation[] = [
  a001SearchServiceRequests,
  a002RetrieveHealthcareService,
]
