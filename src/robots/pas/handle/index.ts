import {
  type FamilyName,
  type RejectionCode,
  type Release,
  readRequestAppointment,
  readRequestAvailableSlots,
  readRequestCancellation,
} from '../../../hl7v3/ebooking/index.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import { diaryBookingOf, diarySlots } from '../../../world/tables/pas-diary.js'
import type { World } from '../../../world/world.js'
import { applicationError, messagingError, type Reply } from '../reply.js'
import type { PasRobot } from '../robots.js'
import { book, rejectBooking } from './bookings.js'
import { cancel, rejectCancellation } from './cancellations.js'
import { offerSlots } from './slots.js'

/** What a request is about, as far as its payload and the diary tell. */
export interface Subject {
  readonly serviceId?: string | undefined
  readonly ubrn?: string | undefined
  readonly usrn?: string | undefined
}

/** A kind of request that hospitals are sent. */
interface Handler {
  /** Whom it is about. */
  readonly subject: (world: World, robot: PasRobot, payload: XmlElement) => Subject
  /** Does it, in the transaction it is called in. */
  readonly handle: (world: World, robot: PasRobot, payload: XmlElement, release: Release) => Reply
  /** Refuses it without a look into the diary. */
  readonly reject: (payload: XmlElement, reason: RejectionCode, text?: string) => Reply
}

const HANDLERS: Readonly<Partial<Record<FamilyName, Handler>>> = {
  requestSlots: {
    subject: (_world, _robot, payload) => ({
      serviceId: readRequestAvailableSlots(payload)?.service,
    }),
    handle: (world, robot, payload, release) => offerSlots(world, robot, release, payload),
    reject: (_payload, reason, text) => applicationError(reason, text),
  },
  requestAppointment: {
    subject: (world, _robot, payload) => {
      const request = readRequestAppointment(payload)
      const slot = request && diarySlots.find(world.store, request.usrn)
      return { serviceId: slot?.serviceId, ubrn: request?.ubrn, usrn: request?.usrn }
    },
    handle: book,
    reject: (payload, reason, text) => {
      const request = readRequestAppointment(payload)
      return request ? rejectBooking(request, reason, text) : messagingError('202')
    },
  },
  requestCancellation: {
    subject: (world, { asid }, payload) => {
      const ubrn = readRequestCancellation(payload)?.ubrn
      const slot = ubrn === undefined ? undefined : diaryBookingOf(world.store, asid, ubrn)
      return { serviceId: slot?.serviceId, ubrn, usrn: slot?.usrn }
    },
    handle: cancel,
    reject: (payload, reason, text) => {
      const request = readRequestCancellation(payload)
      return request ? rejectCancellation(request.ubrn, reason, text) : messagingError('202')
    },
  },
}

export const handlerOf = (family: FamilyName): Handler | undefined => HANDLERS[family]
