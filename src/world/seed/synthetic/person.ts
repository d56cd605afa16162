import { addDays } from '../../calendar.js'
import type { Patient, PatientAddress, PatientName } from '../../tables/patient-record.js'
import type { Chance } from './chance.js'
import { INWARD_LETTERS, PLACES, STREETS } from './places.js'

/** Names to draw from. */
export interface NamePool {
  readonly female: readonly string[]
  readonly male: readonly string[]
  readonly families: readonly string[]
  /** Words that streets are named after. */
  readonly streets: readonly string[]
}

export interface Surroundings {
  readonly names: NamePool
  readonly chance: Chance
  /** ODS codes of the GP practices. */
  readonly practices: readonly string[]
}

/** The day on which synthetic people are as old as they are meant to be. */
const TODAY = '2025-01-01'
const DAYS_OF_A_YEAR = 365.25

const hexId = (chance: Chance): string =>
  chance.between(0, 0xffffffff).toString(16).padStart(8, '0').toUpperCase()

const daysAgo = (days: number): string => addDays(TODAY, -days)

const later = (a: string, b: string): string => (a > b ? a : b)

function address(
  { chance, names }: Surroundings,
  period: PatientAddress['period'],
): PatientAddress {
  const { area, districts, town, county } = chance.pick(PLACES)
  const letters = `${chance.pick([...INWARD_LETTERS])}${chance.pick([...INWARD_LETTERS])}`
  const street = `${chance.pick(names.streets)} ${chance.pick(STREETS)}`
  const flat = chance.percent(12) ? [`Flat ${chance.between(1, 40)}`] : []
  return {
    id: hexId(chance),
    use: 'home',
    ...(period ? { period } : {}),
    line: [
      ...flat,
      `${chance.between(1, 180)} ${street}`,
      ...(flat.length ? [] : ['']),
      '',
      town,
      county,
    ].slice(0, 5),
    postcode: `${area}${chance.between(1, districts)} ${chance.between(0, 9)}${letters}`,
    paf: String(chance.between(10_000_000, 59_999_999)),
  }
}

/** The home, and for every fifth the home before it. */
function addresses(place: Surroundings, birthDate: string): PatientAddress[] {
  const { chance } = place
  const start = later(birthDate, daysAgo(chance.between(30, 9000)))
  const home = address(place, { start })
  if (start === birthDate || !chance.percent(20)) return [home]
  const before = address(place, { start: birthDate, end: addDays(start, -1) })
  return [home, { ...before, state: 'former' }]
}

const TITLES = { male: ['Mr'], female: ['Mrs', 'Miss', 'Ms'] } as const

/** The usual name, and for some women the family name before marriage. */
function namesOf(
  { chance, names }: Surroundings,
  gender: 'male' | 'female',
  birthDate: string,
  age: number,
): PatientName[] {
  const given = [
    chance.pick(names[gender]),
    ...(chance.percent(65) ? [chance.pick(names[gender])] : []),
  ]
  const married = gender === 'female' && age >= 20 && chance.percent(30)
  const changed = married
    ? addDays(birthDate, Math.round(chance.between(20, age) * DAYS_OF_A_YEAR))
    : birthDate
  const usual: PatientName = {
    id: hexId(chance),
    use: 'usual',
    period: { start: changed },
    ...(age >= 18 ? { prefix: [married ? 'Mrs' : chance.pick(TITLES[gender])] } : {}),
    given,
    family: chance.pick(names.families),
  }
  if (!married) return [usual]
  const before: PatientName = {
    id: hexId(chance),
    use: 'maiden',
    period: { start: birthDate, end: addDays(changed, -1) },
    given,
    family: chance.pick(names.families),
  }
  return [usual, before]
}

/** Numbers that Ofcom keeps free for drama: nobody has them. */
const mobile = (chance: Chance): string =>
  `07700900${String(chance.between(0, 999)).padStart(3, '0')}`
const landline = (chance: Chance): string =>
  `01632960${String(chance.between(0, 999)).padStart(3, '0')}`

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '')

function telecom({ chance }: Surroundings, name: PatientName, age: number): Patient['telecom'] {
  if (age < 16) return []
  const period = { start: daysAgo(chance.between(30, 3000)) }
  const mail = `${lettersOf(name.given?.[0] ?? '')}.${lettersOf(name.family)}${chance.between(1, 9999)}@example.com`
  return [
    ...(chance.percent(85)
      ? [
          {
            id: hexId(chance),
            system: 'phone',
            use: 'mobile',
            value: mobile(chance),
            period,
          } as const,
        ]
      : []),
    ...(chance.percent(35)
      ? [
          {
            id: hexId(chance),
            system: 'phone',
            use: 'home',
            value: landline(chance),
            period,
          } as const,
        ]
      : []),
    ...(chance.percent(60)
      ? [{ id: hexId(chance), system: 'email', use: 'home', value: mail, period } as const]
      : []),
  ]
}

const LANGUAGES = ['pl', 'ur', 'pa', 'bn', 'gu', 'ar', 'ro', 'pt', 'so', 'q4'] as const

/** Makes up the record of one person. */
export function makePerson(place: Surroundings, nhsNumber: string): Patient {
  const { chance, practices } = place
  const gender = chance.percent(50.5) ? 'female' : 'male'
  const birthDate = daysAgo(chance.between(20, Math.round(97 * DAYS_OF_A_YEAR)))
  const age = Number(TODAY.slice(0, 4)) - Number(birthDate.slice(0, 4))
  const names = namesOf(place, gender, birthDate, age)
  const homes = addresses(place, birthDate)
  const registered = practices.length > 0 && !chance.percent(1)
  const died = age > 60 && chance.percent(4) ? daysAgo(chance.between(10, 1500)) : undefined
  return {
    nhsNumber,
    version: chance.between(1, 6),
    sensitivity: chance.percent(0.3) ? 'R' : 'U',
    names,
    gender,
    birthDate,
    ...(died ? { death: { date: died, status: '2' } as const } : {}),
    addresses: homes,
    telecom: telecom(place, names[0] as PatientName, age),
    contacts: [],
    practices: registered
      ? [
          {
            id: hexId(chance),
            odsCode: chance.pick(practices),
            period: { start: homes[0]?.period?.start ?? birthDate },
          },
        ]
      : [],
    ...(chance.percent(3)
      ? { communication: { language: chance.pick(LANGUAGES), interpreter: chance.percent(60) } }
      : {}),
  }
}
