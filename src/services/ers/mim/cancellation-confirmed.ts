import { readCancellationAnswer } from '../../../hl7v3/ebooking/payloads/appointment-cancellation.js'
import { takeReply } from './answer.js'
import { takes } from './declare.js'

/** PRSC_IN140000, PAS to e-RS: the appointment is cancelled (ers-hl7v3-mim 7.6, 8.3). */
export const cancellationConfirmed = takes({
  family: 'cancellationConfirmed',
  read: readCancellationAnswer,
  fromPas: true,
  handle: ({ payload, message, world }) =>
    takeReply(world, message, { kind: 'CANCEL', ...payload, end: { state: 'CONFIRMED' } }),
})
