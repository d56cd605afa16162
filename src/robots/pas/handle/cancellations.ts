import { type RejectionCode, readRequestCancellation } from '../../../hl7v3/ebooking/index.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import { type DiarySlot, diaryBookingOf, diarySlots } from '../../../world/tables/pas-diary.js'
import type { World } from '../../../world/world.js'
import { becauseOf, messagingError, NOTHING_SAID, type Reply } from '../reply.js'
import type { PasRobot } from '../robots.js'

/** A slot without its booking. */
export const unbooked = (
  { ubrn: _ubrn, nhsNumber: _patient, missed: _missed, ...slot }: DiarySlot,
  state: 'FREE' | 'WITHDRAWN',
): DiarySlot => ({ ...slot, state })

/** A refusal to cancel. */
export const rejectCancellation = (ubrn: string, reason: RejectionCode, text?: string): Reply => ({
  family: 'cancellationRejected',
  record: { ubrn },
  ...becauseOf(reason, text),
})

/**
 * Cancels the appointment of a referral, whatever slot the request names; the slot is free again
 * (ers-hl7v3-mim 7.5, 8.3).
 */
export function cancel(world: World, { asid }: PasRobot, payload: XmlElement): Reply {
  const request = readRequestCancellation(payload)
  if (!request) return messagingError('202')
  const booked = diaryBookingOf(world.store, asid, request.ubrn)
  if (!booked) return rejectCancellation(request.ubrn, '4')
  diarySlots.save(world.store, unbooked(booked, 'FREE'))
  return { family: 'cancellationConfirmed', record: { ubrn: request.ubrn }, ...NOTHING_SAID }
}
