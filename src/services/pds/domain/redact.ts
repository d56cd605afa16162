import type { Patient, Sensitivity } from '../../../world/tables/patient.js'

type Redact = (patient: Patient) => Patient

/** A restricted record: nothing that says where the patient is (pds 5, 10.1). */
const withoutPlaces: Redact = ({
  managingOrganisation: _manager,
  pharmacies: _pharmacies,
  birthPlace: _birthPlace,
  removal: _removal,
  birth: _birth,
  messageOnly: _messageOnly,
  ...rest
}) => ({ ...rest, addresses: [], telecom: [], contacts: [], practices: [] })

/** A very restricted record: no name and no date of birth either (pds 5). */
const withoutPerson: Redact = (patient) => {
  const { birthDate: _, ...rest } = withoutPlaces(patient)
  return { ...rest, names: [] }
}

const BY_SENSITIVITY: Readonly<Record<Sensitivity, Redact>> = {
  U: (patient) => patient,
  R: withoutPlaces,
  V: withoutPerson,
}

/**
 * What a caller may see of a record (pds 5). A privileged application sees restricted records whole;
 * very restricted ones it sees as anybody does.
 */
export const redact = (patient: Patient, privileged: boolean): Patient =>
  privileged && patient.sensitivity === 'R' ? patient : BY_SENSITIVITY[patient.sensitivity](patient)
