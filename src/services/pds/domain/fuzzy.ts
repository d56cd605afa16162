import type { Store } from '../../../world/store.js'
import {
  findPatient,
  type Patient,
  type PatientName,
  searchable,
} from '../../../world/tables/patient.js'
import type { SearchCriteria } from './criteria.js'
import { fuzzyCandidates } from './fuzzy-candidates.js'
import { familyLikeness, givenLikeness, postcodeLikeness } from './likeness.js'
import {
  bestOf,
  diedIn,
  emailLikeness,
  genderLikeness,
  isBornIn,
  isFormerName,
  managerLikeness,
  namesToSearch,
  phoneLikeness,
  practiceLikeness,
} from './match.js'
import { FORMER, type Likenesses, SCORES, scoreOf } from './score.js'

/** What is left where family and given name stand in each other's place. */
const SWAPPED = 0.9
/** A given name that does not match, where all the rest does (pds 4.4: `Mat` finds Sam Bob). */
const OTHER_GIVEN = 0.6
/** Given names are held that were not asked for. */
const MORE_GIVEN = 0.97

/** A fuzzy search looks at the history always. */
const HISTORY = true

interface NameMatch {
  readonly family: number
  readonly given: number
}

function asWritten(name: PatientName, { family = '', given }: SearchCriteria): NameMatch {
  const held = name.given ?? []
  const more = held.length > given.length ? MORE_GIVEN : 1
  return {
    family: familyLikeness(family, name.family),
    given: givenLikeness(given, held) * more,
  }
}

function swapped(name: PatientName, { family = '', given }: SearchCriteria): NameMatch {
  const asFamily = (name.given ?? []).map((held) => familyLikeness(family, held))
  return {
    family: Math.max(0, ...asFamily) * SWAPPED,
    given: givenLikeness(given, [name.family]) * SWAPPED,
  }
}

const reduced = ({ family, given }: NameMatch, part: number): NameMatch => ({
  family: family * part,
  given: given * part,
})

/** Every way in which the names of a patient can be taken for those asked for, the best first. */
const nameMatches = (patient: Patient, criteria: SearchCriteria): NameMatch[] =>
  namesToSearch(patient, HISTORY)
    .flatMap((name) => {
      const part = isFormerName(name) ? FORMER : 1
      return [asWritten(name, criteria), swapped(name, criteria)].map((one) => reduced(one, part))
    })
    .sort((a, b) => b.family + b.given - a.family - a.given)

interface Rest {
  readonly gender: number
  readonly postcode: number
}

/** One of the three combinations holds (pds 4.4). */
function holds({ family, given }: NameMatch, { gender, postcode }: Rest): boolean {
  if (family > 0 && given > 0) return true
  return (family > 0 || given > 0) && gender > 0 && postcode > 0
}

function nameLikenesses(name: NameMatch, { family, given }: SearchCriteria): Likenesses {
  return {
    ...(family ? { family: name.family } : {}),
    ...(given.length > 0 ? { given: name.given || OTHER_GIVEN } : {}),
  }
}

/** Compares a record with a fuzzy search; answers how like each item is, or nothing. */
function matchFuzzily(patient: Patient, criteria: SearchCriteria): Likenesses | undefined {
  const { birth, death, postcode, practice, managingOrganisation, email, phone } = criteria
  if (!isBornIn(patient, birth)) return undefined
  const gender = criteria.gender && genderLikeness(patient, criteria.gender, HISTORY)
  if (gender === 0) return undefined
  const place =
    postcode &&
    bestOf(searchable(patient.addresses, HISTORY), (address) =>
      address.postcode ? postcodeLikeness(postcode, address.postcode) : 0,
    )
  const name = nameMatches(patient, criteria).find((one) =>
    holds(one, { gender: gender || 0, postcode: place || 0 }),
  )
  if (!name) return undefined
  const mail = email && emailLikeness(patient, email, HISTORY)
  if (mail === 0) return undefined
  return {
    ...nameLikenesses(name, criteria),
    birth: 1,
    ...(gender && { gender }),
    ...(place !== undefined && place !== '' && { postcode: place }),
    ...(mail && { email: mail }),
    ...(phone && { phone: phoneLikeness(patient, phone, HISTORY) }),
    ...(death && { death: diedIn(patient, death) ? 1 : 0 }),
    ...(practice && { practice: practiceLikeness(patient, practice) }),
    ...(managingOrganisation && {
      managingOrganisation: managerLikeness(patient, managingOrganisation),
    }),
  }
}

interface FuzzyMatch {
  readonly patient: Patient
  readonly likenesses: Likenesses
}

/**
 * A phone is a filter; where nobody has it, those whose postcode matches stay (pds 4.4, inferred
 * there from one official case).
 */
function withPhone(matches: readonly FuzzyMatch[], phone: string | undefined) {
  if (phone === undefined) return matches
  const having = matches.filter(({ likenesses }) => likenesses.phone)
  return having.length > 0 ? having : matches.filter(({ likenesses }) => likenesses.postcode)
}

/** Finds by sound, short form, slip, history and swapped names (pds 4.4). */
export function searchFuzzily(
  store: Store,
  criteria: SearchCriteria,
): { readonly patient: Patient; readonly score: number }[] {
  const matches = fuzzyCandidates(store, criteria).flatMap((nhsNumber) => {
    const patient = findPatient(store, nhsNumber)
    const likenesses = patient && matchFuzzily(patient, criteria)
    return likenesses ? [{ patient, likenesses }] : []
  })
  return withPhone(matches, criteria.phone).map(({ patient, likenesses }) => ({
    patient,
    score: scoreOf(likenesses, SCORES.fuzzy),
  }))
}
