import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readIi } from '../../../../hl7v3/types/ii.js'
import { readName } from '../../../../hl7v3/types/name.js'
import { readBoolean, readInt, readValue } from '../../../../hl7v3/types/simple.js'
import { isTs } from '../../../../hl7v3/types/time.js'
import { at, attributeOf, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { GENDERS } from '../codes.js'
import {
  childHealthOf,
  clinicalOf,
  deliveryOf,
  ignoresDuplicatesOf,
  motherOf,
  motherPracticeOf,
  notifierOf,
  weightOf,
} from '../read/birth-parts.js'
import { addressesOf, namesOf, observationsOf, onceIn, personOf } from '../read/elements.js'
import type { Rule } from './rule.js'

type IsThere = (payload: XmlElement) => boolean

const isUsual = (name: XmlElement): boolean =>
  attributeOf(name, 'use') === 'L' && readName(name)?.family !== undefined

const hasHome: IsThere = (payload) => {
  const addresses = addressesOf(payload)
  const homes = addresses.filter((one) => attributeOf(one, 'use') === 'H')
  return homes.length === 1 && addresses.length <= 2
}

const hasExtension = (id: XmlElement | undefined): boolean => Boolean(readIi(id)?.extension?.trim())

const STILLBIRTHS: readonly (string | undefined)[] = ['1', '2', '3', '4']

const isDayOfMother: IsThere = (payload) => {
  const time = readValue(at(motherOf(payload), 'patientMotherPerson/birthTime')) ?? ''
  return isTs(time) && time.length >= 8
}

/** What must be in the message of a birth, in the order of the reference (pds 13.4). */
const MANDATORY: readonly IsThere[] = [
  hasHome,
  (payload) => namesOf(payload).some(isUsual),
  (payload) =>
    GENDERS.read(codeOf(onceIn(payload, 'administrativeGenderCode')?.value)) !== undefined,
  (payload) => codeOf(childOf(personOf(payload), 'ethnicGroupCode')) !== undefined,
  (payload) => readInt(childOf(personOf(payload), 'multipleBirthOrderNumber')) !== undefined,
  (payload) => readValue(weightOf(payload)) !== undefined,
  (payload) =>
    codeOf(clinicalOf(payload, 'component1/suspectedCongenitalAbnormality')) !== undefined,
  (payload) => STILLBIRTHS.includes(codeOf(clinicalOf(payload, 'component2/stillbirthIndicator'))),
  (payload) => readInt(clinicalOf(payload, 'component3/numberOfFoetusInConfinement')) !== undefined,
  (payload) => readInt(clinicalOf(payload, 'component4/gestationAge')) !== undefined,
  (payload) => hasExtension(childOf(motherOf(payload), 'id')),
  isDayOfMother,
  (payload) => readName(at(motherOf(payload), 'patientMotherPerson/name'))?.family !== undefined,
  (payload) => hasExtension(motherPracticeOf(payload)),
  (payload) => codeOf(childOf(deliveryOf(payload), 'code')) !== undefined,
  (payload) => notifierOf(payload) !== undefined,
  (payload) => childHealthOf(payload).partner?.extension !== undefined,
  (payload) => codeOf(at(payload, 'author/registeringAuthority/code')) !== undefined,
  (payload) => readIi(at(payload, 'author/registeringAuthority/id')) !== undefined,
  (payload) => readBoolean(ignoresDuplicatesOf(payload)) !== undefined,
]

/** Date and minutes. */
const SHORTEST_TIME = 12

/** The rules of the message of a birth (pds 13.4). */
export const BIRTH_RULES: readonly Rule<XmlElement>[] = [
  {
    name: 'INSERT_BIRTH_MANDATORY_DATA_MISSING',
    missing: true,
    holds: (payload) => {
      const time = readValue(onceIn(payload, 'birthTime')?.value) ?? ''
      return isTs(time) && time.length >= SHORTEST_TIME
    },
  },
  ...MANDATORY.map((holds) => ({
    name: 'MANDATORY_FIELD_MISSING',
    missing: true as const,
    holds,
  })),
  {
    name: 'INVALID_BIRTH_WEIGHT',
    holds: (payload) => /^\d{4}$/.test(readValue(weightOf(payload)) ?? ''),
  },
  {
    name: 'INCONSISTENT_DEATH_UPDATE',
    holds: (payload) => {
      const time = onceIn(payload, 'deceasedTime')
      const notified = observationsOf(payload, 'deathNotification')
      return notified.length <= 1 && (time === undefined) === (notified.length === 0)
    },
  },
  {
    name: 'ILLEGAL_DATE_FORMAT',
    holds: (payload) => {
      const time = onceIn(payload, 'deceasedTime')
      const died = readValue(time?.value) ?? ''
      return time === undefined || (isTs(died) && died.length >= 8)
    },
  },
]
