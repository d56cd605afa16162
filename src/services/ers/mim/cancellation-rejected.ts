import { readCancellationAnswer } from '../../../hl7v3/ebooking/payloads/appointment-cancellation.js'
import { takeReply } from './answer.js'
import { takes } from './declare.js'
import { rejectionOf } from './rejection.js'

/** PRSC_IN150000, PAS to e-RS: the appointment is not cancelled (ers-hl7v3-mim 7.6, 8.3). */
export const cancellationRejected = takes({
  family: 'cancellationRejected',
  read: readCancellationAnswer,
  fromPas: true,
  handle: ({ payload, message, release, world }) =>
    takeReply(world, message, {
      kind: 'CANCEL',
      ...payload,
      end: { state: 'REJECTED', rejection: rejectionOf(message, release) },
    }),
})
