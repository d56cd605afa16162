import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readIi } from '../../../../hl7v3/types/ii.js'
import { readInterval } from '../../../../hl7v3/types/interval.js'
import { at, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { odsCodeIn } from '../read/contents.js'
import { observationsOf, practicesOf, registersIn, removalOf } from '../read/elements.js'
import { isRemoved, type Rule } from './rule.js'

const givesReason = (payload: XmlElement): boolean => {
  const removal = removalOf(payload)
  return removal !== undefined && !isRemoved(removal)
}

const hasTime = (event: XmlElement): boolean =>
  readInterval(childOf(event, 'effectiveTime')) !== undefined

const isWholeRegistration = (event: XmlElement): boolean =>
  isRemoved(event) ||
  (codeOf(childOf(event, 'code')) !== undefined &&
    at(event, 'custodian/assignedDevice/id') !== undefined &&
    hasTime(event))

const isWholeRemoval = (event: XmlElement | undefined): boolean =>
  event === undefined ||
  isRemoved(event) ||
  (codeOf(childOf(event, 'code')) !== undefined &&
    codeOf(childOf(event, 'reasonCode')) !== undefined &&
    hasTime(event))

const LONGEST_CODE = 10

/** The rules of updates by the registration authorities (pds 13.4). */
export const NHAIS_RULES: readonly Rule<XmlElement>[] = [
  {
    name: 'GP_PROVDER_RULE86',
    holds: (payload) =>
      !registersIn(payload) ||
      (observationsOf(payload, 'deathNotification').length === 0 && !givesReason(payload)),
  },
  {
    name: 'REG_REMOVAL_AND_PCP_MUTUALLY_EXCLUSIVE',
    holds: (payload) => {
      const removal = removalOf(payload)
      return removal === undefined || !isRemoved(removal) || registersIn(payload)
    },
  },
  {
    name: 'INVALID_GPREG',
    holds: (payload) => practicesOf(payload).every((one) => odsCodeIn(one).length <= LONGEST_CODE),
  },
  {
    name: 'MANDATORY_FIELD_MISSING',
    missing: true,
    holds: (payload) =>
      observationsOf(payload, 'nHAISRegistrationEvent').every(isWholeRegistration) &&
      isWholeRemoval(removalOf(payload)),
  },
  {
    name: 'MANDATORY_FIELD_MISSING',
    missing: true,
    holds: (payload) => {
      const authority = at(payload, 'author/registeringAuthority')
      const person = at(authority, 'assignedRegisteringOrganization/scopedAssignedPerson/id')
      return authority === undefined || readIi(person) !== undefined
    },
  },
]
