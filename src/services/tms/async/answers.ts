import type { MessageHeader } from '../../../ebxml/message-header.js'
import { type Packed, packSignal } from '../../../ebxml/package.js'
import { type Answer, empty } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { isOwnParty, SPINE_PARTY } from '../directory.js'
import { XML_TYPE } from '../fault-answer.js'
import { MESSAGE_ERRORS, type MessageErrorName } from './message-errors.js'
import type { TransportPattern } from './patterns.js'
import { messageErrorOf } from './signal-of.js'

/** The party that speaks for the Spine to the sender of a message. */
export const speakerFor = ({ to }: Pick<MessageHeader, 'to'>): string =>
  isOwnParty(to) ? to : SPINE_PARTY

/** A MessageError on the same connection (tms 3.4, 5.2), and beside it what to do. */
export function refusedByError(
  exchange: Exchange,
  header: MessageHeader,
  name: MessageErrorName,
  advice: string,
): Answer {
  const error = MESSAGE_ERRORS[name]
  const rule = `tms.${name.toLowerCase().replaceAll('_', '-')}`
  exchange.find(rule, `${error.errorCode} ${error.description}. ${advice}`, 'tms 6, 12.4')
  const packed = packSignal(messageErrorOf(exchange.world, header, speakerFor(header), [error]))
  return { status: 200, ...packed }
}

/** The answer that a message was taken, with its acknowledgement (tms 3.4). */
export const acceptedWith = (acknowledgment: Packed): Answer => ({ status: 202, ...acknowledgment })

/** The answer that a message or signal was taken: 202 without a body (tms 3.4). */
export const accepted = (pattern?: TransportPattern): Answer =>
  empty(202, {
    'Content-Type': XML_TYPE,
    'Content-Length': '0',
    ...(pattern === 'ASYNC_EXPRESS' && { SOAPAction: 'asyncExpressSyncAck' }),
  })
