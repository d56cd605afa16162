import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readValue, textOf } from '../../../../hl7v3/types/simple.js'
import { isTs } from '../../../../hl7v3/types/time.js'
import { at, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import type { Failure } from '../outcomes.js'
import { birthplaceOf, type Once, observationsOf, onceIn, personOf } from '../read/elements.js'
import { check, HAS_MODE, isRemoved, type Rule } from './rule.js'

const once = (name: string, holds: (one: Once) => boolean, missing?: true): Rule<Once> => ({
  name,
  holds,
  ...(missing && { missing }),
})

const hasMode = once(HAS_MODE.name, ({ marked }) => HAS_MODE.holds(marked), true)

const stays = (name: string) => once(name, ({ marked }) => !isRemoved(marked))

const isDay = ({ marked, value }: Once): boolean => {
  const time = readValue(value) ?? ''
  return isRemoved(marked) || (isTs(time) && time.length >= 8)
}

/** What the person has once, by element (pds 13.4). */
const ONCE: Readonly<Record<string, readonly Rule<Once>[]>> = {
  administrativeGenderCode: [
    hasMode,
    stays('GENDER_REMOVAL_NOT_PERMITTED'),
    once('INVALID_VALUE', ({ value }) => ['0', '1', '2', '9'].includes(codeOf(value) ?? '')),
  ],
  birthTime: [
    hasMode,
    stays('BIRTHTIME_REMOVAL_NOT_PERMITTED'),
    once('ILLEGAL_DATE_FORMAT', isDay),
  ],
  deceasedTime: [hasMode, once('ILLEGAL_DATE_FORMAT', isDay)],
  multipleBirthOrderNumber: [
    hasMode,
    once(
      'MULTIPLE_BIRTH_ORDER_NUMBER_PROVIDED',
      ({ marked, value }) => !isRemoved(marked) || readValue(value) === undefined,
    ),
  ],
}

/** What is removed is named alone. */
const bare = (name: string, value: (item: XmlElement) => unknown): Rule<XmlElement> => ({
  name,
  holds: (item) => !isRemoved(item) || value(item) === undefined,
})

const valueCode = (item: XmlElement): string | undefined => codeOf(childOf(item, 'value'))

const timesIn = (item: XmlElement): XmlElement | undefined =>
  at(item, 'pertinentInformation/pertinentPreferredContactTimes')

const LANGUAGE_RULES: readonly Rule<XmlElement>[] = [
  HAS_MODE,
  bare('LANGUAGE_CHANGED_ON_REMOVAL', (item) => codeOf(childOf(item, 'languageCode'))),
]

const consentType = (item: XmlElement): string | undefined => codeOf(childOf(item, 'code'))

/** What is observed of the patient, by element. */
const OBSERVED: Readonly<Record<string, readonly Rule<XmlElement>[]>> = {
  preferredContactMethod: [
    HAS_MODE,
    bare('INVALID_PREFERRED_CONTACT_METHOD', (item) => valueCode(item) ?? timesIn(item)),
    {
      name: 'PREFERRED_CONTACT_TIME_EMPTY',
      holds: (item) => {
        const times = timesIn(item)
        return times === undefined || textOf(childOf(times, 'value')) !== undefined
      },
    },
  ],
  preferredWrittenCommunicationFormat: [
    HAS_MODE,
    bare('WRITTEN_COMM_FORMAT_CHANGED_ON_REMOVAL', valueCode),
  ],
  healthspaceRegistration: [HAS_MODE, bare('HEALTHSPACE_REG_CHANGED_ON_REMOVAL', valueCode)],
  sharedSecret: [
    HAS_MODE,
    {
      name: 'MISSING_CODE_FROM_SHARED_SECRET',
      missing: true,
      holds: (item) => codeOf(childOf(item, 'code')) !== undefined,
    },
    {
      name: 'MISSING_VALUE_FROM_SHARED_SECRET',
      missing: true,
      holds: (item) => isRemoved(item) || textOf(childOf(item, 'value')) !== undefined,
    },
  ],
  consent: [
    HAS_MODE,
    bare('CONSENT_VALUE_CHANGED_ON_REMOVAL', valueCode),
    {
      name: 'CONSENT_VALUES_CANNOT_BE_REMOVED',
      holds: (item) => !isRemoved(item) || consentType(item) !== '4',
    },
    {
      name: 'INVALID_DATA_FOR_CALL_CENTRE_CALL_BACK',
      holds: (item) =>
        consentType(item) !== '6' ||
        (!childOf(item, 'effectiveTime') && !childOf(item, 'pertinentInformation')),
    },
  ],
}

const PLACE_PARTS: readonly string[] = ['city', 'county', 'country']

const BIRTHPLACE_RULES: readonly Rule<XmlElement>[] = [
  HAS_MODE,
  {
    name: 'BIRTHPLACE_CHANGED_ON_REMOVAL',
    holds: (item) => !isRemoved(item) || (childOf(item, 'addr')?.children ?? []).length === 0,
  },
  {
    name: 'UNEXPECTED_DATA_IN_BIRTHPLACE',
    holds: (item) =>
      (childOf(item, 'addr')?.children ?? []).every(({ name }) => PLACE_PARTS.includes(name)),
  },
  {
    name: 'CITY_COUNTY_COUNTRY_MISSING',
    missing: true,
    holds: (item) => isRemoved(item) || (childOf(item, 'addr')?.children ?? []).length > 0,
  },
]

/** The first broken rule of what a record has once. */
export function checkSingles(payload: XmlElement): Failure | undefined {
  for (const [name, rules] of Object.entries(ONCE)) {
    const one = onceIn(payload, name)
    const broken = one && check([one], rules)
    if (broken) return broken
  }
  for (const [name, rules] of Object.entries(OBSERVED)) {
    const broken = check(observationsOf(payload, name), rules)
    if (broken) return broken
  }
  const language = childOf(personOf(payload), 'languageCommunication')
  const place = birthplaceOf(payload)
  return (
    check(language ? [language] : [], LANGUAGE_RULES) ??
    check(place ? [place] : [], BIRTHPLACE_RULES)
  )
}
