import type { Instant } from '../../../../world/clock.js'
import type { Priority } from '../../../../world/tables/healthcare-service.js'
import { pasRequests } from '../../../../world/tables/pas-request.js'
import {
  findSlotByUsrn,
  insertSlot,
  type Slot,
  setSlotStatus,
  slotsInPeriod,
  updateSlot,
} from '../../../../world/tables/slot.js'
import { pollsOfService, type SlotPoll, slotPolls } from '../../../../world/tables/slot-poll.js'
import type { World } from '../../../../world/world.js'
import { POLL_UNANSWERED, publishPoll } from './poll.js'

/** A free slot as a hospital's system offers it. */
export interface OfferedSlot {
  readonly usrn: string
  readonly start: Instant
  readonly end: Instant
  readonly priority: Priority
  readonly clinician?: string
}

/** Why an offered slot is left out, or that it is odd (ers-hl7v3-mim 8.1, 16). */
export type SlotOddity = 'OUT_OF_PERIOD' | 'PAST' | 'OTHER_SERVICE' | 'TWICE' | 'USRN_CHANGED'

export interface OddSlot {
  readonly usrn: string
  readonly oddity: SlotOddity
}

/** Whether a request for a slot has ended without an answer, so that the poll decides about the slot. */
function isUndecided(world: World, slot: Slot): boolean {
  const waiting = pasRequests
    .where(world.store, 'open = 1')
    .some(({ kind, slotId }) => kind === 'BOOK' && slotId === slot.id)
  return slot.status === 'HELD' && !waiting
}

/** Slots that a poll leaves as they are: booked, or held by a booking under way. */
const isKept = (world: World, slot: Slot): boolean =>
  slot.status === 'BOOKED' || (slot.status === 'HELD' && !isUndecided(world, slot))

/** Finds the slot of a name in the copy that e-RS has. */
type FindSlot = (usrn: string) => Slot | undefined

/** Why an offered slot is not taken; undefined where it is. */
function oddityOf(
  world: World,
  poll: SlotPoll,
  offered: OfferedSlot,
  seen: ReadonlySet<string>,
  find: FindSlot,
): SlotOddity | undefined {
  if (seen.has(offered.usrn)) return 'TWICE'
  if (offered.start <= world.clock.now()) return 'PAST'
  if (offered.start < poll.from || offered.start >= poll.to) return 'OUT_OF_PERIOD'
  const known = find(offered.usrn)
  return known && known.serviceId !== poll.serviceId ? 'OTHER_SERVICE' : undefined
}

/** Whether the copy says of a slot what the hospital says now: most slots of most polls. */
const isSaidAlready = (known: Slot, says: Omit<Slot, 'id' | 'usrn' | 'serviceId'>): boolean =>
  known.status === says.status &&
  known.start === says.start &&
  known.end === says.end &&
  known.priority === says.priority &&
  known.clinician === says.clinician

/** Writes a slot that is offered, under the number it has or a new one. */
function take(world: World, serviceId: string, offered: OfferedSlot, find: FindSlot): void {
  const { usrn, start, end, priority, clinician = null } = offered
  const known = find(usrn)
  if (known && isKept(world, known)) return
  const says = { clinician, start, end, priority, status: 'FREE' as const }
  if (known && isSaidAlready(known, says)) return
  if (known) updateSlot(world.store, { id: known.id, ...says })
  else insertSlot(world.store, { id: world.ids.next('slot'), usrn, serviceId, ...says })
}

/** Slots of the copy that the answer replaces: the free ones, and those that wait for a poll to decide. */
const replaced = (world: World, { serviceId, from, to }: SlotPoll): Slot[] => [
  ...slotsInPeriod(world.store, serviceId, 'FREE', { from, to }),
  ...slotsInPeriod(world.store, serviceId, 'HELD', { from, to }).filter((slot) =>
    isUndecided(world, slot),
  ),
]

/** New slots at the very time and with the very clinician of one that went: the USRN should have stayed. */
function renamed(before: readonly Slot[], offered: readonly OfferedSlot[]): OddSlot[] {
  const placeOf = (slot: { start: Instant; end: Instant; clinician?: string | null }) =>
    `${slot.start}/${slot.end}/${slot.clinician ?? ''}`
  const listed = new Set(offered.map(({ usrn }) => usrn))
  const known = new Set(before.map(({ usrn }) => usrn))
  const gone = new Set(before.filter(({ usrn }) => !listed.has(usrn)).map(placeOf))
  return offered
    .filter((slot) => !known.has(slot.usrn) && gone.has(placeOf(slot)))
    .map(({ usrn }) => ({ usrn, oddity: 'USRN_CHANGED' }))
}

/** Whether a later poll of the service has been answered already. */
export const isOvertaken = (world: World, poll: SlotPoll): boolean =>
  pollsOfService(world.store, poll.serviceId, 50).some(
    ({ number, state }) => state === 'ANSWERED' && number > poll.number,
  )

/**
 * Puts the slots that a hospital's system offers in the place of those of the period that are not held
 * or booked (ers-hl7v3-mim 8.1). Answers what was odd about them; a slot in the past, outside the period or of
 * another service is left out.
 */
export function replaceSlots(
  world: World,
  poll: SlotPoll,
  offered: readonly OfferedSlot[],
): OddSlot[] {
  const odd: OddSlot[] = []
  const seen = new Set<string>()
  const before = replaced(world, poll)
  const copy = new Map(before.map((slot) => [slot.usrn, slot]))
  const find: FindSlot = (usrn) => copy.get(usrn) ?? findSlotByUsrn(world.store, usrn)
  const good = offered.filter((slot) => {
    const oddity = oddityOf(world, poll, slot, seen, find)
    if (oddity) odd.push({ usrn: slot.usrn, oddity })
    else seen.add(slot.usrn)
    return oddity === undefined
  })
  for (const { id, usrn } of before) if (!seen.has(usrn)) setSlotStatus(world.store, id, 'GONE')
  for (const slot of good) take(world, poll.serviceId, slot, find)
  const answered: SlotPoll = { ...poll, state: 'ANSWERED', slots: good.length }
  slotPolls.save(world.store, answered)
  world.scheduler.cancel(POLL_UNANSWERED, poll.id)
  publishPoll(world, 'ANSWERED', answered)
  return [...odd, ...renamed(before, good)]
}
