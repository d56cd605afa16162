import { expect } from 'vitest'
import { readAddress } from '../../../../src/hl7v3/types/address.js'
import { codeOf } from '../../../../src/hl7v3/types/coded.js'
import { readIi } from '../../../../src/hl7v3/types/ii.js'
import { readInterval } from '../../../../src/hl7v3/types/interval.js'
import { readName } from '../../../../src/hl7v3/types/name.js'
import { readValue, textOf } from '../../../../src/hl7v3/types/simple.js'
import { readTelecom } from '../../../../src/hl7v3/types/telecom.js'
import {
  allAt,
  at,
  attributeOf,
  childOf,
  type XmlElement,
} from '../../../../src/hl7v3/xml/element.js'
import { anywhere } from '../../tms/support.js'

// What both interfaces say of one record is brought into one form, and must be the same (pds 14).

export type Json = ReturnType<typeof JSON.parse>

const day = (ts: string | undefined) =>
  ts === undefined ? undefined : `${ts.slice(0, 4)}-${ts.slice(4, 6)}-${ts.slice(6, 8)}`

const clean = (value: unknown): Json => JSON.parse(JSON.stringify(value))

const GENDERS: Readonly<Record<string, string>> = {
  1: 'male',
  2: 'female',
  0: 'unknown',
  9: 'other',
}
const USES: Readonly<Record<string, string>> = {
  L: 'usual',
  A: 'nickname',
  PREVIOUS: 'old',
  'PREVIOUS-MAIDEN': 'maiden',
  PREFERRED: 'temp',
}
const PLACES: Readonly<Record<string, string>> = {
  H: 'home',
  TMP: 'temp',
  PST: 'billing',
  WP: 'work',
}
const CONTACTS: Readonly<Record<string, string>> = {
  H: 'home',
  WP: 'work',
  HV: 'temp',
  MC: 'mobile',
}
const SYSTEMS: Readonly<Record<string, string>> = {
  tel: 'phone',
  fax: 'fax',
  mailto: 'email',
  textphone: 'other',
}

const extension = (patient: Json, name: string): Json =>
  (patient.extension ?? []).find((one: Json) => one.url.endsWith(name))

const part = (one: Json, url: string): Json => one?.extension?.find((sub: Json) => sub.url === url)

const codeIn = (one: Json): string | undefined => one?.valueCodeableConcept?.coding[0].code

const period = (one: Json) => one && { start: one.start?.slice(0, 10), end: one.end?.slice(0, 10) }

const organisation = (patient: Json, name: string): string | undefined =>
  extension(patient, name)?.valueReference.identifier.value

/** A record as the FHIR API tells it. */
export function fromFhir(patient: Json): Json {
  const spoken = extension(patient, 'NHSCommunication')
  const wish = extension(patient, 'ContactPreference')
  const left = extension(patient, 'RemovalFromRegistration')
  return clean({
    number: patient.id,
    version: patient.meta.versionId,
    sensitive: patient.meta.security[0].code !== 'U',
    gender: patient.gender,
    born: patient.birthDate,
    died: patient.deceasedDateTime?.slice(0, 10),
    notified: codeIn(
      part(extension(patient, 'DeathNotificationStatus'), 'deathNotificationStatus'),
    ),
    order: patient.multipleBirthInteger,
    names: (patient.name ?? []).map((one: Json) => ({ ...one, period: period(one.period) })),
    addresses: (patient.address ?? []).map(
      ({ id, use, text, line = [], postalCode, period: time, extension: keys = [] }: Json) => ({
        ...{ id, use, text, line, postalCode, period: period(time) },
        key: keys.find((key: Json) => key.extension[0].valueCoding.code === 'PAF')?.extension[1]
          .valueString,
      }),
    ),
    telecom: (patient.telecom ?? []).map(({ id, use, system, value, period: time }: Json) => ({
      id,
      use,
      system,
      value,
      period: period(time),
    })),
    emergency: (patient.contact ?? []).flatMap(({ id, telecom, period: time }: Json) =>
      telecom.map(({ system, value }: Json) => ({ id, system, value, period: period(time) })),
    ),
    practices: (patient.generalPractitioner ?? []).map(({ id, identifier }: Json) => ({
      id,
      code: identifier.value,
      period: period(identifier.period),
    })),
    pharmacies: [
      organisation(patient, 'NominatedPharmacy'),
      organisation(patient, 'PreferredDispenserOrganization'),
      organisation(patient, 'MedicalApplianceSupplier'),
    ],
    language: codeIn(part(spoken, 'language')),
    interpreter: part(spoken, 'interpreterRequired')?.valueBoolean ?? (spoken && false),
    method: codeIn(part(wish, 'PreferredContactMethod')),
    times: part(wish, 'PreferredContactTimes')?.valueString,
    format: codeIn(part(wish, 'PreferredWrittenCommunicationFormat')),
    place: extension(patient, 'patient-birthPlace')?.valueAddress,
    removal: left && {
      code: codeIn(left.extension[0]),
      period: period(left.extension[1].valuePeriod),
    },
  })
}

const time = (element: XmlElement | undefined) => {
  const { low, high } = readInterval(element) ?? {}
  return element && { start: day(low), end: day(high) }
}

const idIn = (element: XmlElement): string | undefined => readIi(childOf(element, 'id'))?.extension

const within = (person: XmlElement, name: string): XmlElement[] =>
  person.children
    .filter((one) => one.name !== 'scopedRelatedPersonRole')
    .flatMap((one) => anywhere(one, name))

const provisions = (person: XmlElement) =>
  allAt(person, 'playedOtherProviderPatient/subjectOf').flatMap(({ children }) => children)

const provider = (provision: XmlElement): string | undefined =>
  [...anywhere(provision, 'performer'), ...anywhere(provision, 'responsibleParty')]
    .flatMap((one) => anywhere(one, 'id'))
    .map((id) => attributeOf(id, 'extension'))[0]

/** A record as a message tells it, in any release. */
export function fromMessage(root: XmlElement): Json {
  const [role] = anywhere(root, 'patientRole') as [XmlElement]
  const person = at(role, 'patientPerson') as XmlElement
  const observation = (name: string) =>
    role.children
      .filter(({ name: tag }) => tag.startsWith('subjectOf'))
      .flatMap((one) => anywhere(one, name))[0]
  const telecoms = [...allAt(role, 'telecom'), ...within(person, 'telecom')]
  const split = (element: XmlElement) => {
    const [scheme = '', value] = (readTelecom(element)?.value ?? '').split(/:(.*)/s)
    return {
      id: idIn(element),
      system: SYSTEMS[scheme],
      value,
      period: time(childOf(element, 'useablePeriod')),
    }
  }
  const careOf = (code: string) =>
    provisions(person).filter((one) => codeOf(childOf(one, 'code')) === code)
  const [place] = [
    ...within(person, 'birthplace'),
    ...within(person, 'COCT_MT000208UK01.BirthPlace'),
  ]
  const birth = readAddress(at(place, 'addr'))
  const [language] = allAt(person, 'languageCommunication')
  const left =
    observation('nHAISRemovalRegistrationEvent') ?? observation('pCRemovalRegistrationEvent')
  return clean({
    number: idIn(role),
    version: readValue(childOf(anywhere(root, 'pertinentSerialChangeNumber')[0], 'value')),
    sensitive: codeOf(childOf(role, 'confidentialityCode')) === 'S',
    gender: GENDERS[codeOf(within(person, 'administrativeGenderCode')[0]) ?? ''],
    born: day(readValue(within(person, 'birthTime')[0])),
    died: day(readValue(within(person, 'deceasedTime')[0])),
    notified: codeOf(childOf(observation('deathNotification'), 'value')),
    order: Number(readValue(within(person, 'multipleBirthOrderNumber')[0]) ?? 'x') || undefined,
    names: within(person, 'name').map((element) => {
      const { use = '', prefix, given, family, suffix } = readName(element) ?? {}
      return {
        id: idIn(element),
        use: USES[use],
        period: time(childOf(element, 'validTime')),
        prefix,
        given,
        family: family?.[0],
        suffix,
      }
    }),
    addresses: [...allAt(role, 'addr'), ...within(person, 'addr')]
      .filter((one) => attributeOf(one, 'use') !== undefined)
      .map((element) => {
        const { use = '', lines = [], postalCode, addressKey, desc } = readAddress(element) ?? {}
        expect(lines).toHaveLength(5)
        return {
          ...{
            id: idIn(element),
            use: PLACES[use],
            text: desc,
            line: lines.filter(Boolean),
            postalCode,
          },
          ...{ period: time(childOf(element, 'useablePeriod')), key: addressKey },
        }
      }),
    telecom: telecoms
      .filter((one) => attributeOf(one, 'use') !== 'EC')
      .map((one) => ({ ...split(one), use: CONTACTS[attributeOf(one, 'use') ?? ''] })),
    emergency: telecoms.filter((one) => attributeOf(one, 'use') === 'EC').map(split),
    practices: careOf('1').map((one) => ({
      id: idIn(one),
      code: provider(one),
      period: time(childOf(one, 'effectiveTime')),
    })),
    pharmacies: ['P1', 'P3', 'P2'].map((code) => careOf(code).map(provider)[0]),
    language: codeOf(childOf(language, 'languageCode')),
    interpreter: language && codeOf(childOf(language, 'proficiencyLevelCode')) === '1',
    method: codeOf(childOf(observation('preferredContactMethod'), 'value')),
    times: textOf(
      at(
        observation('preferredContactMethod'),
        'pertinentInformation/pertinentPreferredContactTimes/value',
      ),
    ),
    format: codeOf(childOf(observation('preferredWrittenCommunicationFormat'), 'value')),
    place: birth && { city: birth.city, district: birth.county, country: birth.country },
    removal: left && {
      code: codeOf(childOf(left, 'reasonCode')),
      period: time(childOf(left, 'effectiveTime')),
    },
  })
}

const ROLES: Readonly<Record<string, string>> = {
  AGNT: 'Agent',
  GUARD: 'Guardian',
  PRS: 'Personal',
}

/** The relationships that the seed has (16.15). */
const TYPES: Readonly<Record<string, string>> = {
  '01': 'SPS',
  '05': 'Guardian',
  12: 'MTH',
  99: '-',
}

/** Codings of a relationship in one form: the role, what it is more than that, next of kin. */
const relationship = (role: string, type: string, nextOfKin: boolean) => [
  role,
  ...(type === role || type === '-' ? [] : [type]),
  ...(nextOfKin ? ['N'] : []),
]

const wished = (wish: Json) => ({
  method: codeIn(part(wish, 'PreferredContactMethod')),
  times: part(wish, 'PreferredContactTimes')?.valueString,
  format: codeIn(part(wish, 'PreferredWrittenCommunicationFormat')),
})

/** Somebody related as the FHIR API tells them. */
export function relatedFromFhir(person: Json): Json {
  const spoken = extension(person, 'NHSCommunication')
  const own = (person.name ?? person.address) !== undefined
  return clean({
    id: person.id,
    number: own ? undefined : person.patient.identifier.value,
    relationship: person.relationship[0].coding.map(({ code }: Json) => code),
    name: person.name?.map(({ use, prefix, given, family }: Json) => ({
      use,
      prefix,
      given,
      family,
    }))[0],
    lines: person.address?.[0].line,
    postalCode: person.address?.[0].postalCode,
    telecom: (person.telecom ?? []).map(({ system, use, value }: Json) => ({ system, use, value })),
    rank: extension(person, 'ContactRank')?.valuePositiveInt,
    copied: extension(person, 'CopyCorrespondenceIndicator')?.valueBoolean === true,
    ...wished(extension(person, 'ContactPreference')),
    language: codeIn(part(spoken, 'language')),
  })
}

/** The same as a message tells them, in any release. */
export function relatedFromMessage(root: XmlElement): Json[] {
  return anywhere(root, 'scopedRelatedPersonRole').map((role) => {
    const ids = [...allAt(role, 'id'), ...allAt(role, 'player/playedRelatedPatient/id')]
      .map(readIi)
      .map((id) => [id?.root ?? '', id?.extension] as const)
    const named = (end: string) => ids.find(([of]) => of.endsWith(end))?.[1]
    const { use = '', prefix, given, family } = readName(anywhere(role, 'name')[0]) ?? {}
    const address = readAddress(anywhere(role, 'addr')[0])
    const observedIn = (name: string) => anywhere(role, name)[0]
    return clean({
      id: named('.18.1'),
      number: named('.4.1'),
      relationship: relationship(
        ROLES[attributeOf(role, 'classCode') ?? ''] ?? '',
        TYPES[codeOf(childOf(role, 'code')) ?? ''] ?? '',
        anywhere(role, 'partNextOfKin').length > 0,
      ),
      name: use ? { use: USES[use], prefix, given, family: family?.[0] } : undefined,
      lines: address?.lines?.filter(Boolean),
      postalCode: address?.postalCode,
      telecom: anywhere(role, 'telecom').map((element) => {
        const [scheme = '', value] = (readTelecom(element)?.value ?? '').split(/:(.*)/s)
        return { system: SYSTEMS[scheme], use: CONTACTS[attributeOf(element, 'use') ?? ''], value }
      }),
      rank: Number(readValue(childOf(role, 'positionNumber')) ?? 'x') || undefined,
      copied: anywhere(role, 'partCorrespondence').length > 0,
      method: codeOf(childOf(observedIn('preferredContactMethod'), 'value')),
      times: textOf(childOf(observedIn('pertinentPreferredContactTimes'), 'value')),
      format: codeOf(childOf(observedIn('preferredWrittenCommunicationFormat'), 'value')),
      language: codeOf(anywhere(role, 'languageCode')[0]),
    })
  })
}
