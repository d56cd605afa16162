import type { Incoming, Interaction, Outcome, Rejection } from '../../hl7v3/interaction.js'
import { serviceName } from '../../hl7v3/interaction.js'
import { type Message, readMessage } from '../../hl7v3/message.js'
import { tsOfInstant } from '../../hl7v3/types/time.js'
import { childOf, type XmlElement } from '../../hl7v3/xml/element.js'
import type { Xml } from '../../hl7v3/xml/template.js'
import { DAY } from '../../world/instant.js'
import { hl7MessageIds, rememberMessage } from '../../world/tables/hl7-message-id.js'
import type { World } from '../../world/world.js'
import { TMS_ADVICE } from './advice-rules.js'
import { isSpine, type SystemOfAsid } from './directory.js'
import { isLenient } from './leniency.js'
import { MESSAGING_ERRORS, type MessagingCode, messagingDetail } from './messaging-errors.js'
import { brokenRules, type EnvelopeAsids, type WrapperRule } from './wrapper-rules.js'

/** A message on its way to the interaction it belongs to. */
export interface Delivery {
  readonly world: World
  readonly root: XmlElement
  readonly interaction: Interaction
  /** The systems that the envelope names, where it names them. */
  readonly envelope?: EnvelopeAsids
  /** Id of the message where it does not say one itself. */
  readonly envelopeId?: string
  /** Systems of the envelope's parties, for the answer to a message that names none. */
  readonly usualAsids?: () => EnvelopeAsids
  readonly conversationId?: string
  /** Party that the envelope names as the sender. */
  readonly fromParty?: string
  readonly systemOfAsid: SystemOfAsid
  /** Notes what the sender should mend. */
  readonly find: Incoming['find']
}

/** The answer to a message, if it has one, and the rule that it broke if it was rejected. */
export interface Received {
  readonly answer?: Message<Xml>
  readonly broken?: { readonly key: string; readonly code: MessagingCode }
}

/** The Spine's own rejections (tms 11). */
const rejectionOf = ({ rejection, pattern }: Interaction): Rejection =>
  rejection ?? {
    interactionId: 'MCCI_IN010000UK13',
    release: pattern === 'synchronous' ? 'V3NPfIT3.0' : 'V3NPfIT3.1.10',
  }

/** How long a message may not come again. */
const REMEMBERED = DAY

type Asked = Message<XmlElement>

/** The parts of an answer that follow from the message it answers. */
function reply({ world, envelope, envelopeId = '', usualAsids }: Delivery, asked: Asked) {
  const sender = envelope?.receiver || asked.receiver || usualAsids?.().receiver || ''
  return {
    id: world.ids.uuid().toUpperCase(),
    creationTime: tsOfInstant(world.clock.now()),
    receiver: envelope?.sender || asked.sender || usualAsids?.().sender || '',
    sender,
    messageRef: (asked.id || envelopeId).toUpperCase(),
  }
}

function reject(delivery: Delivery, asked: Asked, key: string, code: MessagingCode): Received {
  if (delivery.interaction.answered === false) return { broken: { key, code } }
  const { messageRef, ...wrapper } = reply(delivery, asked)
  const { interactionId, release } = rejectionOf(delivery.interaction)
  return {
    broken: { key, code },
    answer: {
      ...wrapper,
      versionCode: release,
      interactionId,
      acknowledgement: { type: 'AR', details: [messagingDetail(code)], messageRef },
      controlAct: { systems: [wrapper.sender], reasons: [] },
    },
  }
}

function answer(delivery: Delivery, asked: Asked, outcome: Outcome): Received {
  const { messageRef, ...wrapper } = reply(delivery, asked)
  const { interactionId, acknowledgement, details = [], reasons, content, queryAck } = outcome
  const changes = delivery.interaction.carries !== 'query'
  return {
    answer: {
      ...wrapper,
      versionCode: delivery.interaction.release,
      interactionId,
      acknowledgement: { type: acknowledgement, details, messageRef },
      controlAct: {
        systems: [wrapper.sender],
        reasons,
        ...(content && { subject: { content, ...(changes && { contextConduction: false }) } }),
        ...(queryAck && { queryAck }),
      },
    },
  }
}

/** Whether the system that sent a message is one of the party that brought it (tms 9.3). */
function isOfParty({ world, fromParty, systemOfAsid }: Delivery, asid: string): boolean {
  if (fromParty === undefined) return true
  const system = systemOfAsid(world, asid)
  return system?.partyKey === fromParty || fromParty.startsWith(`${system?.odsCode}-`)
}

/** Whether the directory lets both systems use the interaction (tms 9.3). */
function isPermitted(delivery: Delivery, asked: Asked): boolean {
  const { world, interaction, systemOfAsid } = delivery
  if (!isOfParty(delivery, asked.sender)) return false
  const name = `${serviceName(interaction.service)}:${interaction.interactionId}`
  const may = (asid: string) => systemOfAsid(world, asid)?.interactions.includes(name) === true
  return may(asked.sender) && (isSpine(asked.receiver) || may(asked.receiver))
}

const isRepeated = ({ world, interaction }: Delivery, id: string): boolean => {
  if (interaction.pattern === 'synchronous') return false
  const seen = hl7MessageIds.find(world.store, id)
  return seen !== undefined && seen.expires > world.clock.now()
}

/** Remembers a message that was acted upon, so that it is not again. */
function remember({ world }: Delivery, messageId: string): void {
  const now = world.clock.now()
  rememberMessage(world.store, messageId, now, now + REMEMBERED)
}

/** Whether what a message did is to be kept: it was accepted, or there is nobody to tell. */
const isKept = (outcome: Outcome | undefined): boolean =>
  outcome === undefined || outcome.acknowledgement === 'AA' || outcome.kept === true

/** Makes a change whole, with what is remembered of its message, or not at all. */
function makeChange(delivery: Delivery, incoming: Incoming): Outcome | undefined {
  const { world, interaction } = delivery
  return world.store.attempt(() => {
    const done = interaction.handle(incoming, world)
    if (isKept(done)) remember(delivery, incoming.messageId)
    return done
  }, isKept)
}

/** Lets the interaction act. Queries change nothing, so they need no transaction of their own. */
function act(delivery: Delivery, incoming: Incoming): Outcome | undefined {
  const { world, interaction } = delivery
  if (interaction.pattern === 'synchronous') return interaction.handle(incoming, world)
  const changes = interaction.carries !== 'query'
  const outcome = changes ? makeChange(delivery, incoming) : interaction.handle(incoming, world)
  if (!changes || !isKept(outcome))
    world.store.transaction(() => remember(delivery, incoming.messageId))
  return outcome
}

/** The part of a message that its interaction is about. */
function contentOf({ root, interaction }: Delivery, { controlAct }: Asked): XmlElement {
  const { query, subject } = controlAct
  const found = {
    query,
    subject: subject?.content,
    batch: root,
    nothing: childOf(root, 'ControlActEvent'),
  }
  return found[interaction.carries] as XmlElement
}

/** What the interaction is given. */
function incomingOf(delivery: Delivery, asked: Asked, messageId: string): Incoming {
  const { author, reasons } = asked.controlAct
  return {
    content: contentOf(delivery, asked),
    root: delivery.root,
    messageId,
    sender: asked.sender,
    receiver: asked.receiver,
    reasons,
    find: delivery.find,
    ...(author && { author }),
    ...(asked.acknowledgement && { acknowledgement: asked.acknowledgement }),
    ...(delivery.conversationId !== undefined && { conversationId: delivery.conversationId }),
  }
}

/** The rule for which a message is rejected; what a lenient world lets pass is noted. */
function refusingRule(delivery: Delivery): WrapperRule | undefined {
  const broken = brokenRules(delivery)
  if (!isLenient(delivery.world)) return broken[0]
  const { rule, source } = TMS_ADVICE.lenient
  for (const { key, code, needed } of broken)
    if (!needed)
      delivery.find(rule, `${key}: ${MESSAGING_ERRORS[code]}. The Spine refuses this.`, source)
  return broken.find(({ needed }) => needed)
}

/**
 * Takes a message that any transport brought: checks its wrapper, whether its systems may send and
 * receive it and whether it came before, lets the interaction act and makes the answer (tms 6, 10).
 * A message that is not in order is rejected with MCCI_IN010000UK13, or that of its release.
 */
export function receive(delivery: Delivery): Received {
  const asked = readMessage(delivery.root)
  const broken = refusingRule(delivery)
  if (broken) return reject(delivery, asked, broken.key, broken.code)
  if (!isPermitted(delivery, asked)) return reject(delivery, asked, 'ACCESS_CONTROL_VIOLATION', 900)
  const messageId = asked.id.toUpperCase()
  if (isRepeated(delivery, messageId)) return reject(delivery, asked, 'DUPLICATE_HL7_ID', 202)
  const outcome = act(delivery, incomingOf(delivery, asked, messageId))
  return outcome ? answer(delivery, asked, outcome) : {}
}
