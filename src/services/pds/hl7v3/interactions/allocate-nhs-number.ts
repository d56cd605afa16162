import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readValue } from '../../../../hl7v3/types/simple.js'
import { dateOfTs, isTs } from '../../../../hl7v3/types/time.js'
import {
  allAt,
  attributeOf,
  childOf,
  childrenOf,
  type XmlElement,
} from '../../../../hl7v3/xml/element.js'
import { given } from '../../../../world/given.js'
import { createPatient, type NewPatient } from '../../domain/create/create-patient.js'
import { EMERGENCY, GENDERS, PHARMACIES, PHARMACY_SINGLES, PRACTICE } from '../codes.js'
import { update } from '../declare.js'
import { updateFailure } from '../failures.js'
import { type Failure, fail, read, updated } from '../outcomes.js'
import {
  addressIn,
  communicationIn,
  contactWishIn,
  nameIn,
  odsCodeIn,
  registrationIn,
  telecomIn,
} from '../read/contents.js'
import {
  addressesOf,
  namesOf,
  observationsOf,
  onceIn,
  personOf,
  provisionsOf,
  telecomsOf,
} from '../read/elements.js'
import { messageOnlyIn } from '../read/message-only.js'
import { version } from '../releases.js'
import {
  NEW_ADDRESS_RULES,
  NEW_CARE_RULES,
  NEW_NAME_RULES,
  NEW_TELECOM_RULES,
} from '../rules/items.js'
import { brokenRule, check, type Rule } from '../rules/rule.js'
import { registered } from '../write/scn.js'

const genderIn = (payload: XmlElement): string | undefined =>
  codeOf(onceIn(payload, 'administrativeGenderCode')?.value)

const birthTimeIn = (payload: XmlElement): string =>
  readValue(onceIn(payload, 'birthTime')?.value) ?? ''

const isUsual = (name: XmlElement): boolean => attributeOf(name, 'use') === 'L'

const authority = (payload: XmlElement) => allAt(payload, 'author/registeringAuthority')

/** What must be there once, by the name that the answer gives it (pds 13.4). */
const MANDATORY: readonly (readonly [string, (payload: XmlElement) => boolean])[] = [
  ['gender', (payload) => onceIn(payload, 'administrativeGenderCode') !== undefined],
  ['birthTime', (payload) => onceIn(payload, 'birthTime') !== undefined],
  ['author', (payload) => authority(payload).length === 1],
  ['previousNHSContact', (payload) => observationsOf(payload, 'previousNhsContact').length === 1],
  ['patient.usualName', (payload) => namesOf(payload).filter(isUsual).length === 1],
  ['patient.address', (payload) => addressesOf(payload).length > 0],
]

function checkMandatory(payload: XmlElement): Failure | undefined {
  const missing = MANDATORY.find(([, isThere]) => !isThere(payload))
  return missing && brokenRule(`MANDATORY_FIELD_MISSING_SUPP_INFO|${missing[0]}`, true)
}

const NHAIS = 'y'

const authorityType = (payload: XmlElement): string | undefined =>
  codeOf(childOf(authority(payload)[0], 'code'))

/** The person who registers, in the form of either release. */
const assignedPersons = (payload: XmlElement): readonly XmlElement[] => [
  ...allAt(authority(payload)[0], 'assignedRegisteringOrganization/scopedAssignedPerson'),
  ...allAt(authority(payload)[0], 'assignedRegisteringPerson'),
]

const RULES: readonly Rule<XmlElement>[] = [
  {
    name: 'ASSIGNED_REG_PERSON_MISSING',
    missing: true,
    holds: (payload) => authorityType(payload) !== NHAIS || assignedPersons(payload).length === 1,
  },
  {
    name: 'INVALID_ASSIGNED_REGISTERING_PERSON',
    holds: (payload) =>
      authorityType(payload) === NHAIS ||
      (assignedPersons(payload).length === 0 &&
        observationsOf(payload, 'nHAISRegistrationEvent').length === 0),
  },
  {
    name: 'INVALID_VALUE',
    holds: (payload) => {
      const code = genderIn(payload)
      return GENDERS.read(code) !== undefined
    },
  },
  {
    name: 'ILLEGAL_DATE_FORMAT',
    holds: (payload) => {
      const time = birthTimeIn(payload)
      return isTs(time) && time.length >= 8
    },
  },
]

function checkRequest(payload: XmlElement): Failure | undefined {
  return (
    checkMandatory(payload) ??
    check([payload], RULES) ??
    check(addressesOf(payload), NEW_ADDRESS_RULES) ??
    check(telecomsOf(payload), NEW_TELECOM_RULES) ??
    check(namesOf(payload), NEW_NAME_RULES) ??
    check(provisionsOf(payload), NEW_CARE_RULES)
  )
}

const codeIn = (provision: XmlElement): string | undefined => codeOf(childOf(provision, 'code'))

/** The record to be, of a request whose rules hold. */
function newPatientIn(payload: XmlElement): NewPatient {
  const person = personOf(payload)
  const provisions = provisionsOf(payload)
  const [language] = childrenOf(person, 'languageCommunication')
  const pharmacies = provisions.flatMap((one) => {
    const kind = PHARMACIES.read(codeIn(one))
    return kind ? [[PHARMACY_SINGLES[kind], odsCodeIn(one)]] : []
  })
  return given({
    names: namesOf(payload).map(nameIn),
    gender: GENDERS.read(genderIn(payload)),
    birthDate: dateOfTs(birthTimeIn(payload)),
    addresses: addressesOf(payload).map(addressIn),
    telecom: telecomsOf(payload)
      .filter((one) => attributeOf(one, 'use') !== EMERGENCY)
      .map(telecomIn),
    practices: provisions.filter((one) => codeIn(one) === PRACTICE).map(registrationIn),
    communication: language && communicationIn(language),
    contactPreference: contactWishIn(
      observationsOf(payload, 'preferredContactMethod')[0],
      observationsOf(payload, 'preferredWrittenCommunicationFormat')[0],
    ),
    messageOnly: messageOnlyIn(payload),
    ...Object.fromEntries(pharmacies),
  }) as NewPatient
}

/** Makes a record for somebody who has none, under a new number; it does not look for matches (pds 12.12). */
export const allocateNhsNumber = update({
  title: 'Allocate an NHS number',
  pattern: 'reliable',
  versions: [
    version('4.2', 'PRPA_IN040000UK30', 'PRPA_IN060000UK30'),
    version('6.3', 'PRPA_IN000200UK03', 'PRPA_IN000201UK01'),
    version('7.2', 'PRPA_IN000200UK04', 'PRPA_IN000201UK01'),
  ],
  perform({ content: payload }, world, { release, answer }) {
    const broken = checkRequest(payload)
    if (broken) return fail(broken)
    const made = createPatient(world, newPatientIn(payload))
    return made.ok
      ? read(updated(answer, registered(made.value, release)))
      : fail(updateFailure(made.refusal))
  },
})
