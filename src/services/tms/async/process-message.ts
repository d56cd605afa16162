import { packMessage } from '../../../ebxml/package.js'
import type { Interaction } from '../../../hl7v3/interaction.js'
import { serviceName } from '../../../hl7v3/interaction.js'
import { type Message, writeMessage } from '../../../hl7v3/message.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import { type Xml, xmlDocument } from '../../../hl7v3/xml/template.js'
import { SECOND } from '../../../world/instant.js'
import { findSpineMessage, type SpineMessage } from '../../../world/tables/spine-message.js'
import type { World } from '../../../world/world.js'
import type { TmsContext } from '../context.js'
import { SPINE_ASID } from '../directory.js'
import { MESSAGING_ERRORS } from '../messaging-errors.js'
import { type Received, receive } from '../receive.js'
import { persistenceOf } from './contract.js'
import { failMessage, isOpen, moveMessage } from './end-message.js'
import { MESSAGE_ERRORS } from './message-errors.js'
import { packedFields, putMessage } from './outbox.js'
import { createSend } from './send.js'
import { timestampOf } from './signal-of.js'

/** How long after a message the Spine's answer leaves (tms 4.9). */
const ANSWER_AFTER = 2 * SECOND

/** The interaction that takes a message. */
function interactionOf({ registry }: TmsContext, message: SpineMessage): Interaction | undefined {
  const known = registry.find(message.action)
  return known && serviceName(known.service) === message.service ? known : undefined
}

/** Sends the Spine's answer to a message by the client's own contract for it; false without one (tms 4.2, 4.3). */
function answerLater(
  world: World,
  { directory }: TmsContext,
  asked: SpineMessage,
  answer: Message<Xml>,
): boolean {
  const interaction = `${asked.service}:${answer.interactionId}`
  const contract = directory.contract(world, asked.fromParty, interaction)
  const [endpoint] = contract?.addresses ?? []
  if (!contract || endpoint === undefined) return false
  const reliable = asked.pattern === 'ASYNC_RELIABLE'
  const header = {
    from: asked.toParty,
    to: asked.fromParty,
    cpaId: contract.cpaId,
    conversationId: asked.conversationId,
    service: asked.service,
    action: answer.interactionId,
    messageId: answer.id,
    timestamp: timestampOf(world),
    refToMessageId: asked.messageId,
    duplicateElimination: reliable,
  }
  const { retries, interval, persist } = persistenceOf(contract, 'ASYNC_RELIABLE')
  const due = Math.max(world.clock.now(), asked.accepted + ANSWER_AFTER)
  putMessage(
    world,
    {
      messageId: answer.id,
      conversationId: asked.conversationId,
      refToMessageId: asked.messageId,
      fromParty: asked.toParty,
      toParty: asked.fromParty,
      cpaId: contract.cpaId,
      service: asked.service,
      action: answer.interactionId,
      hl7Id: answer.id,
      pattern: asked.pattern,
      accepted: world.clock.now(),
      expires: due + persist,
      retries: reliable ? retries : 0,
      interval: reliable ? interval : 0,
      awaits: reliable ? 'INLINE_SIGNAL' : 'ANSWER',
      reports: 0,
      endpoint,
      exchange: null,
      ...packedFields(
        packMessage(
          { header, syncReply: true, ...(reliable && { ackRequested: 'toPartyMSH' as const }) },
          xmlDocument(writeMessage(answer)),
        ),
      ),
    },
    due,
  )
  return true
}

/** Sends what a service answers, in the way of the message it answers; false if it cannot be sent. */
function sendAnswer(
  world: World,
  context: TmsContext,
  asked: SpineMessage,
  { service, pattern }: Interaction,
  answer: Message<Xml>,
): boolean {
  if (pattern !== 'forward') return answerLater(world, context, asked, answer)
  return createSend(context.directory)(world, {
    service,
    message: answer,
    conversationId: asked.conversationId,
  }).ok
}

/** Tells on the exchange that brought a message what was wrong with it. */
const noteOn =
  (world: World, { findLater }: TmsContext, { exchange }: SpineMessage) =>
  (rule: string, message: string, source: string): void => {
    if (exchange !== null) findLater(world, exchange, { rule, message, source })
  }

function explain(broken: NonNullable<Received['broken']>): readonly [string, string, string] {
  return [
    `tms.${broken.key.toLowerCase().replaceAll('_', '-')}`,
    `${broken.code}: ${MESSAGING_ERRORS[broken.code]}.`,
    'tms 10, 12.3',
  ]
}

const firstAsid = (world: World, { directory }: TmsContext, party: string): string | undefined =>
  directory.systemsOfParty(world, party)[0]?.asid

function take(
  world: World,
  context: TmsContext,
  message: SpineMessage,
  interaction: Interaction,
  root: XmlElement,
): void {
  const find = noteOn(world, context, message)
  const received = receive({
    world,
    root,
    interaction,
    envelopeId: message.messageId,
    conversationId: message.conversationId,
    fromParty: message.fromParty,
    usualAsids: () => ({
      sender: firstAsid(world, context, message.fromParty) ?? '',
      receiver: firstAsid(world, context, message.toParty) ?? SPINE_ASID,
    }),
    systemOfAsid: context.directory.system,
    find,
  })
  if (received.broken) find(...explain(received.broken))
  const { answer } = received
  const name = answer && `${answer.interactionId} (${answer.acknowledgement?.type})`
  const sent = !answer || sendAnswer(world, context, message, interaction, answer)
  if (!sent)
    find(
      'tms.no-contract-for-answer',
      `The directory has no contract of '${message.fromParty}' for ${message.service}:${answer.interactionId}, so the answer cannot be sent. Register it with ers-sandbox sds add-system --receives.`,
      'tms 4.3, 9.1',
    )
  const answered = sent ? `answered with ${name}` : `the answer ${name} cannot be sent`
  moveMessage(
    world,
    message.id,
    'ACKNOWLEDGED',
    `Taken; ${answer ? answered : 'nothing is answered'}.`,
  )
}

/** Hands a message to the service that it is for, once, and sends the answer: one transaction (tms 6, 15 to 17). */
export function processMessage(world: World, context: TmsContext, id: number): void {
  world.store.transaction(() => {
    const message = findSpineMessage(world.store, id)
    if (!message || !isOpen(message)) return
    const interaction = interactionOf(context, message)
    const root = context.payloads.take(world, message)
    if (interaction && root) return take(world, context, message, interaction, root)
    failMessage(world, context.directory, id, {
      state: 'FAILED',
      reason: `No service of the sandbox takes ${message.service}:${message.action}.`,
      errors: [MESSAGE_ERRORS.NOT_SENT],
    })
  })
}
