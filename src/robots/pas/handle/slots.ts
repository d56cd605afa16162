import {
  type OfferedSlot,
  priorityCodeOf,
  type Release,
  readRequestAvailableSlots,
} from '../../../hl7v3/ebooking/index.js'
import { tsOfInstant } from '../../../hl7v3/types/time.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import { type DiarySlot, diaryOf } from '../../../world/tables/pas-diary.js'
import type { World } from '../../../world/world.js'
import { servicesOf } from '../diary.js'
import { applicationError, messagingError, NOTHING_SAID, type Reply } from '../reply.js'
import type { PasRobot } from '../robots.js'
import { instantOfTs } from '../times.js'

/** To the minute, as the published samples write the times of slots. */
const minute = (at: number): string => tsOfInstant(at).slice(0, 12)

const offered =
  (release: Release) =>
  ({ usrn, start, end, priority, clinician }: DiarySlot): OfferedSlot => ({
    usrn,
    time: { low: minute(start), high: minute(end) },
    ...(priority && { priority: priorityCodeOf(priority) }),
    // The older release names no clinician (ers-hl7v3-mim 13).
    ...(clinician && release !== '2.3' && { performer: clinician }),
  })

/** Answers a poll with the free slots of the diary (ers-hl7v3-mim 5.1, 8.1). */
export function offerSlots(
  world: World,
  robot: PasRobot,
  release: Release,
  payload: XmlElement,
): Reply {
  const poll = readRequestAvailableSlots(payload)
  if (!poll) return messagingError('202')
  if (!servicesOf(world, robot).includes(poll.service)) return applicationError('5')
  const now = world.clock.now()
  const from = Math.max(instantOfTs(poll.period.low) ?? now, now + 1)
  const to = instantOfTs(poll.period.high)
  const slots = diaryOf(world.store, robot.asid, { serviceId: poll.service, from, to }).filter(
    ({ state }) => state === 'FREE',
  )
  return {
    family: 'availableSlots',
    record: {
      id: world.ids.uuid().toUpperCase(),
      service: poll.service,
      slots: slots.map(offered(release)),
      request: poll.id,
    },
    ...NOTHING_SAID,
  }
}
