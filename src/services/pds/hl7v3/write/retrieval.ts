import { writeInterval } from '../../../../hl7v3/types/interval.js'
import { Xml, xml } from '../../../../hl7v3/xml/template.js'
import { type Patient, searchable } from '../../../../world/tables/patient.js'
import { writeCode } from '../lists.js'
import type { Release } from '../releases.js'
import { birthAddress } from './birth.js'
import { careProvisions } from './care-provision.js'
import { addr, contactTelecoms, interval, name, telecom } from './items.js'
import {
  healthspace,
  paperRecord,
  previousContact,
  registration,
  sharedSecret,
} from './message-only.js'
import { notifiedBirth, notifiedDeath, notifiedGender } from './notified.js'
import { type PartForm, partsOf } from './part-of-whole.js'
import {
  birthOrder,
  birthTime,
  confidentiality,
  consent,
  contactMethod,
  deathNotification,
  deceasedTime,
  gender,
  languageCommunication,
  nhsNumber,
  serialChangeNumber,
  writtenFormat,
} from './person.js'
import { oldRelatedPerson, relatedPerson } from './related-person.js'

/** A record as retrieval answers it: redacted, with the numbers that were merged into it. */
export interface Retrieved {
  readonly patient: Patient
  readonly merged: readonly string[]
  /** Whether earlier versions of items are told too. */
  readonly history: boolean
}

const replacement = (number: string): Xml => xml`
  <replacementOf typeCode="REPL">
    <oldVersion classCode="PAT">
      ${nhsNumber(number)}
    </oldVersion>
  </replacementOf>`

/** How releases call the end of a registration (17.165). */
const REMOVALS = {
  '6.3': ['nHAISRemovalRegistrationEvent', '02'],
  '7.2': ['pCRemovalRegistrationEvent', '04'],
} as const

/** Why and when the patient left the GP list. */
function removal({ removal: left }: Patient, release: keyof typeof REMOVALS): Xml | undefined {
  const [name, code] = REMOVALS[release]
  const tag = new Xml(name)
  return (
    left &&
    xml`
      <subjectOf9 typeCode="SBJ">
        <${tag} classCode="REG" moodCode="EVN">
          ${writeCode('code', 'registration', code)}
          ${writeInterval('effectiveTime', interval(left.period))}
          ${writeCode('reasonCode', 'removalReason', left.reason)}
        </${tag}>
      </subjectOf9>`
  )
}

const birthplace = (patient: Patient, tag: Xml): Xml | undefined =>
  patient.birthPlace &&
  xml`
    <${tag} classCode="BIRTHPL">
      ${birthAddress(patient)}
    </${tag}>`

const careForm = (release: Release) =>
  ({
    provision: release === '6.3' ? 'patientCareProvisionEvent' : 'patientCareProvision',
    performer: release === '4.2' ? 'healthCareProvider' : 'assignedEntity',
    id: release === '4.2' ? 'first' : 'afterTime',
    pharmacies: true,
  }) as const

const relatedPeople = ({ patient, history }: Retrieved, form: PartForm): Xml[] =>
  searchable(patient.relatedPeople ?? [], history).map((one) => relatedPerson(one, form))

function person(record: Retrieved): Xml {
  const { patient, history } = record
  const form: PartForm = { number: 'UK02', extent: 'whole', history }
  const parts = partsOf(patient, form)
  return xml`
    <patientPerson classCode="PSN" determinerCode="INSTANCE">
      ${gender(patient)}
      ${birthTime(patient)}
      ${deceasedTime(patient)}
      ${birthOrder(patient)}
      ${birthplace(patient, new Xml('birthplace'))}
      ${languageCommunication(patient.communication)}
      ${careProvisions(patient, careForm('6.3'), history)}
      ${relatedPeople(record, form)}
      ${[...parts.addresses, ...parts.telecoms, ...parts.names]}
    </patientPerson>`
}

/** Release 7.2 wraps what the earlier ones write plainly (pds 12.15). */
function laterPerson(record: Retrieved): Xml {
  const { patient, history } = record
  const form: PartForm = { number: 'UK03', extent: 'whole', history }
  const parts = partsOf(patient, form)
  return xml`
    <patientPerson classCode="PSN" determinerCode="INSTANCE">
      ${birthOrder(patient)}
      ${languageCommunication(patient.communication)}
      ${careProvisions(patient, careForm('7.2'), history)}
      ${relatedPeople(record, form)}
      ${parts.addresses}
      ${notifiedGender(patient)}
      ${notifiedBirth(patient)}
      ${notifiedDeath(patient)}
      ${parts.telecoms}
      ${birthplace(patient, new Xml('COCT_MT000208UK01.BirthPlace'))}
      ${parts.names}
    </patientPerson>`
}

const wishes = (patient: Patient) => [
  healthspace(patient),
  deathNotification('subjectOf2', patient),
  ...consent('subjectOf3', patient),
  contactMethod('subjectOf4', patient.contactPreference),
  writtenFormat('subjectOf5', patient.contactPreference),
  sharedSecret(patient),
  registration(patient),
  previousContact('subjectOf8', patient),
]

function response(record: Retrieved, release: '6.3' | '7.2'): Xml {
  const { patient, merged } = record
  const later = release === '7.2'
  return xml`
    <PDSResponse classCode="OBS" moodCode="EVN">
      ${serialChangeNumber(patient.version)}
      <subject typeCode="SBJ">
        <patientRole classCode="PAT">
          ${confidentiality(patient)}
          ${nhsNumber(patient.nhsNumber)}
          ${later ? laterPerson(record) : person(record)}
          ${paperRecord(patient, release)}
          ${merged.map(replacement)}
          ${wishes(patient)}
          ${removal(patient, release)}
        </patientRole>
      </subject>
    </PDSResponse>`
}

/** Release 4.2: plain items, no history of them, the serial change number last (pds 12.16). */
function oldResponse({ patient, merged }: Retrieved): Xml {
  const { addresses, telecom: telecoms, contacts, names } = patient
  const now = <Kind extends { state?: string }>(items: readonly Kind[]) =>
    items.filter(({ state }) => state === undefined)
  return xml`
    <PdsSuccessfulRetrieval classCode="OBS" moodCode="EVN">
      <subject typeCode="SBJ">
        <patientRole classCode="PAT">
          ${nhsNumber(patient.nhsNumber)}
          ${now(addresses).map((one) => addr(one, 'whole'))}
          ${now(telecoms).map((one) => telecom(one, 'whole'))}
          ${now(contacts).flatMap((one) => contactTelecoms(one, 'whole'))}
          ${confidentiality(patient)}
          <patientPerson classCode="PSN" determinerCode="INSTANCE">
            ${now(names).map((one) => name(one, 'whole'))}
            ${gender(patient)}
            ${birthTime(patient)}
            ${deceasedTime(patient)}
            ${birthOrder(patient)}
            ${careProvisions(patient, careForm('4.2'))}
            ${now(patient.relatedPeople ?? []).map(oldRelatedPerson)}
            ${languageCommunication(patient.communication, 'preferenceLast')}
          </patientPerson>
          ${sharedSecret(patient)}
          ${contactMethod('subjectOf4', patient.contactPreference)}
          ${previousContact('subjectOf8', patient)}
          ${consent('subjectOf3', patient)}
          ${deathNotification('subjectOf2', patient)}
          ${writtenFormat('subjectOf5', patient.contactPreference)}
          ${healthspace(patient)}
          ${merged.map(replacement)}
        </patientRole>
      </subject>
      ${serialChangeNumber(patient.version)}
    </PdsSuccessfulRetrieval>`
}

/** The whole record (PRPA_MT000201, PRPA_MT040101). */
export const retrieval = (record: Retrieved, release: Release): Xml =>
  release === '4.2' ? oldResponse(record) : response(record, release)
