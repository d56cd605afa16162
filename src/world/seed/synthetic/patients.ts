import { setImmediate as giveWay } from 'node:timers/promises'
import { checkDigit } from '../../nhs-number.js'
import type { Store } from '../../store.js'
import { organisations } from '../../tables/organisation.js'
import { addPatient, findPatient } from '../../tables/patient.js'
import type { Progress, SeedSpec } from '../spec.js'
import { chanceFrom } from './chance.js'
import { COMMON_NAMES, COMMON_WEIGHT } from './common-names.js'
import { makePerson, type NamePool } from './person.js'

/** After so many others have their turn. */
const TURN = 500

/** Numbers below are left to people that data sets name; 999 is the range of test numbers (pds 2). */
const FIRST_NINE_DIGITS = 999_100_000

/** NHS numbers of the test range that nobody in the world has, in their order. */
function* freeNumbers(store: Store): Generator<string> {
  for (let nine = FIRST_NINE_DIGITS; nine <= 999_999_999; nine++) {
    const check = checkDigit(String(nine))
    if (check === undefined) continue
    const number = `${nine}${check}`
    if (!findPatient(store, number)) yield number
  }
}

type Definitions = {
  readonly generic?: readonly string[]
  readonly female?: readonly string[]
  readonly male?: readonly string[]
}

const drawn = (list: unknown, sex: 'female' | 'male'): readonly string[] => {
  const { generic = [], ...rest } = (list ?? {}) as Definitions
  return [...generic, ...(rest[sex] ?? [])]
}

const weighted = (common: readonly string[], others: readonly string[]): readonly string[] => [
  ...Array.from({ length: COMMON_WEIGHT }, () => common).flat(),
  ...others,
]

/** Common English names and the library's; it is read only when people are asked for. */
async function readNames(): Promise<NamePool> {
  const { faker } = await import('@faker-js/faker/locale/en_GB')
  const { first_name, last_name } = faker.rawDefinitions.person ?? {}
  const families = drawn(last_name, 'female')
  return {
    female: weighted(COMMON_NAMES.female, drawn(first_name, 'female')),
    male: weighted(COMMON_NAMES.male, drawn(first_name, 'male')),
    families: weighted(COMMON_NAMES.families, families),
    streets: COMMON_NAMES.families,
  }
}

const practicesOf = (store: Store): string[] =>
  organisations
    .list(store)
    .filter(({ roles, open }) => open && roles.includes('GP_PRACTICE'))
    .map(({ odsCode }) => odsCode)

/**
 * Adds as many made-up patients as the seed asks for. The same seed number makes the same people;
 * the first of a larger number are those of a smaller one.
 */
export async function synthesisePatients(
  store: Store,
  spec: SeedSpec,
  progress: Progress = () => undefined,
): Promise<void> {
  if (spec.patients === 0) return
  const names = await readNames()
  const place = { names, chance: chanceFrom(spec.number), practices: practicesOf(store) }
  let left = spec.patients
  for (const nhsNumber of freeNumbers(store)) {
    addPatient(store, makePerson(place, nhsNumber))
    if (--left === 0) return progress(spec.patients, spec.patients)
    if (left % TURN > 0) continue
    progress(spec.patients - left, spec.patients)
    await giveWay()
  }
}
