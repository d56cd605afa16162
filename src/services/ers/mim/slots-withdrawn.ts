import { readCancelledSlotList } from '../../../hl7v3/ebooking/payloads/cancelled-slot-list.js'
import { hospitalWithdraws } from '../domain/pas/provider-messages.js'
import { noteOf, takes } from './declare.js'
import { accepted } from './outcomes.js'

/** PRSC_IN100000, PAS to e-RS: slots can no longer be booked (ers-hl7v3-mim 7.8, 8.5). */
export const slotsWithdrawn = takes({
  family: 'slotsWithdrawn',
  read: readCancelledSlotList,
  fromPas: true,
  handle({ payload, message, release, world }) {
    for (const usrn of payload.usrns)
      if (hospitalWithdraws(world, message.sender, usrn) === 'BOOKED')
        noteOf(message)(
          'booked-slot-withdrawn',
          `Slot ${usrn} is booked and stays so: cancel the appointment with PRSC_IN130000.`,
          '8.5',
        )
    return accepted(release)
  },
})
