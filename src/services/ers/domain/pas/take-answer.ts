import {
  type PasRequest,
  type PasRequestKind,
  pasRequests,
} from '../../../../world/tables/pas-request.js'
import type { World } from '../../../../world/world.js'
import { cancelledInPas } from './cancelled-in-pas.js'
import { endRequest, type RequestEnd, slotAfter } from './end-request.js'
import { moveSlot } from './request.js'
import { isBooked, releaseSlot } from './settle-request.js'

/** What a hospital's system answers to a request. */
export interface PasReply {
  /** HL7 id of the request. */
  readonly messageRef: string
  /** System that answers. */
  readonly asid: string
  /** What the answer is about; absent where it does not say, as in an acknowledgement. */
  readonly kind?: PasRequestKind
  readonly ubrn?: string
  readonly usrn?: string
  readonly end: RequestEnd
}

/** What is odd about an answer (ers-hl7v3-mim 8.2, 16). */
export type ReplyOddity =
  | 'UNKNOWN_REQUEST'
  | 'OTHER_SYSTEM'
  | 'SECOND_ANSWER'
  | 'DIFFERENT_REQUEST'
  | 'LATE'

const isSame = (asked: string, said: string | undefined): boolean =>
  said === undefined || said.toUpperCase() === asked.toUpperCase()

/** Whether an answer is about what was asked. */
const fits = (request: PasRequest, { kind, ubrn, usrn }: PasReply): boolean =>
  (kind === undefined || kind === request.kind) &&
  isSame(request.ubrn, ubrn) &&
  isSame(request.usrn, usrn)

/** What late answers still change, once the caller was told that there is none (ers-hl7v3-mim 8.2). */
const LATE: Readonly<
  Record<PasRequestKind, (world: World, request: PasRequest, end: RequestEnd) => void>
> = {
  BOOK: (world, request, end) => {
    const slot = slotAfter(end)
    if (slot) moveSlot(world, request.slotId, 'HELD', slot)
    if (end.state === 'CONFIRMED' && !isBooked(world, request)) releaseSlot(world, request)
  },
  CANCEL: (world, request, end) => {
    if (end.state === 'CONFIRMED' && isBooked(world, request)) cancelledInPas(world, request.ubrn)
  },
}

function takeLate(world: World, request: PasRequest, reply: PasReply): ReplyOddity {
  if (!fits(request, reply)) return 'DIFFERENT_REQUEST'
  pasRequests.save(world.store, { ...request, ...reply.end })
  LATE[request.kind](world, request, reply.end)
  return 'LATE'
}

/** Takes what a hospital's system answers to a request; says what is odd about it. */
export function takeAnswer(world: World, reply: PasReply): ReplyOddity | undefined {
  const request = pasRequests.find(world.store, reply.messageRef)
  if (!request) return 'UNKNOWN_REQUEST'
  if (request.asid !== reply.asid) return 'OTHER_SYSTEM'
  if (request.state === 'TIMED_OUT' || request.state === 'FAILED')
    return takeLate(world, request, reply)
  if (request.state !== 'WAITING') return request.crossed ? undefined : 'SECOND_ANSWER'
  if (fits(request, reply)) {
    endRequest(world, request, reply.end)
    return undefined
  }
  endRequest(world, request, { state: 'ERROR', trouble: 'The answer is about something else.' })
  return 'DIFFERENT_REQUEST'
}
