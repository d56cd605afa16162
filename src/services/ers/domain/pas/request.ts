import { DAY, SECOND } from '../../../../world/instant.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import {
  forgetPasRequests,
  type PasRequest,
  pasRequests,
} from '../../../../world/tables/pas-request.js'
import { readSetting } from '../../../../world/tables/setting.js'
import { findSlot, type SlotStatus, setSlotStatus } from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'
import type { PasQuestion } from '../outcome.js'

/** Setting: how many seconds of the world's time a booking or a cancellation waits. */
export const WAIT_SECONDS_SETTING = 'pasWaitSeconds'

/** The message timeout period that the FHIR API names (ers-hl7v3-mim 8.2). */
export const USUAL_WAIT_SECONDS = 120

const pasWait = (world: World): number =>
  (readSetting<number>(world.store, WAIT_SECONDS_SETTING) ?? USUAL_WAIT_SECONDS) * SECOND

/** The job that ends the waiting for an answer; its key is the id of the request. */
export const TIME_OUT = 'pas-time-out'

/** How long requests are remembered, so that late answers are known. */
const REMEMBERED = 7 * DAY

/** What is told of requests: that one is to be sent, or has come to an end. */
export type PasEvent = 'BOOK' | 'CANCEL' | Exclude<PasRequest['state'], 'WAITING'>

/** Tells what happens to a request; the message itself leaves when somebody hears BOOK or CANCEL. */
export function publishRequest(world: World, action: PasEvent, request: PasRequest): void {
  const { id, kind, ubrn, serviceId, slotId, usrn, asid, conversationId, trouble } = request
  world.events.publish({
    kind: 'pas',
    action,
    subject: id,
    detail: {
      request: kind,
      ...{ ubrn, serviceId, slotId, usrn, asid, conversationId },
      ...(trouble === undefined ? {} : { trouble }),
    },
  })
}

/** Moves a slot on, if it stands as expected. */
export function moveSlot(world: World, slotId: number, from: SlotStatus, to: SlotStatus): void {
  if (findSlot(world.store, slotId)?.status === from) setSlotStatus(world.store, slotId, to)
}

export interface RequestMore {
  /** Whether an operation waits for the answer. */
  readonly open: boolean
  readonly userId?: string
  /** System that is asked, where it need not be that of the service any more. */
  readonly asid?: string
}

/**
 * Asks a hospital's system, in the transaction it is called in: a slot to book is held from now on.
 * What an operation waits for ends with a time-out.
 */
export function sendRequest(
  world: World,
  question: PasQuestion,
  { open, userId, asid }: RequestMore,
): PasRequest {
  const now = world.clock.now()
  forgetPasRequests(world.store, now - REMEMBERED)
  const request: PasRequest = {
    ...question,
    id: world.ids.uuid().toUpperCase(),
    usrn: findSlot(world.store, question.slotId)?.usrn ?? '',
    asid: asid ?? healthcareServices.find(world.store, question.serviceId)?.pas?.asid ?? '',
    ...(userId === undefined ? {} : { userId }),
    conversationId: world.ids.uuid().toUpperCase(),
    sent: now,
    state: 'WAITING',
    open,
  }
  if (question.kind === 'BOOK') moveSlot(world, question.slotId, 'FREE', 'HELD')
  pasRequests.save(world.store, request)
  if (open) world.scheduler.schedule({ kind: TIME_OUT, key: request.id, due: now + pasWait(world) })
  publishRequest(world, question.kind, request)
  return request
}
