import {
  type Item,
  type Patient,
  type PatientName,
  practiceOf,
  searchable,
} from '../../../world/tables/patient.js'
import { foldEmail } from '../../../world/tables/patient-keys.js'
import type { DateRange, Patterns, SearchCriteria } from './criteria.js'
import { FORMER, type Likenesses } from './score.js'

const EARLIER_USES: readonly string[] = ['old', 'maiden']

/** True for a name that only a search of the history looks at (pds 4.3). */
export const isFormerName = (name: PatientName): boolean =>
  name.state === 'former' || EARLIER_USES.includes(name.use)

/** The names a search looks at. */
export const namesToSearch = (patient: Patient, history: boolean): PatientName[] =>
  searchable(patient.names, history).filter((name) => history || !isFormerName(name))

const isWithin = (date: string | undefined, { from, to }: DateRange): boolean =>
  date !== undefined && date >= from && date <= to

/** The held birth date, or one under which the record is found as well. */
export const isBornIn = (patient: Patient, range: DateRange): boolean =>
  isWithin(patient.birthDate, range) ||
  (patient.searchBirthDates ?? []).some((date) => isWithin(date, range))

export const diedIn = (patient: Patient, range: DateRange): boolean =>
  isWithin(patient.death?.date, range)

/** The best likeness among items; what was held earlier counts for less. */
export const bestOf = <Kind extends Item>(
  items: readonly Kind[],
  likeness: (item: Kind) => number,
): number =>
  items.reduce(
    (best, item) => Math.max(best, likeness(item) * (item.state === 'former' ? FORMER : 1)),
    0,
  )

export const genderLikeness = (
  { gender, formerGenders = [] }: Patient,
  wanted: string,
  history: boolean,
): number => {
  if (gender === wanted) return 1
  return history && formerGenders.some((former) => former === wanted) ? FORMER : 0
}

/** Phones are compared as they are, those of emergency contacts too: PDS holds them as telecoms of use EC. */
export const phoneLikeness = (patient: Patient, wanted: string, history: boolean): number =>
  Math.max(
    bestOf(searchable(patient.telecom, history), ({ system, value }) =>
      system === 'phone' && value.trim() === wanted ? 1 : 0,
    ),
    bestOf(searchable(patient.contacts, history), ({ telecom }) =>
      telecom.some(({ system, value }) => system === 'phone' && value.trim() === wanted) ? 1 : 0,
    ),
  )

export const emailLikeness = (patient: Patient, wanted: string, history: boolean): number =>
  bestOf(searchable(patient.telecom, history), ({ system, value }) =>
    system === 'email' && foldEmail(value) === foldEmail(wanted) ? 1 : 0,
  )

export const practiceLikeness = (patient: Patient, wanted: string): number =>
  practiceOf(patient)?.toUpperCase() === wanted.toUpperCase() ? 1 : 0

export const managerLikeness = ({ managingOrganisation }: Patient, wanted: string): number =>
  managingOrganisation?.odsCode.toUpperCase() === wanted.toUpperCase() ? 1 : 0

type NameLikeness = { readonly family: number; readonly given?: number }

/** A name against the patterns: given names in their places, those not asked for do not matter. */
function nameLikeness(name: PatientName, { family, given }: Patterns): NameLikeness | undefined {
  const part = isFormerName(name) ? FORMER : 1
  const likeFamily = family.likeness(name.family)
  if (likeFamily === 0) return undefined
  if (given.length === 0) return { family: likeFamily * part }
  let sum = 0
  for (const [at, pattern] of given.entries()) {
    const held = name.given?.[at]
    const like =
      held === undefined || (at > 0 && !pattern.beginning.whole) ? 0 : pattern.likeness(held)
    if (like === 0) return undefined
    sum += like
  }
  return { family: likeFamily * part, given: (sum / given.length) * part }
}

function bestName(patient: Patient, patterns: Patterns, history: boolean) {
  return namesToSearch(patient, history)
    .flatMap((name) => nameLikeness(name, patterns) ?? [])
    .sort((a, b) => b.family + (b.given ?? 0) - a.family - (a.given ?? 0))[0]
}

/**
 * Compares a record with a non-fuzzy search: every item asked for must match (pds 4.3). Answers how
 * like each one is, or nothing.
 */
export function matchPlainly(
  patient: Patient,
  criteria: SearchCriteria,
  patterns: Patterns,
): Likenesses | undefined {
  const { gender, birth, death, practice, managingOrganisation, phone, email, history } = criteria
  const name = isBornIn(patient, birth) ? bestName(patient, patterns, history) : undefined
  if (!name) return undefined
  const { postcode } = patterns
  const likenesses: Likenesses = {
    ...name,
    birth: 1,
    ...(gender && { gender: genderLikeness(patient, gender, history) }),
    ...(death && { death: diedIn(patient, death) ? 1 : 0 }),
    ...(postcode && {
      postcode: bestOf(searchable(patient.addresses, history), (address) =>
        address.postcode ? postcode.likeness(address.postcode) : 0,
      ),
    }),
    ...(practice && { practice: practiceLikeness(patient, practice) }),
    ...(managingOrganisation && {
      managingOrganisation: managerLikeness(patient, managingOrganisation),
    }),
    ...(phone && { phone: phoneLikeness(patient, phone, history) }),
    ...(email && { email: emailLikeness(patient, email, history) }),
  }
  return Object.values(likenesses).includes(0) ? undefined : likenesses
}
