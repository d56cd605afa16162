import { readValue } from '../../../../hl7v3/types/simple.js'
import { isTs } from '../../../../hl7v3/types/time.js'
import type { SearchCriteria } from '../../domain/criteria.js'
import { GENDERS } from '../codes.js'
import { query } from '../declare.js'
import { find, livesAt, matchOf, traceWarnings } from '../find.js'
import { breaks, fail, queryAnswered, type Read, read } from '../outcomes.js'
import { EVER, namesIn, Parameters, readDays } from '../read/parameters.js'
import { version } from '../releases.js'
import { simpleTrace as answer } from '../write/trace.js'

const MISSING = 'MISSING_MANDATORY_SEARCH_FIELD'

/** As many as are looked at before it is clear that there are too many. */
const LOOKED_AT = 50

interface Wanted {
  readonly criteria: SearchCriteria
  readonly lines: readonly string[]
}

/** Reads what is searched for: birth time, family name and gender must be there (pds 13.3). */
function readWanted(parameters: Parameters): Read<Wanted> {
  const { family, given } = namesIn(parameters.name())
  const gender = GENDERS.read(parameters.code('person.administrativeGenderCode'))
  const born = parameters.one('person.birthTime')
  const exact = readValue(born)
  if (family.length !== 1 || !gender || exact === undefined) return breaks(MISSING, true)
  if (!isTs(exact) || exact.length < 8) return breaks('ILLEGAL_DATE_FORMAT')
  const birth = readDays(born)
  if (!birth.ok) return birth
  const death = readDays(parameters.one('person.deceasedTime'))
  if (!death.ok) return death
  const { postalCode, lines = [] } = parameters.address() ?? {}
  const criteria: SearchCriteria = {
    family: family[0] as string,
    given,
    gender,
    birth: birth.value ?? EVER,
    ...(death.value && { death: death.value }),
    ...(postalCode !== undefined && { postcode: postalCode }),
    ...{ fuzzy: false, exactOnly: true, history: false, limit: LOOKED_AT },
  }
  return read({ criteria, lines })
}

const NOBODY = { response: '1', detail: 'ST004' } as const

/** A trace has no wildcards: a star is a letter that nobody has in their name. */
const hasStar = ({ family = '', given, postcode = '' }: SearchCriteria): boolean =>
  [family, postcode, ...given].some((text) => text.includes('*'))

/** Finds the one patient whom all items match exactly (pds 12.8). */
export const simpleTrace = query({
  title: 'Trace a patient by exact details',
  pattern: 'synchronous',
  operation: 'traceQueryResponse',
  versions: [
    version('4.2', 'QUPA_IN010000UK32', 'QUPA_IN030000UK32'),
    version('6.3', 'QUPA_IN000005UK01', 'QUPA_IN000007UK01'),
    version('7.2', 'QUPA_IN000005UK03', 'QUPA_IN000007UK03'),
  ],
  perform({ content }, world, { release, answer: id }) {
    const wanted = readWanted(new Parameters(content))
    if (!wanted.ok) return wanted
    const { criteria, lines } = wanted.value
    if (hasStar(criteria)) return fail(NOBODY)
    const found = find(world, criteria)
    if (!found.ok) return found
    const [match, ...others] = found.value.filter(livesAt(lines)).map(matchOf)
    if (!match) return fail(NOBODY)
    if (others.length > 0) return fail({ response: '2' })
    return read(queryAnswered(id, answer(match, release), traceWarnings([match])))
  },
})
