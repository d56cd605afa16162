import { current } from '../../../../world/tables/patient.js'
import { foldName } from '../../../../world/tables/patient-keys.js'
import type { World } from '../../../../world/world.js'
import type { DateRange, SearchCriteria } from '../../domain/criteria.js'
import type { Found } from '../../domain/search.js'
import { GENDERS } from '../codes.js'
import { query } from '../declare.js'
import { find, livesAt, matchOf, traceWarnings } from '../find.js'
import { lookUp } from '../lookup.js'
import { breaks, fail, queryAnswered, type Read, read } from '../outcomes.js'
import { namesIn, Parameters, readDays } from '../read/parameters.js'
import { version } from '../releases.js'
import { simpleTrace } from '../write/trace.js'

const LOOKED_AT = 50

const NOBODY = { response: '1' } as const

/** Those who have the number, were born then, and have the family name if one is given. */
function byNumber(
  world: World,
  parameters: Parameters,
  number: string,
  birth: DateRange,
): Read<readonly Found[]> {
  const found = lookUp(world, number, 'NHSNCC002', '5')
  if (!found.ok) return found
  const { patient } = found.value
  const { birthDate = '' } = patient
  const [family] = namesIn(parameters.name()).family
  const named =
    family === undefined ||
    current(patient.names).some((name) => foldName(name.family) === foldName(family))
  const agrees = named && birthDate >= birth.from && birthDate <= birth.to
  return read(agrees ? [{ patient, score: 1 }] : [])
}

function byDetails(world: World, parameters: Parameters, birth: DateRange): Read<readonly Found[]> {
  const { family, given } = namesIn(parameters.name())
  if (family.length !== 1) return breaks('MISSING_MANDATORY_SEARCH_FIELD', true)
  const death = readDays(parameters.one('person.deceasedTime'))
  if (!death.ok) return death
  const gender = GENDERS.read(parameters.code('person.administrativeGenderCode'))
  const { postalCode, lines = [] } = parameters.address() ?? {}
  const practice = parameters.id('primaryCare.id')?.extension
  const criteria: SearchCriteria = {
    family: family[0] as string,
    given,
    birth,
    ...(gender && { gender }),
    ...(death.value && { death: death.value }),
    ...(postalCode !== undefined && { postcode: postalCode }),
    ...(practice && { practice }),
    ...{ fuzzy: false, exactOnly: true, history: false, limit: LOOKED_AT },
  }
  const found = find(world, criteria)
  return found.ok ? read(found.value.filter(livesAt(lines))) : found
}

function search(world: World, parameters: Parameters): Read<readonly Found[]> {
  const birth = readDays(parameters.one('person.birthTime'))
  if (!birth.ok) return birth
  if (!birth.value) return breaks('MISSING_MANDATORY_SEARCH_FIELD', true)
  const number = parameters.id('person.id')?.extension?.trim()
  return number
    ? byNumber(world, parameters, number, birth.value)
    : byDetails(world, parameters, birth.value)
}

/** Finds one patient by what is known, one query of a batch (pds 12.8). */
export const batchTrace = query({
  title: 'Trace a patient of a batch',
  pattern: 'express',
  versions: [
    version('6.3', 'QUPA_IN000012UK02', 'QUPA_IN000013UK01'),
    version('7.2', 'QUPA_IN000012UK04', 'QUPA_IN000013UK03'),
  ],
  perform({ content }, world, { release, answer: id }) {
    const found = search(world, new Parameters(content))
    if (!found.ok) return found
    const [match, ...others] = found.value.map(matchOf)
    if (!match) return fail(NOBODY)
    if (others.length > 0) return fail({ response: '2' })
    const trace = simpleTrace(match, release, 'assignedEntity')
    return read(queryAnswered(id, trace, traceWarnings([match])))
  },
})
