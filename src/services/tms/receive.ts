import type { Incoming, Interaction, Outcome } from '../../hl7v3/interaction.js'
import { serviceName } from '../../hl7v3/interaction.js'
import { type Message, readMessage } from '../../hl7v3/message.js'
import { tsOfInstant } from '../../hl7v3/types/time.js'
import type { XmlElement } from '../../hl7v3/xml/element.js'
import type { Xml } from '../../hl7v3/xml/template.js'
import { DAY } from '../../world/instant.js'
import { hl7MessageIds, rememberMessage } from '../../world/tables/hl7-message-id.js'
import type { World } from '../../world/world.js'
import { isSpine, type SystemOfAsid } from './directory.js'
import { type MessagingCode, messagingDetail } from './messaging-errors.js'
import { brokenRule, type EnvelopeAsids } from './wrapper-rules.js'

/** A message on its way to the interaction it belongs to. */
export interface Delivery {
  readonly world: World
  readonly root: XmlElement
  readonly interaction: Interaction
  /** The systems that the envelope names, where it names them. */
  readonly envelope?: EnvelopeAsids
  /** Id of the message where it does not say one itself. */
  readonly envelopeId?: string
  readonly systemOfAsid: SystemOfAsid
}

/** The answer to a message, and the rule that it broke if it was rejected. */
export interface Received {
  readonly answer: Message<Xml>
  readonly broken?: { readonly key: string; readonly code: MessagingCode }
}

const REJECTION = 'MCCI_IN010000UK13'

/** What the Spine's rejections say of their release (tms 11). */
const REJECTION_RELEASE = { synchronous: 'V3NPfIT3.0', asynchronous: 'V3NPfIT3.1.10' } as const

/** How long a message may not come again. */
const REMEMBERED = DAY

type Asked = Message<XmlElement>

/** The parts of an answer that follow from the message it answers. */
function reply({ world, envelope, envelopeId = '' }: Delivery, asked: Asked) {
  const sender = envelope?.receiver || asked.receiver
  return {
    id: world.ids.uuid().toUpperCase(),
    creationTime: tsOfInstant(world.clock.now()),
    receiver: envelope?.sender || asked.sender,
    sender,
    messageRef: (asked.id || envelopeId).toUpperCase(),
  }
}

function reject(delivery: Delivery, asked: Asked, key: string, code: MessagingCode): Received {
  const { messageRef, ...wrapper } = reply(delivery, asked)
  const synchronous = delivery.interaction.pattern === 'synchronous'
  return {
    broken: { key, code },
    answer: {
      ...wrapper,
      versionCode: REJECTION_RELEASE[synchronous ? 'synchronous' : 'asynchronous'],
      interactionId: REJECTION,
      acknowledgement: { type: 'AR', details: [messagingDetail(code)], messageRef },
      controlAct: { systems: [wrapper.sender], reasons: [] },
    },
  }
}

function answer(delivery: Delivery, asked: Asked, outcome: Outcome): Received {
  const { messageRef, ...wrapper } = reply(delivery, asked)
  const { interactionId, acknowledgement, reasons, content, queryAck } = outcome
  const changes = delivery.interaction.carries === 'subject'
  return {
    answer: {
      ...wrapper,
      versionCode: delivery.interaction.release,
      interactionId,
      acknowledgement: { type: acknowledgement, details: [], messageRef },
      controlAct: {
        systems: [wrapper.sender],
        reasons,
        ...(content && { subject: { content, ...(changes && { contextConduction: false }) } }),
        ...(queryAck && { queryAck }),
      },
    },
  }
}

/** Whether the directory lets both systems use the interaction (tms 9.3). */
function isPermitted({ world, interaction, systemOfAsid }: Delivery, asked: Asked): boolean {
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

/** Makes a change whole, with what is remembered of its message, or not at all. */
function makeChange(delivery: Delivery, incoming: Incoming): Outcome {
  const { world, interaction } = delivery
  return world.store.attempt(
    () => {
      const done = interaction.handle(incoming, world)
      if (done.acknowledgement === 'AA') remember(delivery, incoming.messageId)
      return done
    },
    ({ acknowledgement }) => acknowledgement === 'AA',
  )
}

/** Lets the interaction act. Queries change nothing, so they need no transaction of their own. */
function act(delivery: Delivery, incoming: Incoming): Outcome {
  const { world, interaction } = delivery
  if (interaction.pattern === 'synchronous') return interaction.handle(incoming, world)
  const changes = interaction.carries === 'subject'
  const outcome = changes ? makeChange(delivery, incoming) : interaction.handle(incoming, world)
  if (!changes || outcome.acknowledgement !== 'AA')
    world.store.transaction(() => remember(delivery, incoming.messageId))
  return outcome
}

/**
 * Takes a message that any transport brought: checks its wrapper, whether its systems may send and
 * receive it and whether it came before, lets the interaction act and makes the answer (tms 6, 10).
 * A message that is not in order is rejected with MCCI_IN010000UK13.
 */
export function receive(delivery: Delivery): Received {
  const { root, interaction } = delivery
  const asked = readMessage(root)
  const broken = brokenRule(delivery)
  if (broken) return reject(delivery, asked, broken.key, broken.code)
  if (!isPermitted(delivery, asked)) return reject(delivery, asked, 'ACCESS_CONTROL_VIOLATION', 900)
  const messageId = asked.id.toUpperCase()
  if (isRepeated(delivery, messageId)) return reject(delivery, asked, 'DUPLICATE_HL7_ID', 202)
  const { author, query, subject } = asked.controlAct
  const content = interaction.carries === 'query' ? query : subject?.content
  const outcome = act(delivery, {
    content: content as XmlElement,
    messageId,
    sender: asked.sender,
    ...(author && { author }),
  })
  return answer(delivery, asked, outcome)
}
