import { type Xml, xml } from '../../../../hl7v3/xml/template.js'
import { current, type Patient, type PatientName } from '../../../../world/tables/patient.js'
import type { Release } from '../releases.js'
import { type CareForm, careProvisions } from './care-provision.js'
import { addr, contactTelecoms, name, telecom } from './items.js'
import { previousContact } from './message-only.js'
import {
  birthOrder,
  birthTime,
  confidentiality,
  consent,
  deathNotification,
  deceasedTime,
  gender,
  nhsNumber,
  observed,
} from './person.js'

/** How one answer writes the patient in short: the differences between functions and releases. */
export interface RoleForm {
  readonly release: Release
  readonly telecoms: boolean
  readonly birthOrder: boolean
  readonly care: CareForm
  /** Element around the death notification. */
  readonly death: string
  /** Element around whether the NHS knew the patient before, where the answer has it. */
  readonly contact?: string
  /** Element around consents, where the answer has them. */
  readonly consent?: string
  /** Percentage to which the patient is what was asked for. */
  readonly matchingLevel?: number
}

const SHOWN_NAMES: readonly PatientName['use'][] = ['usual', 'nickname', 'temp']

/** What a trace tells of a record: the home address, telecoms, and the names used now (pds 4.6). */
const itemsOf = (patient: Patient, { telecoms }: RoleForm) => ({
  addresses: current(patient.addresses)
    .filter(({ use }) => use === 'home')
    .map((one) => addr(one, 'plain')),
  telecoms: telecoms
    ? [
        ...current(patient.telecom).map((one) => telecom(one, 'plain')),
        ...current(patient.contacts).flatMap((one) => contactTelecoms(one, 'plain')),
      ]
    : [],
  names: current(patient.names)
    .filter(({ use }) => SHOWN_NAMES.includes(use))
    .map((one) => name(one, 'plain')),
})

export const matchingLevel = (level: number | undefined): Xml | undefined =>
  level === undefined
    ? undefined
    : observed(
        'subjectOf1',
        'matchingLevel',
        xml`<code code="12" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/>`,
        xml`<value value="${level}" unit="%"/>`,
      )

/** Death and earlier contact, in the order of their elements. */
function subjects(patient: Patient, { death, contact }: RoleForm): (Xml | undefined)[] {
  const died = deathNotification(death, patient)
  const known = contact === undefined ? undefined : previousContact(contact, patient)
  return contact !== undefined && contact < death ? [known, died] : [died, known]
}

function newRole(patient: Patient, form: RoleForm): Xml {
  const { addresses, telecoms, names } = itemsOf(patient, form)
  return xml`
    <patientRole classCode="PAT">
      ${addresses}
      ${confidentiality(patient)}
      ${nhsNumber(patient.nhsNumber)}
      ${telecoms}
      <patientPerson classCode="PSN" determinerCode="INSTANCE">
        ${gender(patient)}
        ${birthTime(patient)}
        ${deceasedTime(patient)}
        ${form.birthOrder ? birthOrder(patient) : undefined}
        ${names}
        ${careProvisions(patient, form.care)}
      </patientPerson>
      ${form.consent && consent(form.consent, patient)}
      ${subjects(patient, form)}
    </patientRole>`
}

/** The oldest release begins with the number, and has the names first. */
function oldRole(patient: Patient, form: RoleForm): Xml {
  const { addresses, telecoms, names } = itemsOf(patient, form)
  return xml`
    <patientRole classCode="PAT">
      ${nhsNumber(patient.nhsNumber)}
      ${addresses}
      ${telecoms}
      ${confidentiality(patient)}
      <patientPerson classCode="PSN" determinerCode="INSTANCE">
        ${names}
        ${gender(patient)}
        ${birthTime(patient)}
        ${deceasedTime(patient)}
        ${form.birthOrder ? birthOrder(patient) : undefined}
        ${careProvisions(patient, form.care)}
      </patientPerson>
      ${matchingLevel(form.matchingLevel)}
      ${form.contact && previousContact(form.contact, patient)}
      ${deathNotification(form.death, patient)}
      ${form.consent && consent(form.consent, patient)}
    </patientRole>`
}

/** A patient in short, redacted before: what traces, confirmation and cross-check answer. */
export const patientRole = (patient: Patient, form: RoleForm): Xml =>
  form.release === '4.2' ? oldRole(patient, form) : newRole(patient, form)

/** The care form of short answers. */
export const shortCare = (
  release: Release,
  performer: 'assignedOrganization' | 'assignedEntity',
  pharmacies = false,
): CareForm => ({
  provision: 'patientCareProvision',
  performer: release === '4.2' ? 'healthCareProvider' : performer,
  pharmacies,
})
