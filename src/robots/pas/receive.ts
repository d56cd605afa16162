import { packSignal } from '../../ebxml/package.js'
import { findInteraction } from '../../hl7v3/ebooking/index.js'
import { xml, xmlDocument } from '../../hl7v3/xml/template.js'
import { type Answer, empty, text } from '../../http/answer.js'
import { SECOND } from '../../world/instant.js'
import { robotMessages } from '../../world/tables/pas-robot-message.js'
import type { World } from '../../world/world.js'
import { putAnswer, type Request, replyTo } from './answer.js'
import type { Plan, Refusal } from './behaviours.js'
import { rejectionOf } from './check.js'
import { fillDiary } from './diary.js'
import { handlerOf } from './handle/index.js'
import { type Delivery, type Incoming, readDelivery } from './incoming.js'
import { putSignal, remember } from './outbox.js'
import { planFor } from './plan.js'
import { type PasRobot, robotOfParty } from './robots.js'
import { acknowledgementOf, hearSignal, messageErrorOf } from './signals.js'

const soapFault = (words: string): Answer =>
  text(
    500,
    xmlDocument(xml`
      <SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/">
        <SOAP:Body>
          <SOAP:Fault>
            <faultcode>SOAP:Server</faultcode>
            <faultstring>${words}</faultstring>
          </SOAP:Fault>
        </SOAP:Body>
      </SOAP:Envelope>`),
    'text/xml',
  )

/** Meets a message with a refusal, as the robot was told. */
function refuse(world: World, { header }: Incoming, refusal: Refusal): Answer {
  switch (refusal.kind) {
    case 'SOAP_FAULT':
      return soapFault('The simulated hospital was told to fail.')
    case 'STATUS':
      return empty(refusal.status)
    case 'MESSAGE_ERROR': {
      const { headers, body } = packSignal(messageErrorOf(world, header, refusal.code))
      return { status: 200, headers, body }
    }
  }
}

/** Has the acknowledgement of a message sent, if it asked for one and the plan has one. */
function acknowledge(world: World, robot: PasRobot, { header, actor }: Incoming, plan: Plan): void {
  if (!actor || plan.acknowledgeAfter === undefined) return
  const at = world.clock.now() + plan.acknowledgeAfter * SECOND
  putSignal(world, robot, acknowledgementOf(world, header, actor, at), at)
}

/** Notes what the other side's application says of a message of the hospital's own. */
function noteVerdict(world: World, { message }: Incoming): void {
  const { acknowledgement, controlAct } = message
  const sent = robotMessages.find(world.store, acknowledgement?.messageRef.toUpperCase() ?? '')
  if (!acknowledgement || sent?.direction !== 'OUT') return
  const codes = [
    ...acknowledgement.details.map(({ code }) => code.code),
    ...controlAct.reasons.map(({ code }) => code.code),
  ]
  robotMessages.save(world.store, { ...sent, verdict: [acknowledgement.type, ...codes].join(' ') })
}

/** What a message is: a request for the hospital, an acknowledgement, or nothing it knows. */
function requestOf(
  world: World,
  robot: PasRobot,
  { header, message }: Incoming,
): Request | undefined {
  const interaction = findInteraction(message.interactionId)
  if (!interaction) return undefined
  const payload = message.controlAct.subject?.content
  const handler = handlerOf(interaction.family)
  const subject = handler && payload ? handler.subject(world, robot, payload) : {}
  return { header, message, interaction, subject }
}

/** Does what a request asks for, and has the answer sent. */
function work(world: World, robot: PasRobot, incoming: Incoming, request: Request, plan: Plan) {
  // An answer is never answered, whatever is wrong with it (ers-hl7v3-mim 5.1).
  if (request.interaction.wrapper === 'acknowledgement') return noteVerdict(world, incoming)
  const reply =
    rejectionOf(world, robot, incoming, request.interaction) ??
    replyTo(world, robot, request, plan.answer)
  if (reply) putAnswer(world, robot, request, reply, plan)
}

/** Takes a message for a hospital. */
function take(world: World, robot: PasRobot, incoming: Incoming): Answer {
  const { header, message } = incoming
  fillDiary(world, robot)
  const request = requestOf(world, robot, incoming)
  if (!request) return refuse(world, incoming, { kind: 'MESSAGE_ERROR', code: 'NotSupported' })
  const id = header.messageId.toUpperCase()
  const again = robotMessages.find(world.store, id) !== undefined
  const about = { asid: robot.asid, message: request.interaction.family, again }
  const plan = planFor(world, { ...about, serviceId: request.subject.serviceId })
  if (plan.refusal) return refuse(world, incoming, plan.refusal)
  acknowledge(world, robot, incoming, plan)
  if (again) return empty(202)
  const { ubrn, usrn } = request.subject
  remember(world, {
    ...{ id, asid: robot.asid, direction: 'IN', at: world.clock.now(), state: 'TAKEN' },
    ...{ action: message.interactionId, conversationId: header.conversationId },
    ...(ubrn !== undefined && { ubrn }),
    ...(usrn !== undefined && { usrn }),
  } as const)
  work(world, robot, incoming, request, plan)
  return empty(202)
}

/**
 * Takes what the Spine brings to a simulated hospital, in one transaction: 202, with acknowledgement and
 * answer to follow as messages of their own (tms 4.4); or the trouble that was ordered.
 */
export async function receive(world: World, delivery: Delivery): Promise<Answer> {
  const read = readDelivery(delivery)
  if (read.is === 'UNREADABLE') return soapFault(`The message cannot be read: ${read.words}.`)
  return world.store.transaction(() => {
    if (read.is === 'SIGNAL') {
      hearSignal(world, read.envelope, read.header)
      return empty(200)
    }
    const robot = robotOfParty(world, read.header.to, read.message.receiver)
    return robot
      ? take(world, robot, read)
      : soapFault(`There is no simulated hospital '${read.header.to}' in this world.`)
  })
}
