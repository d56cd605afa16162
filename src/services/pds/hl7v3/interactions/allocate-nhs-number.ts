import { createPatient } from '../../domain/create/create-patient.js'
import { update } from '../declare.js'
import { updateFailure } from '../failures.js'
import { fail, read, updated } from '../outcomes.js'
import { newPatientIn } from '../read/new-patient.js'
import { version } from '../releases.js'
import { checkRequest, warningsOf } from '../rules/allocation.js'
import { registered } from '../write/scn.js'

/** Makes a record for somebody who has none, under a new number; it does not look for matches (pds 12.12). */
export const allocateNhsNumber = update({
  title: 'Allocate an NHS number',
  pattern: 'reliable',
  versions: [
    version('4.2', 'PRPA_IN040000UK30', 'PRPA_IN060000UK30'),
    version('6.3', 'PRPA_IN000200UK03', 'PRPA_IN000201UK01'),
    version('7.2', 'PRPA_IN000200UK04', 'PRPA_IN000201UK01'),
  ],
  perform({ content: payload }, world, { release, answer }) {
    const broken = checkRequest(payload)
    if (broken) return fail(broken)
    const made = createPatient(world, newPatientIn(payload))
    return made.ok
      ? read(updated(answer, registered(made.value, release), warningsOf(payload)))
      : fail(updateFailure(made.refusal))
  },
})
