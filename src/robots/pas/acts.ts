import {
  type CancellationReasonCode,
  type FamilyName,
  interactionOf,
  type MissedAppointment,
  writeCancelledSlotList,
  writeDnaList,
  writeProviderCancellation,
} from '../../hl7v3/ebooking/index.js'
import { serviceName } from '../../hl7v3/interaction.js'
import type { Xml } from '../../hl7v3/xml/template.js'
import { findAccreditedSystems } from '../../world/tables/accredited-system.js'
import { findMessageHandlingSystems } from '../../world/tables/message-handling-system.js'
import { type DiarySlot, diaryBookingOf, diarySlots } from '../../world/tables/pas-diary.js'
import type { World } from '../../world/world.js'
import { fillDiary, servicesOf } from './diary.js'
import { unbooked } from './handle/cancellations.js'
import type { Subject } from './handle/index.js'
import { putMessage } from './outbox.js'
import type { PasRobot } from './robots.js'

/** Whether e-RS is told; a hospital that forgets to has another diary than e-RS believes. */
export interface Telling {
  readonly tell: boolean
}

/** What came of something that a hospital did of its own accord. */
export interface Done {
  /** Id of the message that tells e-RS of it; none where nobody tells. */
  readonly message?: string
  /** What it was about that the diary does not hold; e-RS is told of it all the same. */
  readonly unknown: readonly string[]
}

/** The system that takes an interaction of the domain: e-RS, whatever its ASID is here; empty without one. */
function receiverOf(world: World, interactionId: string): string {
  const interaction = `${serviceName('ebs')}:${interactionId}`
  const [contract] = findMessageHandlingSystems(world.store, { interaction })
  if (!contract) return ''
  return findAccreditedSystems(world.store, { partyKey: contract.partyKey })[0]?.asid ?? ''
}

/** Sends a message that nobody asked for, in a conversation of its own. */
function tellErs(
  world: World,
  robot: PasRobot,
  family: FamilyName,
  content: Xml,
  about: Subject = {},
): string {
  const { release } = robot
  const draft = {
    kind: 'MESSAGE',
    family,
    release,
    receiver: receiverOf(world, interactionOf(family, release).interactionId),
    conversationId: world.ids.uuid().toUpperCase(),
    reasons: [],
    content: content.text,
  } as const
  return putMessage(world, robot, draft, { at: world.clock.now(), ...about })
}

/** Withdraws slots: they are no longer offered (ers-hl7v3-mim 7.8). A booking in one stays in the diary. */
export function withdrawSlots(
  world: World,
  robot: PasRobot,
  usrns: readonly string[],
  { tell }: Telling,
): Done {
  return world.store.transaction(() => {
    fillDiary(world, robot)
    const unknown: string[] = []
    for (const usrn of usrns) {
      const slot = diarySlots.find(world.store, usrn)
      if (slot?.asid !== robot.asid) unknown.push(usrn)
      else if (slot.state === 'FREE') diarySlots.save(world.store, { ...slot, state: 'WITHDRAWN' })
    }
    const id = world.ids.uuid().toUpperCase()
    const list = writeCancelledSlotList({ id, usrns })
    return { unknown, ...(tell && { message: tellErs(world, robot, 'slotsWithdrawn', list) }) }
  })
}

/** Cancels the appointment of a referral; its slot is not offered again (ers-hl7v3-mim 7.7, 8.5). */
export function cancelAppointment(
  world: World,
  robot: PasRobot,
  { ubrn, reason }: { readonly ubrn: string; readonly reason: CancellationReasonCode },
  { tell }: Telling,
): Done {
  return world.store.transaction(() => {
    fillDiary(world, robot)
    const booked = diaryBookingOf(world.store, robot.asid, ubrn)
    if (booked) diarySlots.save(world.store, unbooked(booked, 'WITHDRAWN'))
    const content = writeProviderCancellation({ ubrn, reason })
    const about = { ubrn, usrn: booked?.usrn }
    return {
      unknown: booked ? [] : [ubrn],
      ...(tell && { message: tellErs(world, robot, 'providerCancellation', content, about) }),
    }
  })
}

/** Reports patients who did not come, all in one list (ers-hl7v3-mim 7.9). */
export function reportAbsences(
  world: World,
  robot: PasRobot,
  missed: readonly MissedAppointment[],
  { tell }: Telling,
): Done {
  return world.store.transaction(() => {
    fillDiary(world, robot)
    const unknown: string[] = []
    for (const { ubrn, reason } of missed) {
      const booked = diaryBookingOf(world.store, robot.asid, ubrn)
      if (booked) diarySlots.save(world.store, { ...booked, missed: reason })
      else unknown.push(ubrn)
    }
    const list = writeDnaList({ id: world.ids.uuid().toUpperCase(), missed })
    return { unknown, ...(tell && { message: tellErs(world, robot, 'didNotAttend', list) }) }
  })
}

export type NewSlot = Pick<DiarySlot, 'start' | 'end' | 'priority' | 'clinician'>

/** Adds slots to the diary of a service; e-RS hears of them at its next poll. Undefined for a service of others. */
export function addSlots(
  world: World,
  robot: PasRobot,
  serviceId: string,
  slots: readonly NewSlot[],
): readonly DiarySlot[] | undefined {
  if (!servicesOf(world, robot).includes(serviceId)) return undefined
  return world.store.transaction(() => {
    fillDiary(world, robot)
    return slots.map((slot) => {
      const usrn = world.ids.uuid().toUpperCase()
      const made: DiarySlot = { ...slot, usrn, asid: robot.asid, serviceId, state: 'FREE' }
      diarySlots.save(world.store, made)
      return made
    })
  })
}
