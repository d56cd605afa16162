import { writeIi } from '../../../../hl7v3/types/ii.js'
import { Xml, xml } from '../../../../hl7v3/xml/template.js'
import type { Patient, PatientBirth } from '../../../../world/tables/patient.js'
import type { Release } from '../releases.js'
import { birthWeight, CHILD_HEALTH, motherPerson } from './birth.js'
import { notifiedBirth, notifiedGender } from './notified.js'
import { partsOf } from './part-of-whole.js'
import { birthOrder, birthTime, confidentiality, gender, nhsNumber } from './person.js'

const MOTHER = {
  '4.2': ['patient', 'patientMother'],
  '6.3': ['patient', 'patientMother'],
  '7.2': ['mother', 'patientMotherPerson'],
} as const

function mother(birth: PatientBirth, release: Release): Xml {
  const [role, person] = MOTHER[release]
  const tag = new Xml(role)
  return xml`
    <recordTarget typeCode="RCT">
      <${tag} classCode="PAT">
        ${nhsNumber(birth.mother.nhsNumber)}
        ${motherPerson(birth, person)}
      </${tag}>
    </recordTarget>`
}

/** Whose baby it is, and who was told of it. */
const babyOf = (birth: PatientBirth, release: Release): Xml => xml`
  <babyOf typeCode="BBY">
    <obstetricCareProvision classCode="PCPR" moodCode="EVN">
      <code code="OBS"/>
      <primaryInformationRecipient typeCode="PRCP">
        <partnerChildHealth classCode="ASSIGNED">
          ${writeIi('id', { root: CHILD_HEALTH, extension: birth.childHealth?.partner ?? '' })}
        </partnerChildHealth>
      </primaryInformationRecipient>
      ${mother(birth, release)}
    </obstetricCareProvision>
  </babyOf>`

/** The person; the releases have its parts in two orders. */
function person(patient: Patient, release: Release): Xml {
  const later = release === '7.2'
  const form = { number: later ? 'UK03' : 'UK02', extent: 'period', history: false } as const
  const { names, addresses } = partsOf(patient, form)
  return xml`
    <patientPerson classCode="PSN" determinerCode="INSTANCE">
      ${later ? undefined : [gender(patient), birthTime(patient)]}
      ${birthOrder(patient)}
      ${names}
      ${addresses}
      ${later ? [notifiedBirth(patient), notifiedGender(patient)] : undefined}
    </patientPerson>`
}

const duplicate = (patient: Patient, release: Release): Xml => xml`
  <subject typeCode="SBJ">
    <patientRole classCode="PAT">
      ${confidentiality(patient)}
      ${nhsNumber(patient.nhsNumber)}
      ${patient.birth && babyOf(patient.birth, release)}
      ${person(patient, release)}
      ${patient.birth && birthWeight('subjectOf', patient.birth)}
    </patientRole>
  </subject>`

/**
 * Who may be the baby already (PRPA_MT000210). Of those whose birth was not notified here mother,
 * child health organisation and weight are not known, and left out.
 */
export const duplicates = (patients: readonly Patient[], release: Release): Xml => xml`
  <PdsRegistrationResponse classCode="REG" moodCode="EVN">
    ${patients.map((patient) => duplicate(patient, release))}
  </PdsRegistrationResponse>`
