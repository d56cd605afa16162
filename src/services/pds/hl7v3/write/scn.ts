import { type Xml, xml } from '../../../../hl7v3/xml/template.js'
import type { Patient } from '../../../../world/tables/patient.js'
import type { Release } from '../releases.js'
import { nhsNumber, serialChangeNumber } from './person.js'

/** The answer to a new record: its number and version (PRPA_MT000204, PRPA_MT110101). */
export function registered(patient: Patient, release: Release): Xml {
  const role = xml`
    <subject typeCode="SBJ">
      <patientRole classCode="PAT">
        ${nhsNumber(patient.nhsNumber)}
      </patientRole>
    </subject>`
  const version = serialChangeNumber(patient.version)
  return xml`
    <PdsRegistrationResponse classCode="REG" moodCode="EVN">
      ${release === '4.2' ? [role, version] : [version, role]}
    </PdsRegistrationResponse>`
}

/** The answer to an update: the next version (PRPA_MT000205, PRPA_MT180101). */
export const successfulUpdate = (patient: Patient): Xml => xml`
  <PdsSuccessfulUpdateResponse classCode="REG" moodCode="EVN">
    ${serialChangeNumber(patient.version)}
  </PdsSuccessfulUpdateResponse>`
