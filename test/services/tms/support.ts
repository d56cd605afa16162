import { actionName } from '../../../src/hl7v3/interaction.js'
import { type Message, writeMessage } from '../../../src/hl7v3/message.js'
import { ROOTS } from '../../../src/hl7v3/oids.js'
import { allAt, attributeOf, HL7, type XmlElement } from '../../../src/hl7v3/xml/element.js'
import { parseXml } from '../../../src/hl7v3/xml/parse.js'
import { type Xml, xml } from '../../../src/hl7v3/xml/template.js'
import type { Answer } from '../../../src/http/answer.js'
import { Exchange } from '../../../src/http/exchange.js'
import type { Request } from '../../../src/http/request.js'
import { PDS_INTERACTIONS } from '../../../src/services/pds/hl7v3/interactions/index.js'
import { type Received, receive } from '../../../src/services/tms/receive.js'
import { Registry } from '../../../src/services/tms/registry.js'
import { SOAP } from '../../../src/services/tms/sync/envelope.js'
import { createSyncService } from '../../../src/services/tms/sync/service.js'
import {
  findAccreditedSystem,
  saveAccreditedSystem,
} from '../../../src/world/tables/accredited-system.js'
import type { World } from '../../../src/world/world.js'
import { NOW, newWorld } from '../pds/harness.js'

export { NOW }

export const CLIENT = '200000000115'
export const SPINE = '928942012545'
/** A system that may do nothing. */
export const STRANGER = '200000000999'

export const registry = new Registry(PDS_INTERACTIONS)

const systemOfAsid = (world: World, asid: string) => findAccreditedSystem(world.store, asid)

const service = createSyncService({
  registry,
  systemOfAsid,
  certificates: { mutualTls: 'off', partiesOfHost: () => [] },
})

const system = (asid: string, interactions: readonly string[]) => ({
  asid,
  odsCode: 'A20047',
  clients: ['A20047'],
  partyKey: `A20047-${asid.slice(-6)}`,
  interactions,
  position: Number(asid.slice(-3)),
})

/** A world of the standard patients whose directory knows a client of PDS and a stranger. */
export function spine(): World {
  const world = newWorld()
  const all = PDS_INTERACTIONS.map(
    ({ service: name, interactionId }) => `urn:nhs:names:services:${name}:${interactionId}`,
  )
  world.store.transaction(() => {
    saveAccreditedSystem(world.store, system(CLIENT, all))
    saveAccreditedSystem(world.store, system(STRANGER, []))
  })
  return world
}

export const MESSAGE_ID = 'A1B2C3D4-0000-4000-8000-000000000001'

/** A message of a client, whatever it carries. */
export function message(interactionId: string, content: Xml, more: Partial<Message<Xml>> = {}) {
  const carries = registry.find(interactionId)?.carries ?? 'query'
  return writeMessage({
    id: MESSAGE_ID,
    creationTime: '20260302093000',
    versionCode: registry.find(interactionId)?.release ?? '3NPfIT6.3.01',
    interactionId,
    receiver: SPINE,
    sender: CLIENT,
    controlAct: {
      systems: [CLIENT],
      reasons: [],
      ...(carries === 'query'
        ? {
            query: xml`
            <query>
              ${content}
            </query>`,
          }
        : { subject: { content, contextConduction: false as const } }),
    },
    ...more,
  })
}

/** One parameter of a query. */
export const parameter = (name: string, value: Xml): Xml => xml`
  <${xml`${name}`}>
    <semanticsText>${name}</semanticsText>
    ${value}
  </${xml`${name}`}>`

const device = (name: string, asid: string): Xml => xml`
  <hl7:${xml`${name}`}>
    <hl7:device>
      <hl7:id root="${ROOTS.asid}" extension="${asid}"/>
    </hl7:device>
  </hl7:${xml`${name}`}>`

export interface EnvelopeParts {
  readonly messageId?: string
  readonly action?: string
  readonly to?: string
  readonly from?: string
  readonly receiver?: string
  readonly sender?: string
}

/** The envelope that clients put around a query. */
export function envelope(interactionId: string, content: Xml, parts: EnvelopeParts = {}): string {
  const service = registry.find(interactionId)?.service ?? 'pdsquery'
  return `${xml`
    <s:Envelope xmlns:s="${SOAP}" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:hl7="${HL7}">
      <s:Header>
        <wsa:MessageID>${parts.messageId ?? `uuid:${MESSAGE_ID}`}</wsa:MessageID>
        <wsa:Action>${parts.action ?? actionName(service, interactionId)}</wsa:Action>
        <wsa:To>${parts.to ?? 'https://spine.example.nhs.uk/sync-service'}</wsa:To>
        <wsa:From>
          <wsa:Address>${parts.from ?? 'https://mhs.example.nhs.uk/'}</wsa:Address>
        </wsa:From>
        ${device('communicationFunctionRcv', parts.receiver ?? SPINE)}
        ${device('communicationFunctionSnd', parts.sender ?? CLIENT)}
        <wsa:ReplyTo>
          <wsa:Address/>
        </wsa:ReplyTo>
      </s:Header>
      <s:Body>
        ${content}
      </s:Body>
    </s:Envelope>`}`
}

export interface SentSoap {
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly path?: string
}

export interface SoapAnswer extends Answer {
  readonly text: string
  readonly root: XmlElement
  readonly exchange: Exchange
}

/** Posts a body to the synchronous service as the server would. */
export async function post(
  world: World,
  body: string | Uint8Array,
  action: string | undefined,
  { headers = {}, path = '/sync-service' }: SentSoap = {},
): Promise<SoapAnswer> {
  const sent = new Map<string, string>()
  for (const [name, value] of Object.entries({
    'content-type': 'text/xml; charset=UTF-8',
    soapaction: action,
    ...headers,
  }))
    if (value !== undefined) sent.set(name, value)
  const request: Request = {
    method: 'POST',
    path,
    search: '',
    query: new URLSearchParams(),
    params: {},
    header: (name) => sent.get(name.toLowerCase()),
    headers: sent,
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    remoteAddress: '127.0.0.1',
    base: 'http://localhost:9000',
  }
  const exchange = new Exchange(1, world, request, NOW)
  const endpoint = service.endpoints.find((one) => one.path === path)
  if (!endpoint) throw new Error(`nothing at ${path}`)
  const answer = await endpoint.handle(exchange)
  const text = String(answer.body)
  const parsed = parseXml(text)
  if (!parsed.ok) throw new Error(`${parsed.problem}: ${text}`)
  return { ...answer, text, root: parsed.root, exchange }
}

/** Sends a query in a proper envelope. */
export const ask = (world: World, interactionId: string, ...parameters: Xml[]) =>
  post(
    world,
    envelope(interactionId, message(interactionId, xml`${parameters}`)),
    actionName('pdsquery', interactionId),
  )

/** The only element of a name, wherever it is. */
export function anywhere(root: XmlElement, name: string): XmlElement[] {
  return [
    ...(root.name === name ? [root] : []),
    ...root.children.flatMap((child) => anywhere(child, name)),
  ]
}

/** Error code and place of a SOAP fault. */
export const faultOf = ({ status, root }: SoapAnswer) => ({
  status,
  code: anywhere(root, 'errorCode')[0]?.text,
  location: anywhere(root, 'location')[0]?.text,
  of: anywhere(root, 'faultcode')[0]?.text,
})

/** What a message says of the one it answers. */
export function verdictOf(root: XmlElement) {
  const [acknowledgement] = anywhere(root, 'acknowledgement')
  return {
    type: attributeOf(acknowledgement, 'typeCode'),
    details: allAt(acknowledgement, 'acknowledgementDetail/code').map((code) =>
      attributeOf(code, 'code'),
    ),
    reasons: anywhere(root, 'justifyingDetectedIssueEvent').map((event) =>
      attributeOf(allAt(event, 'code')[0], 'code'),
    ),
    ack: attributeOf(anywhere(root, 'queryResponseCode')[0], 'code'),
  }
}

/** Brings a message to its interaction as any transport does. */
export function deliver(world: World, written: Xml): Received {
  const parsed = parseXml(`${written}`)
  if (!parsed.ok) throw new Error(parsed.problem)
  const interaction = registry.find(parsed.root.name)
  if (!interaction) throw new Error(`no interaction ${parsed.root.name}`)
  return receive({ world, root: parsed.root, interaction, systemOfAsid, find: () => {} })
}

/** What came of a message: the interaction of the answer, its codes, and its content. */
export function outcomeOf({ answer }: Received) {
  if (!answer) throw new Error('the message was not answered')
  const { acknowledgement, controlAct, interactionId } = answer
  return {
    interactionId,
    type: acknowledgement?.type,
    codes: [
      ...(acknowledgement?.details ?? []).map(({ code }) => code.code),
      ...controlAct.reasons.map(({ code }) => code.code),
    ],
    texts: controlAct.reasons.map(({ code }) => code.displayName),
    content: controlAct.subject?.content,
  }
}
