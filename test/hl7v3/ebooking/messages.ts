import * as Ebooking from '../../../src/hl7v3/ebooking/index.js'
import { type Message, writeMessage } from '../../../src/hl7v3/message.js'
import { type Xml, xmlDocument } from '../../../src/hl7v3/xml/template.js'
import * as records from './records.js'

/** The payload of every family, from the records of the tests. */
export const PAYLOADS: Readonly<Record<Exclude<Ebooking.FamilyName, 'acknowledgement'>, Xml>> = {
  requestSlots: Ebooking.writeRequestAvailableSlots(records.POLL),
  availableSlots: Ebooking.writeAvailableSlots(records.OFFER),
  requestAppointment: Ebooking.writeRequestAppointment(records.BOOKING),
  appointmentConfirmed: Ebooking.writeRequestedAppointment(records.BOOKING),
  appointmentRejected: Ebooking.writeRequestedAppointment(records.BOOKING),
  requestCancellation: Ebooking.writeRequestCancellation(records.CANCELLATION),
  cancellationConfirmed: Ebooking.writeCancellationAnswer(records.CANCELLATION),
  cancellationRejected: Ebooking.writeCancellationAnswer(records.CANCELLATION),
  slotsWithdrawn: Ebooking.writeCancelledSlotList(records.WITHDRAWN),
  didNotAttend: Ebooking.writeDnaList(records.MISSED),
  providerCancellation: Ebooking.writeProviderCancellation(records.CANCELLATION),
  requestService: Ebooking.writeRequestService(records.SERVICE_REQUEST),
  serviceConfirmed: Ebooking.writeConfirmedService(records.CONFIRMED_SERVICE),
  referral: Ebooking.writeReferral(records.REFERRAL),
}

const MESSAGE = '5F7B7C1E-0000-4000-8000-000000000001'

const acknowledging = (says: 'confirmed' | 'rejected' | undefined): Partial<Message<Xml>> => ({
  acknowledgement: {
    type: says === 'rejected' ? 'AE' : 'AA',
    details: [],
    messageRef: '5F7B7C1E-0000-4000-8000-000000000002',
  },
})

/** A whole message of a family. */
export function messageOf(
  family: Ebooking.FamilyName,
  release: Ebooking.Release = '3.1.09',
  more: Partial<Message<Xml>> = {},
): Message<Xml> {
  const { interactionId, wrapper, says } = Ebooking.interactionOf(family, release)
  const content = family === 'acknowledgement' ? undefined : PAYLOADS[family]
  return {
    id: MESSAGE,
    creationTime: '20240615103000',
    versionCode: Ebooking.versionCodeOf(release),
    interactionId,
    ...(wrapper === 'acknowledgement' && acknowledging(says)),
    receiver: '200000000115',
    sender: '200000000116',
    controlAct: {
      systems: ['200000000116'],
      reasons:
        says === 'rejected'
          ? [{ severity: 'ER', code: Ebooking.rejectionReason('7', 'The clinic is full') }]
          : [],
      ...(content && { subject: { content, contextConduction: false } }),
    },
    ...more,
  }
}

export const documentOf = (message: Message<Xml>): string => xmlDocument(writeMessage(message))
