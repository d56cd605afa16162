import type { Store } from '../../../../world/store.js'
import {
  current,
  findPatient,
  type Gender,
  type Patient,
} from '../../../../world/tables/patient.js'
import { foldName, foldPostcode } from '../../../../world/tables/patient-keys.js'
import { bornIn, namedPatients } from '../../../../world/tables/patient-search.js'
import { ok, type Result, refuse } from '../outcome.js'

/** What a new record is compared by. */
export interface Demographics {
  readonly family: string
  readonly given: readonly string[]
  readonly gender: Gender
  readonly birthDate: string
  readonly postcodes: readonly string[]
}

const isLive = (patient: Patient | undefined): patient is Patient =>
  patient !== undefined && !patient.invalid && patient.supersededBy === undefined

const live = (store: Store, numbers: Iterable<string>): Patient[] =>
  [...numbers].map((number) => findPatient(store, number)).filter(isLive)

const born = ({ birthDate }: Demographics) => ({ from: birthDate, to: birthDate })

/**
 * Live records with the same family name, date of birth, gender and a postcode in common, all of
 * them current (pds 7.1).
 */
export function samePerson(store: Store, wanted: Demographics): Patient[] {
  const numbers = wanted.postcodes.flatMap((postcode) => [
    ...namedPatients(store, {
      family: { text: foldName(wanted.family), whole: true },
      birth: born(wanted),
      gender: wanted.gender,
      postcode: { text: foldPostcode(postcode), whole: true },
      history: false,
    }),
  ])
  return live(store, new Set(numbers)).filter(({ birthDate }) => birthDate === wanted.birthDate)
}

const givenText = (names: readonly string[]): string => names.map(foldName).join(' ')

/** Of several records those that have the same given names too (pds 7.2, for twins). */
export const sameGivenNames = (patients: readonly Patient[], { given }: Demographics): Patient[] =>
  patients.filter(({ names }) =>
    current(names).some(
      (name) => name.use === 'usual' && givenText(name.given ?? []) === givenText(given),
    ),
  )

/** Live records of the same date of birth, gender and postcode, whatever the name (pds 7.2). */
export function possiblySamePerson(store: Store, wanted: Demographics): Patient[] {
  const postcodes = wanted.postcodes.map(foldPostcode)
  return live(store, bornIn(store, born(wanted))).filter(
    ({ gender, birthDate, addresses }) =>
      gender === wanted.gender &&
      birthDate === wanted.birthDate &&
      current(addresses).some(({ postcode = '' }) => postcodes.includes(foldPostcode(postcode))),
  )
}

/** Refuses where somebody is held already: SINGLE_MATCH names the number, MULTIPLE_MATCHES none. */
export function refuseMatches(matches: readonly Patient[]): Result<undefined> {
  const [first] = matches
  if (!first) return ok(undefined)
  return matches.length === 1
    ? refuse(
        'SINGLE_MATCH',
        `Unable to create new patient. NHS number ${first.nhsNumber} found for supplied demographic data.`,
      )
    : refuse(
        'MULTIPLE_MATCHES',
        'Unable to create new patient. Multiple matches found for supplied demographic data.',
      )
}
