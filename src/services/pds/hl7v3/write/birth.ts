import { writeAddress } from '../../../../hl7v3/types/address.js'
import { writeName } from '../../../../hl7v3/types/name.js'
import { writeValue } from '../../../../hl7v3/types/simple.js'
import { tsOfDate } from '../../../../hl7v3/types/time.js'
import { Xml, xml } from '../../../../hl7v3/xml/template.js'
import { given } from '../../../../world/given.js'
import type { Patient, PatientBirth } from '../../../../world/tables/patient.js'
import { snomed } from '../lists.js'
import { nameOf } from './items.js'
import { observed } from './person.js'

/** What several messages tell of a birth. */

/** Where the organisations of child health are known by (pds 12.6). */
export const CHILD_HEALTH = '1.2.826.0.1285.0.1.10'

const WEIGHT_DIGITS = 4

export const birthWeight = (subject: string, { weight }: PatientBirth): Xml =>
  observed(
    subject,
    'birthWeight',
    snomed('364589006'),
    writeValue('value', String(weight).padStart(WEIGHT_DIGITS, '0')),
  )

/** The mother, in the element that the message has for her. */
export function motherPerson({ mother }: PatientBirth, element: string): Xml {
  const tag = new Xml(element)
  return xml`
    <${tag} classCode="PSN" determinerCode="INSTANCE">
      ${writeValue('birthTime', tsOfDate(mother.birthDate))}
      ${writeName('name', nameOf(mother.name, 'plain'))}
    </${tag}>`
}

export const birthAddress = ({ birthPlace }: Patient): Xml | undefined =>
  birthPlace &&
  writeAddress(
    'addr',
    given({ city: birthPlace.city, county: birthPlace.district, country: birthPlace.country }),
  )
