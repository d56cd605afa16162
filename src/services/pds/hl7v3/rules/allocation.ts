import type { Reason } from '../../../../hl7v3/control-act.js'
import { codeOf } from '../../../../hl7v3/types/coded.js'
import { textOf } from '../../../../hl7v3/types/simple.js'
import { isTs } from '../../../../hl7v3/types/time.js'
import { allAt, attributeOf, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { GENDERS } from '../codes.js'
import type { Failure } from '../outcomes.js'
import {
  addressesOf,
  birthTimeIn,
  genderIn,
  namesOf,
  observationsOf,
  onceIn,
  practicesOf,
  provisionsOf,
  telecomsOf,
} from '../read/elements.js'
import { warning } from '../response-codes.js'
import { NEW_ADDRESS_RULES, NEW_CARE_RULES, NEW_NAME_RULES, NEW_TELECOM_RULES } from './items.js'
import { brokenRule, check, type Rule } from './rule.js'

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
    name: 'INVALID_VALUE',
    holds: (payload) => {
      const [contact] = observationsOf(payload, 'previousNhsContact')
      return ['0', '1'].includes(codeOf(childOf(contact, 'value')) ?? '')
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

/** The first broken rule of a request for a number (pds 13.4). */
export function checkRequest(payload: XmlElement): Failure | undefined {
  return (
    checkMandatory(payload) ??
    check([payload], RULES) ??
    check(addressesOf(payload), NEW_ADDRESS_RULES) ??
    check(telecomsOf(payload), NEW_TELECOM_RULES) ??
    check(namesOf(payload), NEW_NAME_RULES) ??
    check(provisionsOf(payload), NEW_CARE_RULES)
  )
}

/** A practice need not be told by this kind of authority, but should be. */
const PRIMARY_CARE_TRUST = 'x'

/** What is wrong, and let pass (pds 13.4). */
export function warningsOf(payload: XmlElement): Reason[] {
  const keys = addressesOf(payload).map((one) => textOf(childOf(one, 'addressKey')))
  return [
    ...(authorityType(payload) === PRIMARY_CARE_TRUST && practicesOf(payload).length === 0
      ? [warning('GE007', 'MANDATORY_FIELD_MISSING')]
      : []),
    ...(keys.includes('0') ? [warning('GE002', 'INVALID_VALUE')] : []),
  ]
}
