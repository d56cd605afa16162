import { ROOTS } from '../../../../hl7v3/oids.js'
import { readValue } from '../../../../hl7v3/types/simple.js'
import { daysOfTs, isTs } from '../../../../hl7v3/types/time.js'
import { current, type Patient } from '../../../../world/tables/patient.js'
import { foldName } from '../../../../world/tables/patient-keys.js'
import { query } from '../declare.js'
import { lookUp } from '../lookup.js'
import { breaks, fail, queryAnswered, type Read, read } from '../outcomes.js'
import { namesIn, Parameters } from '../read/parameters.js'
import { version } from '../releases.js'
import { crossCheck } from '../write/confirmation.js'

interface Wanted {
  readonly nhsNumber: string
  readonly birth: { readonly from: string; readonly to: string }
  readonly family?: string
  readonly given?: string
}

/** Reads what is to be checked: number and date of birth once each, perhaps a name (pds 13.3). */
function readWanted(parameters: Parameters): Read<Wanted> {
  const births = parameters.all('person.birthTime')
  const born = readValue(births[0])
  if (births.length !== 1 || born === undefined) return breaks('DATE_OF_BIRTH_MISSING', true)
  const id = parameters.id('person.id')
  if (parameters.all('person.id').length !== 1 || !id?.extension)
    return breaks('MISSING_NHS_NUMBER', true)
  if (id.root !== ROOTS.nhsNumber) return fail({ response: '42' })
  const { family, given } = namesIn(parameters.name())
  if (family.length > 1 || given.length > 1) return breaks('INVALID_NAME_FORMAT')
  if (!isTs(born)) return breaks('ILLEGAL_DATE_FORMAT')
  return read({
    nhsNumber: id.extension.trim(),
    birth: daysOfTs(born),
    ...(family[0] !== undefined && { family: family[0] }),
    ...(given[0] !== undefined && { given: given[0] }),
  })
}

const same = (wanted: string | undefined, held: string | undefined): boolean =>
  wanted === undefined || (held !== undefined && foldName(wanted) === foldName(held))

/** True if date of birth, and name where one is given, are those of the record. */
function agrees({ birthDate, names }: Patient, { birth, family, given }: Wanted): boolean {
  if (birthDate === undefined || birthDate < birth.from || birthDate > birth.to) return false
  return (
    (family === undefined && given === undefined) ||
    current(names).some((name) => same(family, name.family) && same(given, name.given?.[0]))
  )
}

/** Tells somebody's details if number and date of birth belong together (pds 12.8). */
export const crossCheckTrace = query({
  title: 'Check an NHS number against a date of birth',
  pattern: 'synchronous',
  operation: 'crossCheckTraceQueryResponse',
  versions: [
    version('6.3', 'QUPA_IN000014UK01', 'QUPA_IN000015UK02'),
    version('7.2', 'QUPA_IN000014UK03', 'QUPA_IN000015UK04'),
  ],
  perform({ content }, world, { release, answer: id }) {
    const wanted = readWanted(new Parameters(content))
    if (!wanted.ok) return wanted
    const found = lookUp(world, wanted.value.nhsNumber, 'NHSNCC002', '5')
    if (!found.ok) return found
    const { patient, warnings } = found.value
    if (!agrees(patient, wanted.value)) return fail({ response: '1', detail: 'NHSNCC002' })
    return read(queryAnswered(id, crossCheck(patient, release), warnings))
  },
})
