import { isDate } from '../../../../../world/instant.js'
import type { BirthPlace, Gender } from '../../../../../world/tables/patient.js'
import type { RuleContext } from '../context.js'
import { broken, type Fault, forbidden, invalid, missing } from '../fault.js'
import { isCountry } from './countries.js'
import type { SingleRules } from './single-rule.js'

const staysFor =
  (member: string) =>
  (_: RuleContext): Fault =>
    forbidden('REMOVAL', `source not permitted to remove '${member}'`)

/** `other` may be held, but not sent (pds 6.5). */
const SENT: readonly Gender[] = ['male', 'female', 'unknown']

export const genderRules: SingleRules<Gender> = {
  field: 'gender',
  check: (gender, field) => (SENT.includes(gender) ? undefined : invalid('GENDER', gender, field)),
  checkRemoval: staysFor('gender'),
}

export const birthDateRules: SingleRules<string> = {
  field: 'birthDate',
  check(date, field, { today, patient }) {
    if (!isDate(date)) return invalid('DATE_INVALID', date, field)
    if (date > today) return broken('BIRTH_IN_FUTURE', `birthDate '${date}' is in the future`)
    const died = patient?.death?.date
    return died !== undefined && date > died
      ? broken('BIRTH_AFTER_DEATH', `birthDate '${date}' is after the date of death`)
      : undefined
  },
  checkRemoval: staysFor('birthDate'),
}

/** 1 to 7 in the order of birth, 8 not applicable, 9 not known. */
export const multipleBirthRules: SingleRules<number> = {
  field: 'multipleBirthInteger',
  check: (order, field) =>
    Number.isInteger(order) && order >= 1 && order <= 9
      ? undefined
      : invalid('MULTIPLE_BIRTH', order, field),
}

export const birthPlaceRules: SingleRules<BirthPlace> = {
  field: 'extension',
  check({ city, district, country }, field) {
    if (!city && !district && !country)
      return missing('BIRTH_PLACE_EMPTY', `${field}/city/district/country`)
    return country === undefined || isCountry(country)
      ? undefined
      : invalid('COUNTRY', country, `${field}/country`)
  },
}
