import {
  type AvailableSlots,
  readAvailableSlots,
} from '../../../hl7v3/ebooking/payloads/available-slots.js'
import type { Incoming } from '../../../hl7v3/interaction.js'
import { type SlotPoll, slotPolls } from '../../../world/tables/slot-poll.js'
import type { World } from '../../../world/world.js'
import { isOvertaken, replaceSlots, type SlotOddity } from '../domain/pas/replace-slots.js'
import type { EbsAdvice } from './advice-rules.js'
import { noteConversation, noteOf, takes } from './declare.js'
import { isUuid } from './is-uuid.js'
import { slotOf } from './slot-of.js'

/** Why an answer is dropped; undefined where it is taken (ers-hl7v3-mim 8.1). */
function dropped(
  world: World,
  { sender }: Incoming,
  { service }: AvailableSlots,
  poll: SlotPoll | undefined,
): readonly [rule: EbsAdvice, words: string] | undefined {
  if (!poll) return ['unknown-poll', 'answers no poll that e-RS made']
  if (poll.asid !== sender) return ['other-system', 'answers a poll of another system']
  if (poll.serviceId !== service)
    return [
      'other-service',
      `is about service '${service}'; the poll was about '${poll.serviceId}'`,
    ]
  if (poll.state === 'ANSWERED') return ['second-answer', 'is the second answer to its poll']
  return isOvertaken(world, poll)
    ? ['overtaken', 'came after the answer to a later poll of the service']
    : undefined
}

const ODD: Readonly<Record<SlotOddity, readonly [rule: EbsAdvice, words: string]>> = {
  OUT_OF_PERIOD: ['slot-out-of-period', 'is outside the period that was asked for: left out'],
  PAST: ['slot-in-the-past', 'is in the past: left out'],
  OTHER_SERVICE: ['slot-of-other-service', 'was offered for another service before: left out'],
  TWICE: ['slot-twice', 'is named twice: taken once'],
  USRN_CHANGED: ['usrn-changed', 'took the place of a slot at the same time: a USRN must stay'],
}

/** What is wrong with many slots is noted of the first few. */
const MOST_NOTES = 20

/** The slots that can be taken; what is wrong with the others is noted. */
function readable(message: Incoming, { slots }: AvailableSlots) {
  const note = noteOf(message)
  for (const { usrn } of slots.filter(({ priority }) => priority === '4').slice(0, MOST_NOTES))
    note('priority-4', `Slot ${usrn} has priority 4 (Soon): taken as routine.`, '10.4')
  const read = slots.map((slot) => (isUuid(slot.usrn) ? slotOf(slot) : undefined))
  for (const { usrn } of slots.filter((_, at) => !read[at]).slice(0, MOST_NOTES))
    note('slot-unreadable', `Slot ${usrn} has no UUID, or no start and end.`, '7.2')
  return read.filter((slot) => slot !== undefined)
}

/** PRSC_IN090000, PAS to e-RS: the free slots of a service (ers-hl7v3-mim 7.2, 8.1). */
export const availableSlots = takes({
  family: 'availableSlots',
  read: readAvailableSlots,
  fromPas: true,
  handle({ payload, message, world }) {
    const note = noteOf(message)
    const poll = slotPolls.find(world.store, payload.request.toUpperCase())
    const drop = dropped(world, message, payload, poll)
    if (!poll || drop) {
      const [rule, words] = drop ?? ['unknown-poll', '']
      note(rule, `Message ${message.messageId} ${words}: it was dropped.`, '8.1')
      return undefined
    }
    noteConversation(message, poll)
    if (poll.state !== 'WAITING')
      note('late-answer', 'The answer took longer than a poll waits; it was taken.', '8.1')
    const odd = replaceSlots(world, poll, readable(message, payload))
    for (const { usrn, oddity } of odd.slice(0, MOST_NOTES)) {
      const [rule, words] = ODD[oddity]
      note(rule, `Slot ${usrn} ${words}.`, '8.1')
    }
    return undefined
  },
})
