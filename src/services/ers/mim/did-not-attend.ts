import { readDnaList } from '../../../hl7v3/ebooking/payloads/dna-list.js'
import { nonAttendanceReasonOf } from '../../../hl7v3/ebooking/vocabularies/non-attendance-reason.js'
import { hospitalReportsAbsence } from '../domain/pas/provider-messages.js'
import { noteOf, takes } from './declare.js'
import { accepted, refused } from './outcomes.js'

/**
 * PRSC_IN110000, PAS to e-RS: patients did not come (ers-hl7v3-mim 7.9, 8.5). An entry without a past
 * appointment is skipped and the others are taken.
 */
export const didNotAttend = takes({
  family: 'didNotAttend',
  read: readDnaList,
  fromPas: true,
  handle({ payload, message, release, world }) {
    const skipped = payload.missed.filter(({ ubrn, reason }) => {
      const said = { ubrn, reason: nonAttendanceReasonOf(reason) }
      const done = hospitalReportsAbsence(world, message.sender, said)
      if (!done.ok) noteOf(message)('entry-skipped', done.refusals[0]?.diagnostics ?? ubrn, '8.5')
      return !done.ok
    })
    return skipped.length === 0 ? accepted(release) : { ...refused(release, '4'), kept: true }
  },
})
