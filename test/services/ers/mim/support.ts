import { packMessage } from '../../../../src/ebxml/package.js'
import type { Acknowledgement } from '../../../../src/hl7v3/acknowledgement.js'
import type { Reason } from '../../../../src/hl7v3/control-act.js'
import type { FamilyName, Release } from '../../../../src/hl7v3/ebooking/families.js'
import { writeAvailableSlots } from '../../../../src/hl7v3/ebooking/payloads/available-slots.js'
import { readRequestAvailableSlots } from '../../../../src/hl7v3/ebooking/payloads/request-available-slots.js'
import {
  ebookingInteractions,
  interactionOf,
  versionCodeOf,
} from '../../../../src/hl7v3/ebooking/releases.js'
import { checkSchema } from '../../../../src/hl7v3/ebooking/schema/index.js'
import { type Message, readMessage, writeMessage } from '../../../../src/hl7v3/message.js'
import { tsOfInstant } from '../../../../src/hl7v3/types/time.js'
import type { XmlElement } from '../../../../src/hl7v3/xml/element.js'
import { type Xml, xmlDocument } from '../../../../src/hl7v3/xml/template.js'
import type { RunningSandbox, SandboxWorld } from '../../../../src/library/index.js'
import { ErsClient, GP, type Reply, request } from '../../../support/client.js'
import { freeSlots } from '../../../support/ers-steps.js'
import { MessageParty, type ReceivedPost } from '../../../support/message-party.js'

export const NOW = Date.parse('2026-06-01T06:00:00Z')
export const SERVICE = '11000'
export const ERS = '999000000100'

export const uuid = (): string => crypto.randomUUID().toUpperCase()

const HOUR = 3_600_000
/** The nth half hour of tomorrow from nine on, in British time. */
export const slotAt = (number: number, usrn = uuid()) => ({
  usrn,
  time: {
    low: tsOfInstant(NOW + 26 * HOUR + (number * HOUR) / 2).slice(0, 12),
    high: tsOfInstant(NOW + 26 * HOUR + ((number + 1) * HOUR) / 2).slice(0, 12),
  },
})

type OfferedSlots = Parameters<typeof writeAvailableSlots>[0]['slots']

export interface Sending {
  readonly family: FamilyName
  readonly release?: Release
  readonly id?: string
  readonly sender?: string
  readonly versionCode?: string
  readonly content?: Xml
  readonly acknowledgement?: Acknowledgement
  readonly reasons?: readonly Reason[]
  readonly conversationId?: string
  /** Changes the message on its way. */
  readonly edit?: (text: string) => string
}

const ebs = (interactionId: string): string => `urn:nhs:names:services:ebs:${interactionId}`

/** A hospital's system: registered in the directory, with a server of its own. */
export class Hospital {
  readonly world: SandboxWorld
  readonly party: MessageParty
  readonly release: Release
  readonly gp: ErsClient
  asid = ''
  partyKey = ''
  #cpaIds: Readonly<Record<string, string>> = {}

  private constructor(world: SandboxWorld, party: MessageParty, release: Release) {
    this.world = world
    this.party = party
    this.release = release
    this.gp = new ErsClient(world, GP)
  }

  /** Registers a system that speaks some releases, the first of which it is asked in. */
  static async open(
    sandbox: RunningSandbox,
    name: string,
    party: MessageParty,
    { releases = ['3.1.09'] as readonly Release[], odsCode = 'R69' } = {},
  ): Promise<Hospital> {
    party.forget()
    const world = sandbox.world(name)
    return Hospital.register(world, party, releases, odsCode)
  }

  /** Another hospital's system of the world, at the same address, that keeps the clinics of a service. */
  async another(odsCode: string, service: string): Promise<Hospital> {
    const other = await Hospital.register(this.world, this.party, [this.release], odsCode)
    const done = await this.control('PUT', `/services/${service}/pas`, { asid: other.asid })
    if (done.status !== 204) throw new Error(done.text)
    return other
  }

  private static async register(
    world: SandboxWorld,
    party: MessageParty,
    releases: readonly Release[],
    odsCode: string,
  ): Promise<Hospital> {
    const hospital = new Hospital(world, party, releases[0] ?? '3.1.09')
    const spoken = ebookingInteractions().filter(({ release }) => releases.includes(release))
    const interactions = spoken.map(({ interactionId }) => ebs(interactionId))
    const receives = spoken.filter(({ from }) => from === 'e-RS' || from === 'either')
    const added = await hospital.control('POST', '/sds/systems', {
      odsCode,
      interactions,
      address: party.url,
      receives: receives.map(({ interactionId }) => ebs(interactionId)),
    })
    if (added.status !== 201) throw new Error(added.text)
    hospital.asid = added.json.system.asid
    hospital.partyKey = added.json.system.partyKey
    const endpoints = await hospital.control('GET', '/sds/endpoints?partyKey=YEC-0000605')
    hospital.#cpaIds = Object.fromEntries(
      endpoints.json.map(({ action, cpaId }: { action: string; cpaId: string }) => [action, cpaId]),
    )
    return hospital
  }

  control(method: string, path: string, body?: object): Promise<Reply> {
    return request(`${this.world.url}/_sandbox${path}`, {
      method,
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    })
  }

  id(family: FamilyName): string {
    return interactionOf(family, this.release).interactionId
  }

  /** Connects the service, and answers the poll that follows. */
  async connect(slots: OfferedSlots = [slotAt(0), slotAt(1)], service = SERVICE): Promise<void> {
    const done = await this.control('PUT', `/services/${service}/pas`, { asid: this.asid })
    if (done.status !== 204) throw new Error(done.text)
    await this.world.clock.advance(0)
    await this.offer(slots)
  }

  /** The next message of a family, as it was received. */
  async next(family: FamilyName, count = 1): Promise<ReceivedMessage> {
    const post = await this.party.next(this.id(family), count)
    return { post, ...messageIn(post) }
  }

  count(family: FamilyName): number {
    return this.party.of(this.id(family)).length
  }

  /** Answers the last poll. */
  async offer(slots: OfferedSlots, more: { service?: string; request?: string } = {}) {
    const { content, post } = await this.next(
      'requestSlots',
      Math.max(this.count('requestSlots'), 1),
    )
    const poll = readRequestAvailableSlots(content)
    if (!poll) throw new Error('not a poll')
    await this.send({
      family: 'availableSlots',
      conversationId: post.header.conversationId,
      content: writeAvailableSlots({
        id: uuid(),
        service: more.service ?? poll.service,
        slots,
        request: more.request ?? poll.id,
      }),
    })
  }

  async poll(): Promise<void> {
    await this.control('POST', `/services/${SERVICE}/polls`)
    const count = this.count('requestSlots')
    await this.world.clock.advance(0)
    await this.next('requestSlots', count + (this.count('requestSlots') > count ? 0 : 1))
  }

  /** The conversation of what is answered; else one of its own. */
  #conversationOf({ acknowledgement }: Sending): string {
    const asked = this.party.received.find(
      ({ header }) => header.messageId === acknowledgement?.messageRef,
    )
    return asked?.header.conversationId ?? uuid()
  }

  /** Sends a message to e-RS and lets it be taken. */
  async send(sending: Sending): Promise<string> {
    const release = sending.release ?? this.release
    const { interactionId } = interactionOf(sending.family, release)
    const sender = sending.sender ?? this.asid
    const message: Message<Xml> = {
      id: sending.id ?? uuid(),
      creationTime: tsOfInstant(this.world.clock.now().getTime()),
      versionCode: sending.versionCode ?? versionCodeOf(release),
      interactionId,
      receiver: ERS,
      sender,
      ...(sending.acknowledgement && { acknowledgement: sending.acknowledgement }),
      controlAct: {
        systems: [sender],
        reasons: sending.reasons ?? [],
        ...(sending.content && { subject: { content: sending.content, contextConduction: false } }),
      },
    }
    const header = {
      from: this.partyKey,
      to: 'YEC-0000605',
      cpaId: this.#cpaIds[interactionId] ?? 'S0',
      conversationId: sending.conversationId ?? this.#conversationOf(sending),
      service: 'urn:nhs:names:services:ebs',
      action: interactionId,
      messageId: uuid(),
      timestamp: this.world.clock
        .now()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
      duplicateElimination: true,
    }
    const { headers, body } = packMessage(
      { header, ackRequested: 'nextMSH' },
      (sending.edit ?? ((text) => text))(xmlDocument(writeMessage(message))),
    )
    const answer = await fetch(`${this.world.url}/reliablemessaging/forwardreliable`, {
      method: 'POST',
      headers,
      body,
    })
    if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`)
    await this.world.clock.advance(0)
    return message.id
  }

  /** The last acknowledgement received. */
  async acknowledged(count = 1): Promise<string> {
    const { message } = await this.next('acknowledgement', count)
    const { acknowledgement, controlAct } = message
    return [
      acknowledgement?.type,
      ...(acknowledgement?.details ?? []).map(({ code }) => code.code),
      ...controlAct.reasons.map(({ code }) => code.code),
    ].join(' ')
  }

  /** Rules of the findings noted on what this hospital sent. */
  findings(): string[] {
    return this.world.journal
      .exchanges()
      .flatMap((exchange) => exchange.findings.map(({ rule }) => rule))
      .filter((rule) => rule.startsWith('ebs.'))
  }

  async free() {
    return freeSlots(this.gp, SERVICE)
  }
}

export interface ReceivedMessage {
  readonly post: ReceivedPost
  readonly message: Message<XmlElement>
  readonly content: XmlElement
}

function messageIn(post: ReceivedPost): Omit<ReceivedMessage, 'post'> {
  if (!post.hl7) throw new Error('no HL7 part')
  const check = checkSchema(post.hl7)
  if (!check || check.faults.length > 0 || check.findings.length > 0)
    throw new Error(`not as the schema has it: ${JSON.stringify(check)}`)
  const message = readMessage(post.hl7)
  return { message, content: message.controlAct.subject?.content as XmlElement }
}

export const answerTo = (
  { message }: ReceivedMessage,
  type: Acknowledgement['type'] = 'AA',
): Acknowledgement => ({ type, details: [], messageRef: message.id })

export { MessageParty }
