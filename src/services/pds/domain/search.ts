import type { Store } from '../../../world/store.js'
import { findPatient, type Patient } from '../../../world/tables/patient.js'
import { type NameQuery, namedPatients } from '../../../world/tables/patient-search.js'
import type { World } from '../../../world/world.js'
import {
  checkFuzzy,
  looksAtPlaces,
  type Patterns,
  readPatterns,
  type SearchCriteria,
} from './criteria.js'
import { searchFuzzily } from './fuzzy.js'
import { matchPlainly } from './match.js'
import { ok, type Result, refuse } from './outcome.js'
import { survivingRecord } from './retrieve.js'
import { SCORES, scoreOf } from './score.js'

export interface Found {
  readonly patient: Patient
  /** 0 to 1; 1 where everything asked for equals what is held now. */
  readonly score: number
}

const queryOf = (criteria: SearchCriteria, patterns: Patterns): NameQuery => {
  const { birth, gender, practice, phone, email, history } = criteria
  const [given] = patterns.given
  return {
    family: patterns.family.beginning,
    birth,
    history,
    ...(given && { given: given.beginning }),
    ...(gender && !history && { gender }),
    ...(practice && { practice: practice.toUpperCase() }),
    ...(patterns.postcode && { postcode: patterns.postcode.beginning }),
    ...(phone && { phone }),
    ...(email && { email: email.trim().toLowerCase() }),
  }
}

function* matches(store: Store, criteria: SearchCriteria, patterns: Patterns): Generator<Found> {
  for (const nhsNumber of namedPatients(store, queryOf(criteria, patterns))) {
    const patient = findPatient(store, nhsNumber)
    const likenesses = patient && matchPlainly(patient, criteria, patterns)
    if (likenesses) yield { patient, score: scoreOf(likenesses, SCORES.plain) }
  }
}

/**
 * The record that a match stands for, if it may be shown (pds 4.7): the surviving one of a merge,
 * no invalid and no very restricted one, and a restricted one only if nothing it hides was asked for.
 */
function shown(store: Store, { patient }: Found, criteria: SearchCriteria): Patient | undefined {
  const survivor = survivingRecord(store, patient.nhsNumber)
  if (!survivor || survivor.invalid || survivor.sensitivity === 'V') return undefined
  return survivor.sensitivity === 'R' && looksAtPlaces(criteria) ? undefined : survivor
}

const bestFirst = (a: Found, b: Found): number =>
  b.score - a.score || (a.patient.nhsNumber < b.patient.nhsNumber ? -1 : 1)

/** Keeps each person once, with their best score; refuses with TOO_MANY_MATCHES. */
function collect(
  store: Store,
  found: Iterable<Found>,
  criteria: SearchCriteria,
): Result<readonly Found[]> {
  const people = new Map<string, Found>()
  for (const match of found) {
    if (criteria.exactOnly && match.score < 1) continue
    const patient = shown(store, match, criteria)
    if (!patient) continue
    const { score = 0 } = people.get(patient.nhsNumber) ?? {}
    people.set(patient.nhsNumber, { patient, score: Math.max(score, match.score) })
    if (people.size > criteria.limit) return refuse('TOO_MANY_MATCHES')
  }
  return ok([...people.values()].sort(bestFirst))
}

/**
 * Searches for people (pds 4): best first, those of equal score by number. Refuses with
 * INVALID_SEARCH_DATA where the search asks for too little, with TOO_MANY_MATCHES above the limit.
 */
export function searchPatients(
  { store }: World,
  criteria: SearchCriteria,
): Result<readonly Found[]> {
  if (criteria.fuzzy) {
    const enough = checkFuzzy(criteria)
    return enough.ok ? collect(store, searchFuzzily(store, criteria), criteria) : enough
  }
  const patterns = readPatterns(criteria)
  return patterns.ok ? collect(store, matches(store, criteria, patterns.value), criteria) : patterns
}
