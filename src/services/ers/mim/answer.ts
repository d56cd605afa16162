import type { Incoming } from '../../../hl7v3/interaction.js'
import { pasRequests } from '../../../world/tables/pas-request.js'
import type { World } from '../../../world/world.js'
import type { PasReply, ReplyOddity } from '../domain/pas/take-answer.js'
import { takeAnswer } from '../domain/pas/take-answer.js'
import type { EbsAdvice } from './advice-rules.js'
import { noteConversation, noteOf } from './declare.js'

const ODD: Readonly<Record<ReplyOddity, readonly [rule: EbsAdvice, words: string]>> = {
  UNKNOWN_REQUEST: ['unknown-request', 'answers no request that e-RS made: it was dropped'],
  OTHER_SYSTEM: ['other-system', 'answers a request to another system: it was dropped'],
  SECOND_ANSWER: ['second-answer', 'is the second answer to its request: the first one counts'],
  DIFFERENT_REQUEST: [
    'different-request',
    'names another kind, UBRN or USRN than the request: it counts as an error of the PAS',
  ],
  LATE: [
    'late-answer',
    'came after e-RS had stopped waiting: what was booked meanwhile is cancelled again',
  ],
}

/** Takes what a hospital's system answers, and notes what is odd about it (ers-hl7v3-mim 8.2, 16). */
export function takeReply(
  world: World,
  message: Incoming,
  reply: Omit<PasReply, 'messageRef' | 'asid'>,
): undefined {
  const messageRef = message.acknowledgement?.messageRef.toUpperCase() ?? ''
  const asked = pasRequests.find(world.store, messageRef)
  if (asked?.asid === message.sender) noteConversation(message, asked)
  const odd = takeAnswer(world, { messageRef, asid: message.sender, ...reply })
  if (!odd) return undefined
  const [rule, words] = ODD[odd]
  noteOf(message)(rule, `Message ${message.messageId} (messageRef ${messageRef}) ${words}.`, '8.2')
  return undefined
}
