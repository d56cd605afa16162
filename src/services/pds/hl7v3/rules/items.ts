import { readAddress } from '../../../../hl7v3/types/address.js'
import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readName } from '../../../../hl7v3/types/name.js'
import { splitTelecom } from '../../../../hl7v3/types/telecom.js'
import { attributeOf, childOf, childrenOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { TELECOM_SCHEMES } from '../codes.js'
import { HAS_ID, HAS_MODE, isRemoved, periodRules, type Rule } from './rule.js'

/** Without a use nobody knows what an item is; the Spine calls that so. */
const HAS_USE: Rule<XmlElement> = {
  name: 'UNSUPPORTED_CHARACTERS_IN_FIELD',
  holds: (item) => Boolean(attributeOf(item, 'use')?.trim()),
}

/** How an item of an update is told from one of a new record, which has no mode and no identifier. */
const CHANGED: readonly Rule<XmlElement>[] = [HAS_MODE, HAS_ID]

const atMost = (most: number, element: string, name: string): Rule<XmlElement> => ({
  name,
  holds: (item) => childrenOf(item, element).length <= most,
})

/** The rules of names of a new record. */
export const NEW_NAME_RULES: readonly Rule<XmlElement>[] = [
  HAS_USE,
  ...periodRules('validTime'),
  atMost(1, 'prefix', 'NO_MORE_THAN_ONE_PREFIX'),
  atMost(1, 'family', 'NO_MORE_THAN_ONE_FAMILY_NAME'),
  atMost(1, 'suffix', 'NO_MORE_THAN_ONE_SUFFIX'),
  {
    name: 'INSUFFICIENT_NAME_DETAILS',
    holds: (item) => {
      const { family, given } = readName(item) ?? {}
      return isRemoved(item) || family !== undefined || given !== undefined
    },
  },
  atMost(5, 'given', 'TOO_MANY_GIVEN_NAMES_5'),
]

export const NAME_RULES: readonly Rule<XmlElement>[] = [
  ...CHANGED,
  ...NEW_NAME_RULES,
  {
    name: 'UNABLE_TO_DELETE_USUAL_NAME',
    holds: (item) => !isRemoved(item) || attributeOf(item, 'use') !== 'L',
  },
]

export const NEW_ADDRESS_RULES: readonly Rule<XmlElement>[] = [
  HAS_USE,
  ...periodRules('useablePeriod'),
  {
    name: 'INCORRECT_NUMBER_OF_ADDRESS_LINES',
    holds: (item) => {
      const lines = childrenOf(item, 'streetAddressLine').length
      return isRemoved(item) || (lines >= 1 && lines <= 5)
    },
  },
  {
    name: 'DESCRIPTION_PROVIDED_NO_TEMPORARY_ADDRESS',
    holds: (item) => readAddress(item)?.desc === undefined || attributeOf(item, 'use') === 'TMP',
  },
]

export const ADDRESS_RULES: readonly Rule<XmlElement>[] = [...CHANGED, ...NEW_ADDRESS_RULES]

/** A scheme that PDS keeps, and something after it. */
const isContact = (item: XmlElement): boolean => {
  const { scheme, rest } = splitTelecom(attributeOf(item, 'value') ?? '') ?? {}
  return TELECOM_SCHEMES.read(scheme) !== undefined && Boolean(rest?.trim())
}

export const NEW_TELECOM_RULES: readonly Rule<XmlElement>[] = [
  HAS_USE,
  ...periodRules('useablePeriod'),
  { name: 'UNEXPECTED_CONTACT_TYPE', holds: (item) => isRemoved(item) || isContact(item) },
]

export const TELECOM_RULES: readonly Rule<XmlElement>[] = [...CHANGED, ...NEW_TELECOM_RULES]

const ODS = '2.16.840.1.113883.2.1.4.3'

/** The id of the organisation of a care provision, in the form of any release. */
export const performerIn = (provision: XmlElement): XmlElement | undefined =>
  childrenOf(provision, 'performer')
    .concat(childrenOf(provision, 'responsibleParty'))
    .flatMap((one) => one.children)
    .flatMap((one) => childOf(one, 'id') ?? [])[0]

export const NEW_CARE_RULES: readonly Rule<XmlElement>[] = [
  {
    name: 'UNSUPPORTED_PATIENT_CARE',
    holds: (item) => ['1', 'P1', 'P2', 'P3'].includes(codeOf(childOf(item, 'code')) ?? ''),
  },
  {
    name: 'MANDATORY_FIELD_MISSING_SUPP_INFO',
    missing: true,
    holds: (item) => isRemoved(item) || Boolean(attributeOf(performerIn(item), 'extension')),
  },
  {
    name: 'UNSUPPORTED_HCP_CODE_TYPE',
    holds: (item) => isRemoved(item) || attributeOf(performerIn(item), 'root') === ODS,
  },
  {
    name: 'MORE_THAN_ONE_USABLE_PERIOD',
    holds: (item) =>
      childOf(item, 'effectiveTime') === undefined || codeOf(childOf(item, 'code')) === '1',
  },
  ...periodRules('effectiveTime'),
]

export const CARE_RULES: readonly Rule<XmlElement>[] = [...CHANGED, ...NEW_CARE_RULES]
