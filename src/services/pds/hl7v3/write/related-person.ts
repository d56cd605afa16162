import { writeIi } from '../../../../hl7v3/types/ii.js'
import { writeInterval } from '../../../../hl7v3/types/interval.js'
import { writeValue } from '../../../../hl7v3/types/simple.js'
import { attribute, type Xml, xml } from '../../../../hl7v3/xml/template.js'
import type { RelatedPerson } from '../../../../world/tables/patient.js'
import { RELATED_ROLES, RELATIONSHIPS } from '../codes.js'
import { CALL_BACK, writeCode } from '../lists.js'
import { addr, interval, name, objectId, telecom } from './items.js'
import { addressPart, namePart, type PartForm, telecomPart } from './part-of-whole.js'
import {
  contactMethod,
  languageCommunication,
  nhsNumber,
  observed,
  writtenFormat,
} from './person.js'
import { systemDates } from './system-dates.js'

/** Where the role says it all there is no type: then the relationship follows from the role. */
const relationship = ({ role, type }: RelatedPerson): string =>
  (type === undefined ? undefined : RELATIONSHIPS.write(type)) ??
  RELATIONSHIPS.write(role === 'Guardian' ? 'Guardian' : 'NotSpecified') ??
  ''

const nextOfKin = (subject: string, person: RelatedPerson): Xml | undefined =>
  person.nextOfKin
    ? xml`
        <${xml`${subject}`} typeCode="PART">
          <partNextOfKin classCode="NOK">
            ${writeCode('code', 'nextOfKin', '1')}
          </partNextOfKin>
        </${xml`${subject}`}>`
    : undefined

const correspondence = (subject: string, person: RelatedPerson): Xml | undefined =>
  person.copyCorrespondence
    ? xml`
        <${xml`${subject}`} typeCode="PART">
          <partCorrespondence classCode="CON">
            ${writeCode('code', 'correspondence', '1')}
          </partCorrespondence>
        </${xml`${subject}`}>`
    : undefined

const roleClass = ({ role }: RelatedPerson): Xml =>
  attribute('classCode', RELATED_ROLES.write(role))

const position = ({ rank }: RelatedPerson): Xml | undefined =>
  rank === undefined ? undefined : writeValue('positionNumber', rank)

function player(person: RelatedPerson, form: PartForm): Xml | undefined {
  const { nhsNumber: number, communication, telecom: telecoms = [] } = person
  const parts = [
    languageCommunication(communication),
    number === undefined
      ? undefined
      : xml`
          <playedRelatedPatient classCode="PAT">
            ${nhsNumber(number)}
          </playedRelatedPatient>`,
    ...telecoms.map((one) => telecomPart(form, one)),
    person.address && addressPart(form, person.address),
    person.name && namePart(form, person.name),
  ]
  if (parts.every((part) => part === undefined)) return undefined
  return xml`
    <player classCode="PSN" determinerCode="INSTANCE">
      ${parts}
    </player>`
}

const callBack = ({ callBackConsent: code }: RelatedPerson): Xml | undefined =>
  code === undefined
    ? undefined
    : observed(
        'subjectOf3',
        'callCentreCallBackConsent',
        writeCode('code', 'consentType', CALL_BACK),
        writeCode('value', 'consentValue', code),
      )

/** Somebody related to the patient, as releases 6.3 and 7.2 write them (pds 12.10). */
export const relatedPerson = (person: RelatedPerson, form: PartForm): Xml => xml`
  <scopedRelatedPersonRole${roleClass(person)}>
    ${writeCode('code', 'relationship', relationship(person))}
    ${writeInterval('effectiveTime', interval(person.period))}
    ${writeIi('id', objectId(person.id))}
    ${position(person)}
    ${nextOfKin('part3', person)}
    ${correspondence('part4', person)}
    ${player(person, form)}
    ${contactMethod('subjectOf1', person.contactPreference)}
    ${writtenFormat('subjectOf2', person.contactPreference)}
    ${callBack(person)}
    ${person.state === 'former' ? systemDates('subjectOf5', person.replaced ?? '') : undefined}
  </scopedRelatedPersonRole>`

const oldPlayer = (person: RelatedPerson): Xml | undefined =>
  person.name &&
  xml`
    <player classCode="PSN" determinerCode="INSTANCE">
      ${name(person.name, 'period')}
      ${languageCommunication(person.communication, 'preferenceLast')}
    </player>`

/** Somebody related to the patient, as release 4.2 writes them. */
export const oldRelatedPerson = (person: RelatedPerson): Xml => xml`
  <scopedRelatedPersonRole${roleClass(person)}>
    ${writeIi('id', objectId(person.id))}
    ${person.nhsNumber === undefined ? undefined : nhsNumber(person.nhsNumber)}
    ${writeCode('code', 'relationship', relationship(person))}
    ${person.address && addr(person.address, 'period')}
    ${(person.telecom ?? []).map((one) => telecom(one, 'period'))}
    ${writeInterval('effectiveTime', interval(person.period))}
    ${position(person)}
    ${oldPlayer(person)}
    ${contactMethod('subjectOf1', person.contactPreference)}
    ${writtenFormat('subjectOf2', person.contactPreference)}
    ${callBack(person)}
    ${nextOfKin('part2', person)}
    ${correspondence('part1', person)}
  </scopedRelatedPersonRole>`
