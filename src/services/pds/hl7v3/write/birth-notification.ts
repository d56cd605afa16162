import { ROOTS } from '../../../../hl7v3/oids.js'
import { writeAddress } from '../../../../hl7v3/types/address.js'
import { writeIi } from '../../../../hl7v3/types/ii.js'
import { writeName } from '../../../../hl7v3/types/name.js'
import { writeValue } from '../../../../hl7v3/types/simple.js'
import { leaf, Xml, xml } from '../../../../hl7v3/xml/template.js'
import { given } from '../../../../world/given.js'
import type { Organisation } from '../../../../world/tables/organisation.js'
import { current, type Patient, type PatientBirth } from '../../../../world/tables/patient.js'
import { PRACTICE } from '../codes.js'
import { snomed, writeCode } from '../lists.js'
import { birthAddress, birthWeight, CHILD_HEALTH, motherPerson } from './birth.js'
import { addr, name, nameOf, telecom } from './items.js'
import {
  birthOrder,
  birthTime,
  deathNotification,
  deceasedTime,
  gender,
  nhsNumber,
} from './person.js'

/** A birth that was registered, with the mother's practice where the world knows it. */
export interface Born {
  readonly baby: Patient
  readonly birth: PatientBirth
  readonly practice?: Organisation
}

const organisation = (tag: string, odsCode: string): Xml =>
  writeIi(tag, { root: ROOTS.organisation, extension: odsCode })

const author = ({ authority }: PatientBirth): Xml => xml`
  <author typeCode="AUT">
    <registeringAuthority classCode="ASSIGNED">
      ${writeCode('code', 'registeringAuthority', authority?.type ?? '')}
      ${organisation('id', authority?.odsCode ?? '')}
    </registeringAuthority>
  </author>`

const notifier = ({ notifier: held }: PatientBirth): Xml | undefined =>
  held &&
  xml`
    <author typeCode="AUT">
      <notifier classCode="ASSIGNED">
        <assignedNotifierPerson classCode="PSN" determinerCode="INSTANCE">
          ${writeName('name', nameOf(held, 'plain'))}
        </assignedNotifierPerson>
      </notifier>
    </author>`

function location({ baby, birth: { place } }: Born): Xml {
  const tag = new Xml(
    place.site === undefined
      ? 'participantDeliveryLocation'
      : 'participantIdentifiedDeliveryLocation',
  )
  return xml`
    <location typeCode="LOC">
      <${tag} classCode="LOCE">
        ${writeCode('code', 'deliveryLocation', place.type)}
        ${place.site === undefined ? undefined : organisation('id', place.site)}
        ${
          baby.birthPlace &&
          xml`
            <locatedPlaceOfBirth classCode="PLC" determinerCode="INSTANCE">
              ${birthAddress(baby)}
              ${place.name === undefined ? undefined : leaf('name', place.name)}
            </locatedPlaceOfBirth>`
        }
      </${tag}>
    </location>`
}

const practiceOf = ({ birth, practice }: Born): Xml => xml`
  <subjectOf typeCode="SBJ">
    <primaryCareProvision classCode="PCPR" moodCode="EVN">
      ${writeCode('code', 'careProvision', PRACTICE)}
      <performer typeCode="PRF">
        <primaryCareProviderWithDetail classCode="PROV">
          ${organisation('id', birth.mother.practice)}
          <healthCarePrimaryCarePractice classCode="ORG" determinerCode="INSTANCE">
            ${writeAddress('addr', given({ lines: practice?.address, postalCode: practice?.postcode }))}
            ${practice && leaf('name', practice.name)}
          </healthCarePrimaryCarePractice>
        </primaryCareProviderWithDetail>
      </performer>
    </primaryCareProvision>
  </subjectOf>`

const childHealth = (outer: string, inner: string, type: string, odsCode: string | undefined) =>
  odsCode === undefined
    ? undefined
    : xml`
        <${new Xml(outer)} typeCode="${type}">
          <${new Xml(inner)} classCode="ASSIGNED">
            ${writeIi('id', { root: CHILD_HEALTH, extension: odsCode })}
          </${new Xml(inner)}>
        </${new Xml(outer)}>`

const care = (born: Born): Xml => xml`
  <babyOf typeCode="BBY">
    <obstetricCareProvision classCode="PCPR" moodCode="EVN">
      <code code="OBS"/>
      ${notifier(born.birth)}
      ${location(born)}
      ${childHealth('primaryInformationRecipient', 'partnerChildHealth', 'PRCP', born.birth.childHealth?.partner)}
      <recordTarget typeCode="RCT">
        <mother classCode="PAT">
          ${nhsNumber(born.birth.mother.nhsNumber)}
          ${motherPerson(born.birth, 'patientMotherPerson')}
          ${practiceOf(born)}
        </mother>
      </recordTarget>
      ${childHealth('tracker', 'responsibleChildHealth', 'TRC', born.birth.childHealth?.responsible)}
    </obstetricCareProvision>
  </babyOf>`

const component = (at: number, tag: string, code: string, value: Xml): Xml => xml`
  <${new Xml(`component${at}`)} typeCode="COMP">
    <${new Xml(tag)} classCode="OBS" moodCode="EVN">
      ${snomed(code)}
      ${value}
    </${new Xml(tag)}>
  </${new Xml(`component${at}`)}>`

const clinical = ({ abnormality, stillbirth, foetuses, gestation }: PatientBirth): Xml => xml`
  <subjectOf2 typeCode="SBJ">
    <clinicalInformation classCode="COMPOSITION" moodCode="EVN">
      ${component(1, 'suspectedCongenitalAbnormality', '66091009', writeCode('value', 'abnormality', abnormality))}
      ${component(2, 'stillbirthIndicator', '237364002', writeCode('value', 'stillbirth', stillbirth))}
      ${component(3, 'numberOfFoetusInConfinement', '246435002', writeValue('value', foetuses))}
      ${component(4, 'gestationAge', '268477000', writeValue('value', gestation))}
    </clinicalInformation>
  </subjectOf2>`

/** What those who care for children are told of a birth (PRPA_MT000212). */
export function birthNotification(born: Born): Xml {
  const { baby, birth } = born
  return xml`
    <PdsRegistrationEvent classCode="REG" moodCode="EVN">
      ${author(birth)}
      <subject typeCode="SBJ">
        <patient classCode="PAT">
          ${current(baby.addresses).map((one) => addr(one, 'period'))}
          ${nhsNumber(baby.nhsNumber)}
          ${current(baby.telecom).map((one) => telecom(one, 'period'))}
          ${care(born)}
          <patientPerson classCode="PSN" determinerCode="INSTANCE">
            ${gender(baby)}
            ${birthTime(baby)}
            ${deceasedTime(baby)}
            ${writeCode('ethnicGroupCode', 'ethnicCategory', baby.ethnicCategory ?? '')}
            ${birthOrder(baby)}
            ${current(baby.names).map((one) => name(one, 'plain'))}
          </patientPerson>
          ${birthWeight('subjectOf1', birth)}
          ${clinical(birth)}
          ${deathNotification('subjectOf4', baby)}
        </patient>
      </subject>
    </PdsRegistrationEvent>`
}
