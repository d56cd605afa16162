import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readIi } from '../../../../hl7v3/types/ii.js'
import { readBoolean, readInt, readValue, textOf } from '../../../../hl7v3/types/simple.js'
import { dateOfTs } from '../../../../hl7v3/types/time.js'
import { at, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { given } from '../../../../world/given.js'
import type { PatientBirth } from '../../../../world/tables/patient.js'
import type { NewPatient } from '../../domain/create/create-patient.js'
import type { Demographics } from '../../domain/create/find-matches.js'
import type { Birth } from '../../domain/create/register-birth.js'
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
} from './birth-parts.js'
import { addressIn, birthPlaceIn, nameIn, telecomIn } from './contents.js'
import {
  addressesOf,
  birthplaceOf,
  namesOf,
  observationsOf,
  onceIn,
  personOf,
  telecomsOf,
} from './elements.js'

/** Reads the message of a birth whose rules hold (pds 12.14). */

const dateAt = (payload: XmlElement, name: string): string | undefined =>
  dateOfTs(readValue(onceIn(payload, name)?.value) ?? '')

/** Where the baby was born: where it was delivered, or in release 7.2 as of any patient. */
function birthPlaceOf(payload: XmlElement) {
  const place = childOf(deliveryOf(payload), 'locatedPlaceOfBirth') ?? birthplaceOf(payload)
  const born = birthPlaceIn(childOf(place, 'addr') ? place : birthplaceOf(payload))
  return Object.keys(born).length > 0 ? born : undefined
}

function babyIn(payload: XmlElement): NewPatient {
  const person = personOf(payload)
  return given({
    names: namesOf(payload).map(nameIn),
    gender: GENDERS.read(codeOf(onceIn(payload, 'administrativeGenderCode')?.value)),
    birthDate: dateAt(payload, 'birthTime'),
    addresses: addressesOf(payload).map(addressIn),
    telecom: telecomsOf(payload).map(telecomIn),
    multipleBirth: readInt(childOf(person, 'multipleBirthOrderNumber')),
    ethnicCategory: codeOf(childOf(person, 'ethnicGroupCode')),
    birthPlace: birthPlaceOf(payload),
  }) as NewPatient
}

const demographicsOf = ({ names, gender, birthDate, addresses }: NewPatient): Demographics => ({
  family: names[0]?.family ?? '',
  given: names[0]?.given ?? [],
  gender,
  birthDate,
  postcodes: addresses.flatMap(({ postcode }) => postcode ?? []),
})

const stillbirthIn = (payload: XmlElement): PatientBirth['stillbirth'] => {
  const code = codeOf(clinicalOf(payload, 'component2/stillbirthIndicator'))
  return code === '2' || code === '3' || code === '4' ? code : '1'
}

const extension = (id: XmlElement | undefined): string => readIi(id)?.extension?.trim() ?? ''

function motherIn(payload: XmlElement): PatientBirth['mother'] {
  const mother = motherOf(payload)
  const name = at(mother, 'patientMotherPerson/name')
  return {
    nhsNumber: extension(childOf(mother, 'id')),
    name: name ? nameIn(name) : { use: 'usual', family: '' },
    birthDate: dateOfTs(readValue(at(mother, 'patientMotherPerson/birthTime')) ?? '') ?? '',
    practice: extension(motherPracticeOf(payload)),
  }
}

function placeIn(payload: XmlElement): PatientBirth['place'] {
  const place = deliveryOf(payload)
  return {
    type: codeOf(childOf(place, 'code')) ?? '9',
    ...given({
      site: extension(childOf(place, 'id')) || undefined,
      name: textOf(at(place, 'locatedPlaceOfBirth/name')),
    }),
  }
}

function childHealthIn(payload: XmlElement): PatientBirth['childHealth'] {
  const { partner, responsible } = childHealthOf(payload)
  return {
    partner: partner?.extension ?? '',
    ...given({ responsible: responsible?.extension }),
  }
}

function authorityIn(payload: XmlElement): PatientBirth['authority'] {
  const authority = at(payload, 'author/registeringAuthority')
  return {
    type: codeOf(childOf(authority, 'code')) ?? '',
    odsCode: extension(childOf(authority, 'id')),
  }
}

const HOUR_AND_MINUTE = [8, 12] as const

function detailsIn(payload: XmlElement): PatientBirth {
  const notifier = notifierOf(payload)
  return {
    weight: readInt(weightOf(payload)) ?? 0,
    stillbirth: stillbirthIn(payload),
    abnormality: codeOf(clinicalOf(payload, 'component1/suspectedCongenitalAbnormality')) ?? 'U',
    foetuses: readInt(clinicalOf(payload, 'component3/numberOfFoetusInConfinement')) ?? 1,
    gestation: readInt(clinicalOf(payload, 'component4/gestationAge')) ?? 0,
    mother: motherIn(payload),
    place: placeIn(payload),
    ...given({
      time: readValue(onceIn(payload, 'birthTime')?.value)?.slice(...HOUR_AND_MINUTE),
      notifier: notifier && nameIn(notifier),
      authority: authorityIn(payload),
      childHealth: childHealthIn(payload),
    }),
  }
}

/** The birth that a message tells. */
export function birthIn(payload: XmlElement): Birth {
  const baby = babyIn(payload)
  const [notification] = observationsOf(payload, 'deathNotification')
  const status = codeOf(childOf(notification, 'value'))
  return {
    baby,
    demographics: demographicsOf(baby),
    details: detailsIn(payload),
    ignorePotentialMatches: readBoolean(ignoresDuplicatesOf(payload)) === true,
    ...given({ deathDate: dateAt(payload, 'deceasedTime') }),
    ...((status === '1' || status === '2') && { deathStatus: status }),
  }
}
