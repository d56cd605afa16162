import type { MessageHeader } from '../../ebxml/message-header.js'
import { type EbookingInteraction, FAMILIES } from '../../hl7v3/ebooking/index.js'
import type { Message } from '../../hl7v3/message.js'
import type { XmlElement } from '../../hl7v3/xml/element.js'
import { SECOND } from '../../world/instant.js'
import type { World } from '../../world/world.js'
import type { AnswerMode, Plan } from './behaviours.js'
import { handlerOf, type Subject } from './handle/index.js'
import { putMessage } from './outbox.js'
import { applicationError, messagingError, type Reply, writeReply } from './reply.js'
import type { PasRobot } from './robots.js'

/** A request that a hospital has taken. */
export interface Request {
  readonly header: MessageHeader
  readonly message: Message<XmlElement>
  readonly interaction: EbookingInteraction
  readonly subject: Subject
}

/** What a hospital does about a request; undefined where it answers nothing. */
export function replyTo(
  world: World,
  robot: PasRobot,
  { message, interaction }: Request,
  mode: AnswerMode,
): Reply | undefined {
  const handler = handlerOf(interaction.family)
  const payload = message.controlAct.subject?.content
  if (!handler || !payload) return messagingError('515')
  switch (mode.kind) {
    case 'BUSINESS':
      return handler.handle(world, robot, payload, interaction.release)
    case 'NONE':
      if (mode.done) handler.handle(world, robot, payload, interaction.release)
      return undefined
    case 'REJECT':
      return handler.reject(payload, mode.reason, mode.text)
    case 'ERROR':
      return applicationError(mode.reason, mode.text)
    case 'MESSAGING_ERROR':
      return messagingError(mode.code)
  }
}

/** A number as long as another, and another one. */
const otherNumber = (text: string): string =>
  text.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))

/** Puts what was asked for into an answer that is wrong. */
function spoil(world: World, reply: Reply, { wrong }: Plan): Reply {
  const uuid = world.ids.uuid().toUpperCase()
  if (reply.family === 'acknowledgement') return reply
  if (reply.family === 'availableSlots')
    return wrong.includes('MESSAGE_REF')
      ? { ...reply, record: { ...reply.record, request: uuid } }
      : reply
  const ubrn = wrong.includes('UBRN') ? otherNumber(reply.record.ubrn) : reply.record.ubrn
  if ('usrn' in reply.record) {
    const usrn = wrong.includes('USRN') ? uuid : reply.record.usrn
    return { ...reply, record: { usrn, ubrn } } as Reply
  }
  return { ...reply, record: { ubrn } } as Reply
}

const typeOf = (reply: Reply): 'AA' | 'AE' | 'AR' => {
  if (reply.family === 'acknowledgement') return reply.type
  return FAMILIES[reply.family].says === 'rejected' ? 'AE' : 'AA'
}

/** Has the answer to a request sent, in its conversation and its release, as often as the plan says. */
export function putAnswer(
  world: World,
  robot: PasRobot,
  request: Request,
  reply: Reply,
  plan: Plan,
): void {
  const { header, message, interaction, subject } = request
  const told = spoil(world, reply, plan)
  const content = writeReply(told)?.text
  const messageRef = plan.wrong.includes('MESSAGE_REF')
    ? world.ids.uuid().toUpperCase()
    : message.id
  for (let copy = 0; copy < plan.copies; copy++)
    putMessage(
      world,
      robot,
      {
        kind: 'MESSAGE',
        family: told.family,
        release: interaction.release,
        receiver: message.sender,
        conversationId: header.conversationId,
        ...(FAMILIES[told.family].wrapper === 'acknowledgement' && {
          acknowledgement: { type: typeOf(told), details: told.details, messageRef },
        }),
        // The older release gives no reasons (ers-hl7v3-mim 13).
        reasons: interaction.release === '2.3' ? [] : told.reasons,
        ...(content !== undefined && { content }),
      },
      { at: world.clock.now() + plan.answerAfter * SECOND, ...subject },
    )
}
