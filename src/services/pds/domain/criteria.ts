import type { Gender } from '../../../world/tables/patient.js'
import type { DateRange } from '../../../world/tables/patient-search.js'
import { ok, type Result, refuse } from './outcome.js'
import { type Pattern, readPattern } from './pattern.js'

export type { DateRange }

/** What a search asks for (pds 4.1), as typed values. */
export interface SearchCriteria {
  readonly family?: string
  /** In their order; an empty list asks for none. */
  readonly given: readonly string[]
  readonly gender?: Gender
  readonly birth: DateRange
  readonly death?: DateRange
  readonly postcode?: string
  readonly practice?: string
  readonly managingOrganisation?: string
  readonly phone?: string
  readonly email?: string
  readonly fuzzy: boolean
  /** Only results of score 1. */
  readonly exactOnly: boolean
  /** Whether what was held earlier counts. */
  readonly history: boolean
  /** How many results are too many is one more than this. */
  readonly limit: number
}

/** The texts of a search that may have wildcards, read. */
export interface Patterns {
  readonly family: Pattern
  readonly given: readonly Pattern[]
  readonly postcode?: Pattern
}

const invalid = (text: string): Result<never> =>
  refuse('INVALID_SEARCH_DATA', `Invalid search data provided - '${text}'`)

/** The search asks for too little, or has a wildcard too early (pds 4.2). */
const tooLittle = (): Result<never> =>
  invalid('No searches were performed as the search criteria did not meet the minimum requirements')

/** Reads the texts of a non-fuzzy search: it needs a family name, and wildcards only from the third character on. */
export function readPatterns(criteria: SearchCriteria): Result<Patterns> {
  const { family, given, postcode } = criteria
  if (!family) return tooLittle()
  const read = [family, ...given].map((text) => readPattern(text, 'name'))
  const place = postcode === undefined ? undefined : readPattern(postcode, 'postcode')
  if (read.includes(undefined) || (postcode !== undefined && !place)) return tooLittle()
  const [first, ...others] = read as Pattern[]
  return ok({ family: first as Pattern, given: others, ...(place ? { postcode: place } : {}) })
}

/** Checks that a fuzzy search has one of its three combinations, and no wildcard (pds 4.4). */
export function checkFuzzy(criteria: SearchCriteria): Result<undefined> {
  const { family, given, gender, postcode } = criteria
  const texts = [family ?? '', postcode ?? '', ...given]
  const enough =
    (family && given.length > 0) || ((family || given.length > 0) && gender && postcode)
  return enough && !texts.some((text) => text.includes('*'))
    ? ok(undefined)
    : invalid(
        'A fuzzy search was requested however the data given did not meet the fuzzy search criteria',
      )
}

/** True if the search looks at what restricted records hide: it then finds none of them (pds 4.7). */
export const looksAtPlaces = (criteria: SearchCriteria): boolean =>
  [
    criteria.postcode,
    criteria.practice,
    criteria.managingOrganisation,
    criteria.phone,
    criteria.email,
  ].some((text) => text !== undefined)
