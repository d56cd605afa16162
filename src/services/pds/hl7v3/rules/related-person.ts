import { ROOTS } from '../../../../hl7v3/oids.js'
import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readIi } from '../../../../hl7v3/types/ii.js'
import { updateModeOf } from '../../../../hl7v3/types/update-mode.js'
import {
  allAt,
  at,
  attributeOf,
  childOf,
  childrenOf,
  type XmlElement,
} from '../../../../hl7v3/xml/element.js'
import { RELATED_ROLES } from '../codes.js'
import { HAS_MODE, isRemoved, objectIdOf, periodRules, type Rule } from './rule.js'

/** NHS numbers of somebody related, in the form of any release. */
export const numbersIn = (person: XmlElement): readonly string[] =>
  [...childrenOf(person, 'id'), ...allAt(person, 'player/playedRelatedPatient/id')]
    .map(readIi)
    .filter((id) => id?.root === ROOTS.nhsNumber)
    .flatMap((id) => id?.extension?.trim() || [])

const named = (person: XmlElement) => allAt(person, 'player/name')

const observed = (person: XmlElement, name: string) =>
  person.children.flatMap((one) => one.children.filter((child) => child.name === name))

const hasDetails = (person: XmlElement): boolean =>
  childrenOf(person, 'addr').length > 0 ||
  childrenOf(person, 'telecom').length > 0 ||
  named(person).length > 0 ||
  observed(person, 'preferredContactMethod').length > 0 ||
  observed(person, 'preferredWrittenCommunicationFormat').length > 0

/** A removal has nothing but the identifier. */
const isBare = (person: XmlElement): boolean =>
  person.children.every(({ name }) => name === 'id' || name === 'code')

const keeps = (person: XmlElement): boolean => !isRemoved(person)

/** 16.2. */
const CONSENTS: readonly string[] = ['1', '2', '4', '5']

/** The rules of related people (pds 13.4). */
export const RELATED_PERSON_RULES: readonly Rule<XmlElement>[] = [
  HAS_MODE,
  { name: 'RELATED_PERSON_CANNOT_PROVIDE_DATE', holds: (one) => keeps(one) || isBare(one) },
  {
    name: 'MANDATORY_FIELD_MISSING_SUPP_INFO',
    missing: true,
    holds: (one) => updateModeOf(one) === 'added' || objectIdOf(one) !== undefined,
  },
  {
    name: 'INVALID_VALUE',
    holds: (one) => RELATED_ROLES.read(attributeOf(one, 'classCode')) !== undefined,
  },
  { name: 'RELATED_PERSON_INCORRRECT_ID_FIELDS', holds: (one) => numbersIn(one).length <= 1 },
  ...periodRules('effectiveTime'),
  {
    name: 'ONLY_USUAL_NAME_SUPPORTED',
    holds: (one) => named(one).every((name) => attributeOf(name, 'use') === 'L'),
  },
  {
    name: 'ONLY_HOME_ADDRESS_SUPPORTED',
    holds: (one) => childrenOf(one, 'addr').every((addr) => attributeOf(addr, 'use') === 'H'),
  },
  {
    name: 'ONLY_SUPPORTED_FOR_AGENTS',
    holds: (one) =>
      observed(one, 'callCentreCallBackConsent').length === 0 ||
      attributeOf(one, 'classCode') === 'AGNT',
  },
  {
    name: 'INVALID_VALUE',
    holds: (one) =>
      observed(one, 'callCentreCallBackConsent').every((consent) =>
        CONSENTS.includes(codeOf(childOf(consent, 'value')) ?? ''),
      ),
  },
  {
    name: 'RELATED_PERSON_DATA_INVALID_NHS_SUPPLIED',
    holds: (one) => numbersIn(one).length === 0 || !hasDetails(one),
  },
  {
    name: 'RELATED_PERSON_NAME_ADDRESS_MISSING',
    missing: true,
    holds: (one) =>
      !keeps(one) ||
      numbersIn(one).length > 0 ||
      (named(one).length === 1 && childrenOf(one, 'addr').length === 1),
  },
  {
    name: 'TOO_MANY_TELECOM_ELEMENTS',
    holds: (one) => childrenOf(one, 'telecom').length <= 5,
  },
]

export const playerOf = (person: XmlElement): XmlElement | undefined => at(person, 'player')
export const nameOfPlayer = (person: XmlElement): XmlElement | undefined =>
  childOf(playerOf(person), 'name')
