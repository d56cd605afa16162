import { type Xml, xml } from '../../../../hl7v3/xml/template.js'
import type { Patient } from '../../../../world/tables/patient.js'
import type { Release } from '../releases.js'
import { serialChangeNumber } from './person.js'
import { patientRole, shortCare } from './role.js'

const subject = (role: Xml): Xml => xml`
  <subject typeCode="SBJ">
    ${role}
  </subject>`

/** The answer that a number belongs to somebody (PRPA_MT000202, PRPA_MT090101). */
export function confirmation(patient: Patient, release: Release): Xml {
  const role = subject(
    patientRole(patient, {
      release,
      telecoms: false,
      birthOrder: false,
      care: shortCare(release, 'assignedOrganization', true),
      death: 'subjectOf2',
      consent: 'subjectOf1',
    }),
  )
  const version = serialChangeNumber(patient.version)
  return xml`
    <PdsNhsNumberConfirmation classCode="OBS" moodCode="EVN">
      ${release === '4.2' ? [role, version] : [version, role]}
    </PdsNhsNumberConfirmation>`
}

/** The answer of a cross-check (PRPA_MT000213). */
export const crossCheck = (patient: Patient, release: Release): Xml => xml`
  <PDSResponse classCode="OBS" moodCode="EVN">
    ${subject(
      patientRole(patient, {
        release,
        telecoms: true,
        birthOrder: true,
        care: shortCare(release, 'assignedOrganization'),
        death: 'subjectOf2',
        contact: 'subjectOf8',
      }),
    )}
  </PDSResponse>`
