import { query } from '../declare.js'
import { lookUp } from '../lookup.js'
import { breaks, queryAnswered, type Read, read } from '../outcomes.js'
import { Parameters } from '../read/parameters.js'
import { version } from '../releases.js'
import { retrieval as answer } from '../write/retrieval.js'

const NUMBER_LENGTH = 10

/** Reads the number; a root of another kind is let pass (pds 13.3). */
function readNumber(parameters: Parameters): Read<string> {
  const number = parameters.id('person.id')?.extension?.trim()
  if (!number) return breaks('NHS_NUMBER_UNSPECIFIED', true)
  return number.length === NUMBER_LENGTH ? read(number) : breaks('INVALID_NHS_NUMBER')
}

function readHistory(parameters: Parameters): Read<boolean> {
  const code = parameters.code('historicDataIndicator')
  return code === '0' || code === '1'
    ? read(code === '1')
    : breaks('INVALID_HISTORIC_DATA_INDICATOR')
}

/** Gives the whole record of a number, with what was held earlier where that is asked for (pds 12.8). */
export const retrieval = query({
  title: 'Retrieve a record by NHS number',
  pattern: 'synchronous',
  operation: 'retrievalQueryResponse',
  versions: [
    version('4.2', 'QUPA_IN040000UK32', 'QUPA_IN050000UK32'),
    version('6.3', 'QUPA_IN000008UK02', 'QUPA_IN000009UK03'),
    version('7.2', 'QUPA_IN000008UK05', 'QUPA_IN000009UK06'),
  ],
  perform({ content }, world, { release, answer: id }) {
    const parameters = new Parameters(content)
    const history = readHistory(parameters)
    if (!history.ok) return history
    const number = readNumber(parameters)
    if (!number.ok) return number
    const found = lookUp(world, number.value, 'RT003', '9')
    if (!found.ok) return found
    const { patient, merged, warnings } = found.value
    const record = answer({ patient, merged, history: history.value }, release)
    return read(queryAnswered(id, record, warnings))
  },
})
