import type { Envelope } from '../../../../src/ebxml/envelope.js'
import { readEnvelope } from '../../../../src/ebxml/envelope.js'
import type { MessageHeader } from '../../../../src/ebxml/message-header.js'
import { packMessage } from '../../../../src/ebxml/package.js'
import { parseXml } from '../../../../src/hl7v3/xml/parse.js'
import type { SandboxWorld } from '../../../../src/library/index.js'

export const NOW = Date.parse('2026-06-01T09:00:00Z')

/** A system as it was registered: what a sender needs to know of it. */
export interface RegisteredParty {
  readonly asid: string
  readonly partyKey: string
  /** CPA ids by interaction: `gp2gp:RCMR_IN030000UK06`. */
  readonly cpaIds: Readonly<Record<string, string>>
}

interface Described {
  readonly system: { readonly asid: string; readonly partyKey: string }
  readonly endpoints: readonly { service: string; action: string; cpaId: string }[]
}

/** Registers a system by the control API, as a supplier does. */
export async function registerParty(
  world: SandboxWorld,
  odsCode: string,
  interactions: readonly string[],
  address: string,
  receives: readonly string[] = interactions,
): Promise<RegisteredParty> {
  const answer = await fetch(`${world.url}/_sandbox/sds/systems`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ odsCode, interactions, address, receives }),
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  const { system, endpoints } = (await answer.json()) as Described
  return {
    ...system,
    cpaIds: Object.fromEntries(
      endpoints.map(({ service, action, cpaId }) => [
        `${service.replace('urn:nhs:names:services:', '')}:${action}`,
        cpaId,
      ]),
    ),
  }
}

export const uuid = (): string => crypto.randomUUID().toUpperCase()

/** The header of a message from one party to another. */
export function headerFrom(
  from: RegisteredParty,
  to: RegisteredParty,
  interaction: string,
  more: Partial<MessageHeader> = {},
): MessageHeader {
  const [service, action] = interaction.split(':') as [string, string]
  return {
    from: from.partyKey,
    to: to.partyKey,
    cpaId: to.cpaIds[interaction] ?? 'S0',
    conversationId: uuid(),
    service: `urn:nhs:names:services:${service}`,
    action,
    messageId: uuid(),
    timestamp: '2026-06-01T09:00:00Z',
    duplicateElimination: true,
    ...more,
  }
}

/** Posts bytes as they are. */
export const post = (
  world: SandboxWorld,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
): Promise<Response> => fetch(`${world.url}${path}`, { method: 'POST', headers, body })

/** Posts a message; `edit` changes its bytes on the way. */
export function send(
  world: SandboxWorld,
  path: string,
  envelope: Omit<Envelope, 'manifest'>,
  hl7: string,
  edit: (text: string) => string = (text) => text,
): Promise<Response> {
  const { headers, body } = packMessage(envelope, hl7)
  return post(world, path, headers, edit(Buffer.from(body).toString()))
}

/** An answer as an ebXML envelope. */
export async function envelopeOf(answer: Response) {
  const text = await answer.text()
  const parsed = parseXml(text)
  if (!parsed.ok) throw new Error(text)
  return readEnvelope(parsed.root)
}

/** Code and place of each error of a SOAP fault. */
export async function faultOf(answer: Response) {
  const text = await answer.text()
  return [...text.matchAll(/<nasp:errorCode>(\d+)<[\s\S]*?<nasp:location>([^<]*)</g)].map(
    ([, code, location]) => `${code} ${location}`,
  )
}

/** The Spine as a client finds it in the directory. */
export const SPINE: RegisteredParty = {
  asid: '928942012545',
  partyKey: 'YES-0000806',
  cpaIds: {
    'pds:PRPA_IN000203UK03': 'S200000000320',
    'pdsquery:QUPA_IN000006UK02': 'S200000000305',
    'tms:MCCI_IN200001UK02': 'S200000000344',
  },
}

/** What became of messages, in order: `PRPA_IN000202UK01 ACKNOWLEDGED`. */
export async function eventsOf(world: SandboxWorld): Promise<string[]> {
  const answer = await fetch(`${world.url}/_sandbox/events`)
  const all = (await answer.json()) as {
    kind: string
    action: string
    detail: { interaction: string }
  }[]
  return all
    .filter(({ kind }) => kind === 'message')
    .map(({ action, detail }) => `${detail.interaction} ${action}`)
}
