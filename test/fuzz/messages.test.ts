import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Envelope } from '../../src/ebxml/envelope.js'
import { type Packed, packMessage, packSignal } from '../../src/ebxml/package.js'
import { writeMessage } from '../../src/hl7v3/message.js'
import { type Xml, xml, xmlDocument } from '../../src/hl7v3/xml/template.js'
import { assemble } from '../../src/library/assemble.js'
import type { Sandbox } from '../../src/server/sandbox.js'
import { registerSystem } from '../../src/services/sds/domain/register/register-system.js'
import { LIMITS } from '../../src/world/limits.js'
import { listSpineMessages, spineMessageOf } from '../../src/world/tables/spine-message.js'
import type { World } from '../../src/world/world.js'
import { updateRequest } from '../services/pds/hl7v3/update-bodies.js'
import { headerFrom, NOW, type RegisteredParty, SPINE } from '../services/tms/async/support.js'
import { Chance } from './chance.js'
import { oddText } from './junk.js'

/** `FUZZ_SEED` and `FUZZ_REQUESTS` repeat or lengthen a run. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_601)
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 5_000)

const UPDATE = 'pds:PRPA_IN000203UK03'
const TRACE = 'pdsquery:QUPA_IN000006UK02'
const EXTRACT = 'gp2gp:RCMR_IN030000UK06'
const SLOTS = 'ebs:PRSC_IN090000UK09'

let sandbox: Sandbox
let world: World
let client: RegisteredParty
const failures: string[] = []

beforeAll(async () => {
  const clock = { start: NOW, frozen: true }
  sandbox = await assemble({ log: 'silent', clock }, (line) => failures.push(line))
  world = sandbox.worlds.get('default')
  // Nobody listens at a port of the sandbox's own making: what is forwarded is never delivered.
  const registered = world.store.transaction(() =>
    registerSystem(world, {
      odsCode: 'A20047',
      interactions: [UPDATE, TRACE, EXTRACT, SLOTS],
      address: 'http://127.0.0.1:1/nobody',
      receives: [EXTRACT],
    }),
  )
  if (!registered.ok) throw new Error(registered.message)
  const { system, endpoints } = registered.record
  const cpaIds = Object.fromEntries(
    endpoints.map(({ service, action, cpaId }) => [
      `${service.split(':').at(-1)}:${action}`,
      cpaId,
    ]),
  )
  client = { asid: system.asid, partyKey: system.partyKey, cpaIds }
})
afterAll(() => sandbox.close())

const hl7 = (interaction: string, id: string, content: { subject: Xml } | { query: Xml }): string =>
  xmlDocument(
    writeMessage({
      id,
      creationTime: '20260601100000',
      versionCode: '3NPfIT6.3.01',
      interactionId: interaction.split(':')[1] as string,
      receiver: SPINE.asid,
      sender: client.asid,
      controlAct: {
        systems: [client.asid],
        reasons: [],
        ...('query' in content
          ? content
          : { subject: { content: content.subject, contextConduction: false } }),
      },
    }),
  )

const TELECOM = '<telecom use="MC" value="tel:07700900123" updateMode="added"/>'

/** Messages that are in order, by the path on which they travel. */
const MESSAGES: readonly (() => readonly [path: string, message: Packed])[] = [
  () => {
    const header = headerFrom(client, SPINE, UPDATE)
    const content = { subject: updateRequest({ version: 2, telecom: TELECOM }) }
    return [
      'reliablerequest',
      packMessage(
        { header, ackRequested: 'toPartyMSH', syncReply: true },
        hl7(UPDATE, header.messageId, content),
      ),
    ]
  },
  () => {
    const header = headerFrom(client, SPINE, TRACE, { duplicateElimination: false })
    return [
      'queryrequest',
      packMessage(
        { header, syncReply: true },
        hl7(TRACE, header.messageId, { query: xml`<query/>` }),
      ),
    ]
  },
  () => {
    const header = headerFrom(client, client, EXTRACT)
    return [
      'forwardreliable',
      packMessage(
        { header, ackRequested: 'nextMSH' },
        '<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3"/>',
      ),
    ]
  },
  () => {
    const [known] = listSpineMessages(world.store, { action: 'RCMR_IN030000UK06' }, 1)
    const header = headerFrom(client, client, 'x:Acknowledgment', {
      service: 'urn:oasis:names:tc:ebxml-msg:service',
      refToMessageId: known?.messageId ?? 'NONE',
    })
    const acknowledgment: Envelope['acknowledgment'] = {
      actor: 'nextMSH',
      timestamp: header.timestamp,
      refToMessageId: known?.messageId ?? 'NONE',
      from: client.partyKey,
    }
    return ['intermediary', packSignal({ header, acknowledgment })]
  },
]

const FRAGMENTS = [
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '<a>'.repeat(LIMITS.xmlDepth + 20),
  '\r\n----=_MIME-Boundary\r\n',
  '----=_MIME-Boundary--',
  'Content-Transfer-Encoding: base64\r\n',
  'eb:version="1.0"',
  '<eb:SyncReply/>',
  '<eb:DuplicateElimination/>',
  '\u0000',
]

type Mutation = (text: string, chance: Chance) => string

const between = (text: string, chance: Chance, middle: string, gone = 0): string => {
  const at = chance.below(text.length + 1)
  return text.slice(0, at) + middle + text.slice(at + gone)
}

const MUTATIONS: readonly Mutation[] = [
  (text) => text,
  (text, chance) => text.slice(0, chance.below(text.length)),
  (text, chance) => between(text, chance, chance.pick(FRAGMENTS)),
  (text, chance) => between(text, chance, oddText(chance)),
  (text, chance) => between(text, chance, '', chance.below(200)),
  (text, chance) => {
    const words = [...text.matchAll(/(?<=>)[^<>\s]+(?=<)|(?<==")[^"]*(?=")/g)]
    const chosen = chance.pick(words)
    const other = chance.pick(words)
    return text.slice(0, chosen.index) + other[0] + text.slice(chosen.index + chosen[0].length)
  },
  (text, chance) => {
    const elements = [...text.matchAll(/<(\w[\w.:]*)[^<>]*(?:\/>|>[^<>]*<\/\1>)/g)]
    const chosen = chance.pick(elements)
    const twice = chance.happens(0.5) ? chosen[0] + chosen[0] : ''
    return text.slice(0, chosen.index) + twice + text.slice(chosen.index + chosen[0].length)
  },
]

const HEADERS: readonly (readonly [string, (value: string, chance: Chance) => string])[] = [
  ['SOAPAction', (value, chance) => between(value, chance, 'x')],
  ['Content-Type', (value, chance) => between(value, chance, '', 10)],
]

function spoilHeaders(headers: Packed['headers'], chance: Chance): Record<string, string> {
  const spoilt = { ...headers }
  if (!chance.happens(0.1)) return spoilt
  const [name, spoil] = chance.pick(HEADERS)
  return { ...spoilt, [name]: spoil(spoilt[name] ?? '', chance) }
}

test(`${REQUESTS} mutated messages are taken or refused as documented, and none is lost`, async () => {
  const chance = new Chance(SEED)
  const seen = new Map<string, number>()
  for (let count = 0; count < REQUESTS; count++) {
    const [path, { headers, body }] = chance.pick(MESSAGES)()
    const text = chance.pick(MUTATIONS)(Buffer.from(body).toString('latin1'), chance)
    const bytes = Buffer.from(text, 'latin1')
    const answer = await sandbox.app.request(`http://spine.example/reliablemessaging/${path}`, {
      method: 'POST',
      headers: { ...spoilHeaders(headers, chance), 'Content-Length': String(bytes.length) },
      body: bytes,
    })
    const said = await answer.text()
    const kind = `${answer.status} ${/ErrorList|Acknowledgment|Fault/.exec(said)?.[0] ?? ''}`
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    expect(['200 ErrorList', '202 ', '202 Acknowledgment', '500 Fault'], text).toContain(kind)
    if (kind === '500 Fault') expect(said, text).not.toContain('<nasp:errorCode>200<')
    if (answer.status === 202 && path !== 'intermediary') {
      const id = /<eb:MessageId>([^<]*)</.exec(text)?.[1] ?? ''
      const from = /PartyId[^>]*>([^<]*)</.exec(text)?.[1] ?? ''
      if (/^[\w-]+$/.test(id))
        expect(spineMessageOf(world.store, from, id.toUpperCase()), text).toBeDefined()
    }
    if (count % 500 === 0) await world.advance(60_000)
  }
  await world.advance(3_600_000)
  expect(failures).toEqual([])
  expect(listSpineMessages(world.store, { state: 'ACCEPTED' }, 10)).toEqual([])
  expect([...seen.keys()].sort()).toEqual([
    '200 ErrorList',
    '202 ',
    '202 Acknowledgment',
    '500 Fault',
  ])
})
