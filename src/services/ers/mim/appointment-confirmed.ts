import { readRequestedAppointment } from '../../../hl7v3/ebooking/payloads/requested-appointment.js'
import { takeReply } from './answer.js'
import { takes } from './declare.js'

/** PRSC_IN050000, PAS to e-RS: the slot is booked (ers-hl7v3-mim 7.4, 8.2). */
export const appointmentConfirmed = takes({
  family: 'appointmentConfirmed',
  read: readRequestedAppointment,
  fromPas: true,
  handle: ({ payload, message, world }) =>
    takeReply(world, message, { kind: 'BOOK', ...payload, end: { state: 'CONFIRMED' } }),
})
