import { readRequestedAppointment } from '../../../hl7v3/ebooking/payloads/requested-appointment.js'
import { takeReply } from './answer.js'
import { takes } from './declare.js'
import { rejectionOf } from './rejection.js'

/** PRSC_IN060000, PAS to e-RS: the slot is not booked (ers-hl7v3-mim 7.4, 8.2). */
export const appointmentRejected = takes({
  family: 'appointmentRejected',
  read: readRequestedAppointment,
  fromPas: true,
  handle: ({ payload, message, release, world }) =>
    takeReply(world, message, {
      kind: 'BOOK',
      ...payload,
      end: { state: 'REJECTED', rejection: rejectionOf(message, release) },
    }),
})
