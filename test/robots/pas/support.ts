import { type Envelope, readEnvelope, type SentEnvelope } from '../../../src/ebxml/envelope.js'
import { headerOf, type MessageHeader } from '../../../src/ebxml/message-header.js'
import { readMultipart } from '../../../src/ebxml/mime/read-multipart.js'
import type { Actor } from '../../../src/ebxml/names.js'
import { packMessage, packSignal } from '../../../src/ebxml/package.js'
import type { Acknowledgement } from '../../../src/hl7v3/acknowledgement.js'
import * as Ebooking from '../../../src/hl7v3/ebooking/index.js'
import { type Message, readMessage, writeMessage } from '../../../src/hl7v3/message.js'
import { tsOfInstant } from '../../../src/hl7v3/types/time.js'
import type { XmlElement } from '../../../src/hl7v3/xml/element.js'
import { parseXmlBytes } from '../../../src/hl7v3/xml/parse.js'
import { type Xml, xmlDocument } from '../../../src/hl7v3/xml/template.js'
import type { Answer } from '../../../src/http/answer.js'
import { assemble } from '../../../src/library/assemble.js'
import { Line } from '../../../src/robots/line.js'
import { createPasRobots, type PasRobots } from '../../../src/robots/pas/index.js'
import { findRobot, type PasRobot } from '../../../src/robots/pas/robots.js'
import type { Sandbox } from '../../../src/server/sandbox.js'
import { healthcareServices } from '../../../src/world/tables/healthcare-service.js'
import { type DiarySlot, diaryOf } from '../../../src/world/tables/pas-diary.js'
import {
  type OrderedBehaviour,
  type PasOrder,
  pasOrders,
} from '../../../src/world/tables/pas-order.js'
import { type RobotMessage, robotMessagesOf } from '../../../src/world/tables/pas-robot-message.js'
import type { World } from '../../../src/world/world.js'
import * as records from '../../hl7v3/ebooking/records.js'

export const NOW = Date.parse('2026-06-01T06:00:00Z')
export const SERVICE = '11000'
export const ERS = '999000000100'
export const ROBOTS = { '3.1.09': '999000000201', '2.3': '999000000202' } as const

export const uuid = (): string => crypto.randomUUID().toUpperCase()

/** A sandbox without listeners: the robot is given bytes, and what it posts is looked at. */
export const openSandbox = (): Promise<Sandbox> =>
  assemble({ port: 0, tlsPort: 0, log: 'silent', clock: { start: NOW, frozen: true } })

/** Something that a robot posted. */
export interface Post {
  readonly path: string
  readonly at: number
  readonly envelope: SentEnvelope
  readonly header: MessageHeader
  /** Absent from signals. */
  readonly message?: Message<XmlElement>
  readonly payload?: XmlElement
}

const rootOf = (bytes: Uint8Array): XmlElement => {
  const parsed = parseXmlBytes(bytes)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.root
}

/** Reads what was posted; a message has to be as the schema has it. */
async function readPost(request: Request, at: number): Promise<Post> {
  const body = new Uint8Array(await request.arrayBuffer())
  const type = request.headers.get('content-type') ?? ''
  const path = new URL(request.url).pathname
  const parts = type.startsWith('multipart/') ? readMultipart(type, body) : []
  if ('problem' in parts) throw new Error(parts.where)
  const envelope = readEnvelope(rootOf(parts[0]?.content ?? body))
  const header = headerOf(envelope.header)
  if (!parts[1]) return { path, at, envelope, header }
  const root = rootOf(parts[1].content)
  const check = Ebooking.checkSchema(root)
  if (check?.faults.length !== 0 || check.findings.length !== 0)
    throw new Error(JSON.stringify(check))
  const message = readMessage(root)
  const payload = message.controlAct.subject?.content
  return { path, at, envelope, header, message, ...(payload && { payload }) }
}

export interface Sending {
  readonly family: Ebooking.FamilyName
  readonly content?: Xml
  readonly acknowledgement?: Acknowledgement
  readonly actor?: Actor | 'none'
  readonly messageId?: string
  /** Changes the message on its way. */
  readonly edit?: (text: string) => string
}

/** A simulated hospital on the bench, with a Spine that writes down what it is posted. */
export class Bench {
  readonly world: World
  readonly robot: PasRobot
  readonly #robots: PasRobots
  readonly posts: Post[] = []
  /** What the Spine answers to posts. */
  status = 202

  constructor(sandbox: Sandbox, name: string, release: Ebooking.Release = '3.1.09') {
    this.world = sandbox.worlds.create(name)
    this.robot = findRobot(this.world, ROBOTS[release]) as PasRobot
    const line = new Line('http://spine', async (request) => {
      this.posts.push(await readPost(request, this.world.clock.now()))
      return new Response(null, { status: this.status })
    })
    this.#robots = createPasRobots(() => line)
    this.#robots.opened(this.world)
    this.keep(SERVICE)
  }

  /** Lets the robot keep the clinics of a service. */
  keep(serviceId: string, more: object = {}): void {
    const service = healthcareServices.find(this.world.store, serviceId)
    if (!service) throw new Error('no such service')
    healthcareServices.save(this.world.store, {
      ...service,
      ...more,
      pas: { asid: this.robot.asid },
    })
  }

  receive(headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<Answer> {
    return this.#robots.receive(this.world, { headers, body })
  }

  /** Brings a message of e-RS to the robot; what it sends at once is posted then. */
  async bring(sending: Sending): Promise<{ readonly answer: Answer; readonly id: string }> {
    const id = sending.messageId ?? uuid()
    const { interactionId } = Ebooking.interactionOf(sending.family, this.robot.release)
    const message: Message<Xml> = {
      id,
      creationTime: tsOfInstant(this.world.clock.now()),
      versionCode: Ebooking.versionCodeOf(this.robot.release),
      interactionId,
      ...(sending.acknowledgement && { acknowledgement: sending.acknowledgement }),
      receiver: this.robot.asid,
      sender: ERS,
      controlAct: {
        systems: [ERS],
        reasons: [],
        ...(sending.content && { subject: { content: sending.content, contextConduction: false } }),
      },
    }
    const actor = sending.actor ?? 'nextMSH'
    const { headers, body } = packMessage(
      { header: this.header(interactionId, id), ...(actor !== 'none' && { ackRequested: actor }) },
      (sending.edit ?? ((text) => text))(xmlDocument(writeMessage(message))),
    )
    const answer = await this.receive(headers, body)
    await this.world.advance(0)
    return { answer, id }
  }

  header(action: string, messageId: string): MessageHeader {
    return {
      from: 'YEC-0000605',
      to: this.robot.partyKey,
      cpaId: 'S1',
      conversationId: `CONVERSATION-${messageId}`,
      service: 'urn:nhs:names:services:ebs',
      action,
      messageId,
      timestamp: '2026-06-01T06:00:00Z',
      duplicateElimination: true,
    }
  }

  async signal(envelope: Envelope): Promise<Answer> {
    const { headers, body } = packSignal(envelope)
    return this.receive(headers, body)
  }

  /** Asks for the slots of a service, for two weeks unless said otherwise. */
  poll(more: Partial<Ebooking.RequestAvailableSlots> = {}, sending: Partial<Sending> = {}) {
    const content = Ebooking.writeRequestAvailableSlots({
      id: uuid(),
      period: { low: '202606010000', high: '202606150000' },
      service: SERVICE,
      ...more,
    })
    return this.bring({ family: 'requestSlots', content, ...sending })
  }

  book(usrn: string, ubrn = '000000070000', sending: Partial<Sending> = {}) {
    const content = Ebooking.writeRequestAppointment({ ...records.BOOKING, usrn, ubrn })
    return this.bring({ family: 'requestAppointment', content, ...sending })
  }

  cancel(ubrn = '000000070000', sending: Partial<Sending> = {}) {
    const content = Ebooking.writeRequestCancellation({ ubrn, reason: '39' })
    return this.bring({ family: 'requestCancellation', content, ...sending })
  }

  /** The diary; a poll fills it. */
  diary(): DiarySlot[] {
    return diaryOf(this.world.store, this.robot.asid, { serviceId: SERVICE })
  }

  /** A free slot of the diary, after a poll. */
  async free(number = 0): Promise<DiarySlot> {
    await this.poll()
    this.posts.length = 0
    const slot = this.diary().filter(
      ({ state, start }) => state === 'FREE' && start > this.world.clock.now(),
    )[number]
    if (!slot) throw new Error('no free slot')
    return slot
  }

  of(family: Ebooking.FamilyName): Post[] {
    const { interactionId } = Ebooking.interactionOf(family, this.robot.release)
    return this.posts.filter(({ header }) => header.action === interactionId)
  }

  signals(): Post[] {
    return this.posts.filter(({ message }) => !message)
  }

  order(behaviour: OrderedBehaviour, more: Partial<PasOrder> = {}): void {
    const id = String(this.world.ids.next('pas-order'))
    pasOrders.save(this.world.store, { id, behaviour, ...more })
  }

  messages(): RobotMessage[] {
    return robotMessagesOf(this.world.store, this.robot.asid, 100)
  }
}

/** What an answer says of its request: type and codes. */
export const verdictOf = ({ message }: Pick<Post, 'message'>): string =>
  [
    message?.acknowledgement?.type,
    ...(message?.acknowledgement?.details ?? []).map(({ code }) => code.code),
    ...(message?.controlAct.reasons ?? []).map(({ code }) => code.code),
  ].join(' ')
