import { happensToPatient } from '../../robots/acts/patient.js'
import { choice, date, optional, pattern, refers, text } from '../language/fields.js'
import { step } from '../step.js'

const SENSITIVITY = { NO: 'U', YES: 'R' } as const
const REASONS = ['DEA', 'EMB', 'SCT', 'NIT', 'TRA', 'ORR', 'AFN', 'SDN', 'LDN'] as const

const CHANGES = ['moves to', 'died on', 'restricted', 'registers at', 'leaves practice'] as const

/** An address in one line as PDS lays it out: house and street first, the town fourth, then the postcode. */
function homeOf(address: string) {
  const parts = address.split(',').map((part) => part.trim())
  const [postcode = '', town = '', first = '', second = '', third = ''] = [
    ...parts.slice(-2).reverse(),
    ...parts.slice(0, -2),
  ]
  return { line: [first, second, third, town], postcode }
}

export const changeDemographics = step({
  name: 'change demographics',
  does: 'Something happens to a patient, and PDS knows it: a move, a death, a restriction, another practice.',
  example: 'change demographics: { moves to: "7 New Street, York, YO1 7AA" }',
  fields: {
    patient: refers('patient', 'to whom', 'patient'),
    'moves to': optional(
      pattern(
        'the new address, the postcode last',
        'street, town and postcode, with commas between them',
        /^([^,]{1,35},){2,4}\s*[A-Za-z0-9 ]{5,8}$/,
      ),
    ),
    'died on': optional(date('when the patient died')),
    restricted: optional(choice('whether the record is restricted', ['YES', 'NO'])),
    'registers at': optional(text('ODS code of the practice where the patient registers', 10)),
    'leaves practice': optional(choice('why the patient is taken off the list', REASONS)),
  },
  conflict: (given) =>
    CHANGES.filter((one) => given.has(one)).length === 1
      ? undefined
      : `needs one change: ${CHANGES.join(', ')}`,
  sentence(given, { who }) {
    const name = who(given.patient)
    if (given['moves to'] !== undefined) return `${name} moves to ${given['moves to']}.`
    if (given['died on'] !== undefined) return `${name} has died, on ${given['died on']}.`
    if (given.restricted !== undefined)
      return given.restricted === 'YES'
        ? `The record of ${name} becomes restricted.`
        : `The record of ${name} is not restricted any more.`
    if (given['registers at'] !== undefined)
      return `${name} registers at practice ${given['registers at']}.`
    return `${name} is taken off the list of the practice (${given['leaves practice']}).`
  },
  play(given, stage) {
    const { nhsNumber } = stage.patient(given.patient)
    const happens = (action: object) => happensToPatient(stage.line, nhsNumber, action)
    if (given['moves to'] !== undefined)
      return happens({ action: 'MOVE', ...homeOf(given['moves to']) })
    if (given['died on'] !== undefined)
      return happens({ action: 'DIE', date: given['died on'], formal: true })
    if (given.restricted !== undefined)
      return happens({ action: 'SET_SENSITIVITY', sensitivity: SENSITIVITY[given.restricted] })
    if (given['registers at'] !== undefined)
      return happens({ action: 'REGISTER', odsCode: given['registers at'] })
    return happens({ action: 'LEAVE_PRACTICE', reason: given['leaves practice'] })
  },
})
