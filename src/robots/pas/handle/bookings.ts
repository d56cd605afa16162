import {
  type RejectionCode,
  type RequestAppointment,
  readRequestAppointment,
} from '../../../hl7v3/ebooking/index.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import { healthcareServices } from '../../../world/tables/healthcare-service.js'
import { diaryBookingOf, diarySlots } from '../../../world/tables/pas-diary.js'
import type { World } from '../../../world/world.js'
import { becauseOf, messagingError, NOTHING_SAID, type Reply } from '../reply.js'
import type { PasRobot } from '../robots.js'

/** Why a slot is not booked; undefined where it can be (ers-hl7v3-mim 10.3). */
function objection(
  world: World,
  { asid }: PasRobot,
  { ubrn, usrn }: RequestAppointment,
): RejectionCode | undefined {
  const slot = diarySlots.find(world.store, usrn)
  if (diaryBookingOf(world.store, asid, ubrn)) return '6'
  if (slot?.asid !== asid || slot.state !== 'FREE' || slot.start <= world.clock.now()) return '2'
  return healthcareServices.find(world.store, slot.serviceId)?.published === false ? '1' : undefined
}

/** A refusal of a booking. */
export const rejectBooking = (
  { usrn, ubrn }: Pick<RequestAppointment, 'usrn' | 'ubrn'>,
  reason: RejectionCode,
  text?: string,
): Reply => ({
  family: 'appointmentRejected',
  record: { usrn, ubrn },
  ...becauseOf(reason, text),
})

/** Books a slot in the diary for a referral, or says why not (ers-hl7v3-mim 8.2). */
export function book(world: World, robot: PasRobot, payload: XmlElement): Reply {
  const request = readRequestAppointment(payload)
  if (!request) return messagingError('202')
  const reason = objection(world, robot, request)
  if (reason) return rejectBooking(request, reason)
  const slot = diarySlots.find(world.store, request.usrn)
  if (slot)
    diarySlots.save(world.store, {
      ...slot,
      state: 'BOOKED',
      ubrn: request.ubrn,
      nhsNumber: request.patient.nhsNumber,
    })
  return {
    family: 'appointmentConfirmed',
    record: { usrn: request.usrn, ubrn: request.ubrn },
    ...NOTHING_SAID,
  }
}
