import { isDate } from '../../../../world/instant.js'
import type { Gender } from '../../../../world/tables/patient.js'
import type { DateRange, SearchCriteria } from '../../domain/criteria.js'
import { additional, invalidValue, ok, type Result, refuse } from '../../domain/outcome.js'

/** The parameters of a search (pds 4.1), with the longest value where there is one. */
const PARAMETERS: Readonly<Record<string, { readonly longest?: number }>> = {
  family: { longest: 35 },
  given: { longest: 35 },
  gender: {},
  birthdate: {},
  'death-date': {},
  'address-postalcode': {},
  'address-postcode': {},
  'general-practitioner': {},
  'managing-organization': {},
  phone: {},
  email: {},
  '_fuzzy-match': {},
  '_exact-match': {},
  _history: {},
  '_max-results': {},
  history: {},
}

const GENDERS: readonly Gender[] = ['male', 'female', 'other', 'unknown']
const MOST_RESULTS = 50
const MOST_DATES = 2

function checkNames(query: URLSearchParams): Result<undefined> {
  const names = [...new Set(query.keys())].filter(Boolean)
  if (names.length === 0) return refuse('UNSUPPORTED_SERVICE')
  const unknown = names.filter((name) => !Object.hasOwn(PARAMETERS, name))
  return unknown.length === 0 ? ok(undefined) : additional(unknown)
}

const EVER: DateRange = { from: '0000-01-01', to: '9999-12-31' }

const later = (a: string, b: string): string => (a > b ? a : b)
const earlier = (a: string, b: string): string => (a < b ? a : b)

const NARROWED: Readonly<Record<string, (range: DateRange, date: string) => DateRange>> = {
  eq: ({ from, to }, date) => ({ from: later(from, date), to: earlier(to, date) }),
  ge: ({ from, to }, date) => ({ from: later(from, date), to }),
  le: ({ from, to }, date) => ({ from, to: earlier(to, date) }),
}

/** Reads `[eq|ge|le]yyyy-mm-dd`, once or twice; undefined where the parameter is absent. */
function readDates(query: URLSearchParams, name: string): Result<DateRange | undefined> {
  const values = query.getAll(name)
  let range = EVER
  for (const [at, value] of values.entries()) {
    const [, prefix = 'eq', date = ''] = /^(eq|ge|le)?(.*)$/s.exec(value) ?? []
    const narrow = NARROWED[prefix]
    if (at >= MOST_DATES || !isDate(date) || !narrow) return invalidValue(value, name)
    range = narrow(range, date)
  }
  return ok(values.length > 0 ? range : undefined)
}

const SWITCHES: Readonly<Record<string, boolean>> = { true: true, false: false }

function readSwitch(query: URLSearchParams, name: string): Result<boolean> {
  const value = query.get(name)
  if (value === null) return ok(false)
  const read = SWITCHES[value.toLowerCase()]
  return read === undefined ? invalidValue(value, name) : ok(read)
}

function readLimit(query: URLSearchParams, most: number): Result<number> {
  const value = query.get('_max-results')
  if (value === null) return ok(most)
  const number = /^\d{1,3}$/.test(value) ? Number(value) : 0
  return number >= 1 && number <= most ? ok(number) : invalidValue(value, '_max-results')
}

function checkLengths(query: URLSearchParams): Result<undefined> {
  for (const [name, value] of query) {
    const { longest } = PARAMETERS[name] ?? {}
    if (longest !== undefined && value.length > longest) return invalidValue(value, name)
  }
  return ok(undefined)
}

function readGender(query: URLSearchParams): Result<Gender | undefined> {
  const value = query.get('gender')
  if (value === null) return ok(undefined)
  const gender = GENDERS.find((one) => one === value)
  return gender ? ok(gender) : invalidValue(value, 'gender')
}

/** A text that was sent and is not empty. */
const text = <Name extends string>(query: URLSearchParams, parameter: string, name: Name) => {
  const value = query.get(parameter)?.trim()
  return (value ? { [name]: value } : {}) as { readonly [_ in Name]?: string }
}

/** The texts that are taken as they are; the old name of the postcode parameter works too. */
const texts = (query: URLSearchParams) => ({
  given: query.getAll('given').filter((name) => name.trim()),
  ...text(query, 'family', 'family'),
  ...text(query, 'address-postcode', 'postcode'),
  ...text(query, 'address-postalcode', 'postcode'),
  ...text(query, 'general-practitioner', 'practice'),
  ...text(query, 'managing-organization', 'managingOrganisation'),
  ...text(query, 'phone', 'phone'),
  ...text(query, 'email', 'email'),
})

/**
 * Reads the parameters of a search in the order in which PDS complains (pds 3.6, 4.2). `most` is
 * how many results the caller may ask for.
 */
export function readSearch(
  query: URLSearchParams,
  most: number = MOST_RESULTS,
): Result<SearchCriteria> {
  const names = checkNames(query)
  if (!names.ok) return names
  const birth = readDates(query, 'birthdate')
  if (!birth.ok) return birth
  const death = readDates(query, 'death-date')
  if (!death.ok) return death
  const gender = readGender(query)
  if (!gender.ok) return gender
  const [fuzzy, exactOnly, history] = ['_fuzzy-match', '_exact-match', '_history'].map((name) =>
    readSwitch(query, name),
  ) as [Result<boolean>, Result<boolean>, Result<boolean>]
  if (!fuzzy.ok) return fuzzy
  if (!exactOnly.ok) return exactOnly
  if (!history.ok) return history
  const limit = readLimit(query, most)
  if (!limit.ok) return limit
  const lengths = checkLengths(query)
  if (!lengths.ok) return lengths
  if (!birth.value)
    return refuse(
      'MISSING_VALUE',
      "Missing value - 'birth_date/birth_date_range_start/birth_date_range_end'",
    )
  if (query.has('address-postcode') && query.has('address-postalcode'))
    return refuse(
      'INVALID_SEARCH_DATA',
      "Invalid search data provided - 'address-postcode and address-postalcode cannot be used together'",
    )
  return ok({
    ...texts(query),
    birth: birth.value,
    ...(death.value && { death: death.value }),
    ...(gender.value && { gender: gender.value }),
    fuzzy: fuzzy.value,
    exactOnly: exactOnly.value,
    history: history.value,
    limit: limit.value,
  })
}
