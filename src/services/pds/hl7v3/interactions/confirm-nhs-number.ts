import { query } from '../declare.js'
import { lookUp } from '../lookup.js'
import { breaks, queryAnswered, read } from '../outcomes.js'
import { Parameters } from '../read/parameters.js'
import { version } from '../releases.js'
import { confirmation } from '../write/confirmation.js'

/** Tells who has a number, in short (pds 12.8). */
export const confirmNhsNumber = query({
  title: 'Confirm whose an NHS number is',
  pattern: 'synchronous',
  versions: [
    version('4.2', 'QUPA_IN060000UK30', 'QUPA_IN070000UK30'),
    version('6.3', 'QUPA_IN000016UK02', 'QUPA_IN000010UK02'),
    version('7.2', 'QUPA_IN000016UK04', 'QUPA_IN000010UK04'),
  ],
  perform({ content }, world, { release, answer: id }) {
    const number = new Parameters(content).id('person.id')?.extension?.trim()
    if (!number) return breaks('NHS_NUMBER_UNSPECIFIED', true)
    const found = lookUp(world, number, 'NHSNCC002', '9')
    if (!found.ok) return found
    const { patient, warnings } = found.value
    return read(queryAnswered(id, confirmation(patient, release), warnings))
  },
})
