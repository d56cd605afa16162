import type { PdsOperation } from '../operation.js'
import { getPatient } from './get-patient.js'

/** Every operation of the PDS FHIR API. */
export const PDS_OPERATIONS: readonly PdsOperation[] = [getPatient]
