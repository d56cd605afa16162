import { addDays, britishDate, britishInstant } from '../../../../world/calendar.js'
import { MINUTE } from '../../../../world/instant.js'
import {
  type ConnectedService,
  healthcareServices,
  isConnected,
} from '../../../../world/tables/healthcare-service.js'
import {
  pollsOfService,
  type SlotPoll,
  saveNewPoll,
  slotPolls,
} from '../../../../world/tables/slot-poll.js'
import type { World } from '../../../../world/world.js'

/** The job that polls a service; its key is the service id. */
export const POLL = 'poll-slots'

/** The job that gives up waiting for an answer; its key is the id of the poll. */
export const POLL_UNANSWERED = 'poll-unanswered'

/** How far ahead and how often slots are asked for (ers-hl7v3-mim 8.1). */
const POLLING_DAYS = 42
const POLLING_INTERVAL = 30

/** How long an answer may take (ers-hl7v3-mim 2.1, 8.1). */
const ANSWER_WITHIN = 10 * MINUTE

/** How many polls of a service are remembered. */
const KEPT = 50

export const pollingInterval = ({ pas }: ConnectedService): number =>
  (pas.pollingInterval ?? POLLING_INTERVAL) * MINUTE

/** Tells what happens to a poll; the message itself leaves when somebody hears POLL. */
export function publishPoll(
  world: World,
  action: 'POLL' | SlotPoll['state'],
  poll: SlotPoll,
): void {
  const { id, serviceId, asid, messageId, slots, trouble } = poll
  world.events.publish({
    kind: 'pas',
    action: action === 'POLL' ? action : `POLL_${action}`,
    subject: id,
    detail: {
      ...{ serviceId, asid, messageId },
      ...(slots === undefined ? {} : { slots }),
      ...(trouble === undefined ? {} : { trouble }),
    },
  })
}

/**
 * Asks a hospital's system for the slots of a service, from the midnight of today on; answers the poll
 * as it is then, failed if it could not be sent.
 */
export function pollService(world: World, service: ConnectedService): SlotPoll {
  const today = britishDate(world.clock.now())
  const poll: SlotPoll = {
    id: world.ids.uuid().toUpperCase(),
    number: world.ids.next('slot-poll'),
    messageId: world.ids.uuid().toUpperCase(),
    conversationId: world.ids.uuid().toUpperCase(),
    serviceId: service.id,
    asid: service.pas.asid,
    from: britishInstant(today, 0),
    to: britishInstant(addDays(today, service.pas.pollingDays ?? POLLING_DAYS), 0),
    sent: world.clock.now(),
    state: 'WAITING',
  }
  saveNewPoll(world.store, poll, KEPT)
  world.scheduler.schedule({
    kind: POLL_UNANSWERED,
    key: poll.id,
    due: poll.sent + ANSWER_WITHIN,
  })
  publishPoll(world, 'POLL', poll)
  return slotPolls.find(world.store, poll.id) as SlotPoll
}

/** How a poll ended without slots. */
type PollEnd = Pick<SlotPoll, 'state' | 'trouble'>

/** Ends a poll that waits; the slots stay as they were. */
export function endPoll(world: World, id: string, end: PollEnd): void {
  const poll = slotPolls.find(world.store, id)
  if (poll?.state !== 'WAITING') return
  const ended = { ...poll, ...end }
  slotPolls.save(world.store, ended)
  world.scheduler.cancel(POLL_UNANSWERED, id)
  publishPoll(world, end.state, ended)
}

/** Polls a service when its time has come, and sets the next time. */
export function pollInTurn(world: World, serviceId: string): void {
  const service = healthcareServices.find(world.store, serviceId)
  if (!isConnected(service)) return
  world.store.transaction(() => pollService(world, service))
  const due = world.clock.now() + pollingInterval(service)
  world.scheduler.schedule({ kind: POLL, key: serviceId, due })
}

/** Sets when a service is polled next: an interval after the last time, or now. */
export function schedulePolls(world: World, service: ConnectedService): void {
  const [last] = pollsOfService(world.store, service.id, 1)
  const now = world.clock.now()
  const due = last ? Math.max(now, last.sent + pollingInterval(service)) : now
  world.scheduler.schedule({ kind: POLL, key: service.id, due })
}
