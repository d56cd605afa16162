import { readCancelledSlotList } from '../../../hl7v3/ebooking/payloads/cancelled-slot-list.js'
import { hospitalWithdraws, isForeignSlot } from '../domain/pas/provider-messages.js'
import { noteOf, takes } from './declare.js'
import { accepted, rejected } from './outcomes.js'

/** PRSC_IN100000, PAS to e-RS: slots can no longer be booked (ers-hl7v3-mim 7.8, 8.5); those of others are none of its business. */
export const slotsWithdrawn = takes({
  family: 'slotsWithdrawn',
  read: readCancelledSlotList,
  fromPas: true,
  handle({ payload, message, release, world }) {
    const usrns = payload.usrns.map((usrn) => usrn.toUpperCase())
    const foreign = usrns.find((usrn) => isForeignSlot(world, message.sender, usrn))
    if (foreign !== undefined) {
      const words = `Slot ${foreign} is of a service whose clinics another system keeps.`
      noteOf(message)('foreign-slot', words, '8.5')
      return rejected(release, 900)
    }
    for (const usrn of usrns)
      if (hospitalWithdraws(world, usrn) === 'BOOKED')
        noteOf(message)(
          'booked-slot-withdrawn',
          `Slot ${usrn} is booked and stays so: cancel the appointment with PRSC_IN130000.`,
          '8.5',
        )
    return accepted(release)
  },
})
