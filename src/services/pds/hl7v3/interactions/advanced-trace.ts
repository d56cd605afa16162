import type { SearchCriteria } from '../../domain/criteria.js'
import { GENDERS } from '../codes.js'
import { query } from '../declare.js'
import { find, livesAt, matchOf, traceWarnings } from '../find.js'
import { type Failure, fail, queryAnswered, type Read, read } from '../outcomes.js'
import { EVER, namesIn, Parameters, readDays } from '../read/parameters.js'
import { version } from '../releases.js'
import { DETAILS } from '../response-codes.js'
import { advancedTrace as answer } from '../write/trace.js'

/** As many as a list has at most (pds 17). */
const LONGEST_LIST = 50

const ALPHANUMERIC = '1'
const ALGORITHMIC = '2'

interface Wanted {
  readonly criteria: SearchCriteria
  readonly lines: readonly string[]
  /** Whether answers tell what was held earlier. */
  readonly history: boolean
  readonly nhsNumber?: string
}

const missing = (what: string): Failure => ({
  response: '0',
  detail: 'AT002',
  text: `${DETAILS.AT002} - missing ${what}`,
})

const isFlag = (code: string | undefined): boolean => code === '0' || code === '1'

const ONCE = [
  'historicDataIndicator',
  'person.administrativeGenderCode',
  'person.name',
  'searchParameter',
] as const

/** The rules of the query, in their order (pds 13.3). */
function checkRules(parameters: Parameters): Failure | undefined {
  const rule = (text: string): Failure => ({ response: '0', detail: 'GE002', text })
  const names = parameters.all('person.name')
  if (!parameters.one('historicDataIndicator')) return missing('historic data indicator')
  if (names.length === 0) return missing('person name')
  if (ONCE.slice(0, 3).some((name) => parameters.all(name).length > 1))
    return rule('DUPLICATE_SEARCH_FIELDS_PROVIDED')
  if ((parameters.name()?.family ?? []).length > 1) return rule('DUPLICATE_SEARCH_FIELDS_PROVIDED')
  const types = parameters.all('searchParameter')
  if (types.length !== 1) return { response: '0', detail: 'AT009' }
  const type = parameters.code('searchParameter')
  if (type !== ALPHANUMERIC && type !== ALGORITHMIC) return { response: '0', detail: 'AT001' }
  if (!isFlag(parameters.code('historicDataIndicator'))) return rule('INVALID_HISTORY_INDICATOR')
  if (
    parameters.one('ignoreHistoryIndicator') &&
    !isFlag(parameters.code('ignoreHistoryIndicator'))
  )
    return rule('INVALID_IGNORE_HISTORY_INDICATOR')
  if (!GENDERS.read(parameters.code('person.administrativeGenderCode')))
    return rule('INVALID_SEARCH_DATA')
  return parameters.all('person.id').length > 1 ? rule('INVALID_SEARCH_DATA') : undefined
}

/** Whether what was held earlier is searched: as it is told, else where earlier data are asked for. */
const searchesHistory = (parameters: Parameters): boolean => {
  const ignored = parameters.code('ignoreHistoryIndicator')
  return ignored === undefined ? parameters.code('historicDataIndicator') === '1' : ignored === '0'
}

function readWanted(parameters: Parameters): Read<Wanted> {
  const broken = checkRules(parameters)
  if (broken) return fail(broken)
  const birth = readDays(parameters.one('person.birthTime'))
  if (!birth.ok) return birth
  const death = readDays(parameters.one('person.deceasedTime'))
  if (!death.ok) return death
  const { family, given } = namesIn(parameters.name())
  if (family.length === 0 && given.length === 0) return fail(missing('person name'))
  const gender = GENDERS.read(parameters.code('person.administrativeGenderCode'))
  const { postalCode, lines = [] } = parameters.address() ?? {}
  const practice = parameters.id('primaryCare.id')?.extension
  const nhsNumber = parameters.id('person.id')?.extension
  const fuzzy = parameters.code('searchParameter') === ALGORITHMIC
  const criteria: SearchCriteria = {
    ...(family[0] !== undefined && { family: family[0] }),
    given,
    ...(gender && { gender }),
    birth: birth.value ?? EVER,
    ...(death.value && { death: death.value }),
    ...(postalCode !== undefined && { postcode: postalCode }),
    ...(practice && { practice }),
    ...{ fuzzy, exactOnly: false, history: searchesHistory(parameters), limit: LONGEST_LIST },
  }
  const history = parameters.code('historicDataIndicator') === '1'
  return read({ criteria, lines, history, ...(nhsNumber && { nhsNumber }) })
}

/** Finds patients by parts of names, ranges of dates, or by likeness (pds 12.8). */
export const advancedTrace = query({
  title: 'Trace patients by partial or similar details',
  pattern: 'express',
  versions: [
    version('4.2', 'QUPA_IN020000UK31', 'QUPA_IN030000UK32'),
    version('6.3', 'QUPA_IN000006UK02', 'QUPA_IN000011UK02'),
    version('7.2', 'QUPA_IN000006UK05', 'QUPA_IN000011UK05'),
  ],
  perform({ content }, world, { release, answer: id }) {
    const wanted = readWanted(new Parameters(content))
    if (!wanted.ok) return wanted
    const { criteria, lines, history, nhsNumber } = wanted.value
    const found = find(world, criteria)
    if (!found.ok) return found
    const matches = found.value
      .filter(livesAt(lines))
      .filter(({ patient }) => nhsNumber === undefined || patient.nhsNumber === nhsNumber)
      .map(matchOf)
    if (matches.length === 0) return fail({ response: '1' })
    return read(queryAnswered(id, answer(matches, release, history), traceWarnings(matches)))
  },
})
