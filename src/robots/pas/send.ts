import type { Envelope } from '../../ebxml/envelope.js'
import { ACTORS, type Actor } from '../../ebxml/names.js'
import { type Packed, packMessage, packSignal } from '../../ebxml/package.js'
import { interactionOf, versionCodeOf } from '../../hl7v3/ebooking/index.js'
import { serviceName } from '../../hl7v3/interaction.js'
import { type Message, writeMessage } from '../../hl7v3/message.js'
import { tsOfInstant } from '../../hl7v3/types/time.js'
import { Xml, xmlDocument } from '../../hl7v3/xml/template.js'
import { MINUTE } from '../../world/instant.js'
import { findAccreditedSystem } from '../../world/tables/accredited-system.js'
import {
  findMessageHandlingSystems,
  type MessageHandlingSystem,
} from '../../world/tables/message-handling-system.js'
import { type RobotMessage, robotMessages } from '../../world/tables/pas-robot-message.js'
import type { World } from '../../world/world.js'
import type { Line } from '../line.js'
import type { Draft, MessageDraft } from './drafts.js'
import { SEND } from './outbox.js'
import { ebxmlTime } from './times.js'

/** A simulated hospital's way to the Spine: that of any other client of the world. */
export type LineTo = (world: World) => Line

/** How often a message is tried, and how long after another (ers-hl7v3-mim 2.1). */
const TRIES = 3
const INTERVAL = MINUTE

const EBS = 'ebs'

const actorOf = ({ contract: { actors, ackRequested } }: MessageHandlingSystem) =>
  ackRequested === 'never'
    ? undefined
    : ((Object.keys(ACTORS) as Actor[]).find((one) => ACTORS[one] === actors?.[0]) ?? 'nextMSH')

function hl7Of(world: World, { id, asid }: RobotMessage, draft: MessageDraft): Message<Xml> {
  return {
    id,
    creationTime: tsOfInstant(world.clock.now()),
    versionCode: versionCodeOf(draft.release),
    interactionId: interactionOf(draft.family, draft.release).interactionId,
    ...(draft.acknowledgement && { acknowledgement: draft.acknowledgement }),
    receiver: draft.receiver,
    sender: asid,
    controlAct: {
      systems: [asid],
      reasons: draft.reasons,
      ...(draft.content !== undefined && {
        subject: { content: new Xml(draft.content), contextConduction: false },
      }),
    },
  }
}

/** The envelope of a message, by the contract of its receiver. */
function envelopeOf(
  world: World,
  { id, asid, action }: RobotMessage,
  draft: MessageDraft,
): Omit<Envelope, 'manifest'> | { readonly trouble: string } {
  const service = serviceName(EBS)
  const from = findAccreditedSystem(world.store, asid)?.partyKey ?? ''
  const to = findAccreditedSystem(world.store, draft.receiver)?.partyKey
  if (to === undefined)
    return { trouble: `the directory has no system '${draft.receiver}' to take ${action}` }
  const interaction = `${service}:${action}`
  const [contract] = findMessageHandlingSystems(world.store, { partyKey: to, interaction })
  if (!contract) return { trouble: `the directory has no contract of '${to}' for ${interaction}` }
  const actor = actorOf(contract)
  return {
    header: {
      ...{ from, to, cpaId: contract.cpaId, conversationId: draft.conversationId },
      ...{ service, action, messageId: id, timestamp: ebxmlTime(world.clock.now()) },
      duplicateElimination: actor !== undefined,
    },
    ...(actor && { ackRequested: actor }),
  }
}

const PATHS = {
  MESSAGE: '/reliablemessaging/forwardreliable',
  SIGNAL: '/reliablemessaging/intermediary',
} as const

function pack(
  world: World,
  message: RobotMessage,
  draft: Draft,
): Packed | { readonly trouble: string } {
  if (draft.kind === 'SIGNAL') return packSignal(draft.envelope)
  const envelope = envelopeOf(world, message, draft)
  if ('trouble' in envelope) return envelope
  return packMessage(envelope, xmlDocument(writeMessage(hl7Of(world, message, draft))))
}

/** Keeps what came of a try; a message that was not taken is tried again. */
function conclude(world: World, id: string, trouble: string | undefined): void {
  const message = robotMessages.find(world.store, id)
  if (message?.state !== 'WAITING') return
  const { draft, trouble: _before, tries: before = 0, ...known } = message
  const tries = before + 1
  if (trouble === undefined) {
    robotMessages.save(world.store, { ...known, tries, state: 'SENT' })
  } else if (tries < TRIES && (draft as Draft).kind === 'MESSAGE') {
    robotMessages.save(world.store, { ...message, tries, trouble })
    world.scheduler.schedule({ kind: SEND, key: id, due: world.clock.now() + INTERVAL })
  } else {
    robotMessages.save(world.store, { ...known, tries, trouble, state: 'FAILED' })
  }
}

/** Posts a packed message; answers why it was not taken, if so. */
async function post(
  line: Line,
  path: string,
  { headers, body }: Packed,
): Promise<string | undefined> {
  const { status } = await line.send({ method: 'POST', path, headers, body: new Uint8Array(body) })
  if (status === 202) return undefined
  if (status === 200) return 'the Spine refused it by a MessageError'
  return status === 0 ? 'the Spine closed the connection' : `the Spine answered ${status}`
}

/** Writes a message and posts it to the Spine; one that it does not take is tried again. */
export async function sendMessage(world: World, lineTo: LineTo, id: string): Promise<void> {
  const message = robotMessages.find(world.store, id)
  if (message?.state !== 'WAITING' || message.draft === undefined) return
  const draft = message.draft as Draft
  const packed = pack(world, message, draft)
  const trouble =
    'trouble' in packed ? packed.trouble : await post(lineTo(world), PATHS[draft.kind], packed)
  if (world.store.isOpen) world.store.transaction(() => conclude(world, id, trouble))
}
