import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeEnvelope } from '../../../../src/ebxml/envelope.js'
import { packMessage } from '../../../../src/ebxml/package.js'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import {
  envelopeOf,
  faultOf,
  headerFrom,
  NOW,
  post,
  type RegisteredParty,
  registerParty,
  SPINE,
  send,
} from './support.js'

const EXTRACT = 'gp2gp:RCMR_IN030000UK06'
const ITK = 'itk:COPC_IN000001GB01'
const PLAIN = 'ebsnpr:PRSC_IN080000UK09'
const UPDATE = 'pds:PRPA_IN000203UK03'
const TRACE = 'pdsquery:QUPA_IN000006UK02'
const RELIABLE = '/reliablemessaging/reliablerequest'
const EXPRESS = '/reliablemessaging/queryrequest'
const FORWARD = '/reliablemessaging/forwardreliable'
const INTERMEDIARY = '/reliablemessaging/intermediary'

let sandbox: RunningSandbox
let world: SandboxWorld
let a: RegisteredParty
let b: RegisteredParty

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  world = sandbox.world('refusals')
  const address = 'http://127.0.0.1:9/nobody'
  a = await registerParty(world, 'D82106', [EXTRACT, ITK, PLAIN, UPDATE, TRACE], address, [EXTRACT])
  b = await registerParty(world, 'A20047', [EXTRACT, ITK, PLAIN], address)
})
afterAll(() => sandbox.close())

const hl7 = (interaction: string) =>
  `<${interaction.split(':')[1]} xmlns="urn:hl7-org:v3"><id root="1B4C9A60-0000-4000-8000-000000000001"/></${interaction.split(':')[1]}>`

/** The ways of travelling: what a message that is in order looks like. */
const WAYS = {
  reliable: {
    path: RELIABLE,
    interaction: UPDATE,
    ack: 'toPartyMSH',
    sync: true,
    duplicates: true,
  },
  express: { path: EXPRESS, interaction: TRACE, ack: undefined, sync: true, duplicates: false },
  'forward reliable': {
    path: FORWARD,
    interaction: EXTRACT,
    ack: 'nextMSH',
    sync: false,
    duplicates: true,
  },
  'forward express': {
    path: INTERMEDIARY,
    interaction: ITK,
    ack: 'toPartyMSH',
    sync: false,
    duplicates: true,
  },
  'forward without reliability': {
    path: INTERMEDIARY,
    interaction: PLAIN,
    ack: undefined,
    sync: false,
    duplicates: false,
  },
} as const

type Way = keyof typeof WAYS

const toOf = (way: Way) => (way.startsWith('forward') ? b : SPINE)

const sendBy = (way: Way, edit: (text: string) => string) => {
  const { path, interaction, ack, sync, duplicates } = WAYS[way]
  const header = headerFrom(a, toOf(way), interaction, { duplicateElimination: duplicates })
  return send(
    world,
    path,
    { header, syncReply: sync, ...(ack && { ackRequested: ack }) },
    hl7(interaction),
    edit,
  )
}

const without = (element: string) => (text: string) =>
  text.replace(new RegExp(`<eb:${element}(?: [^>]*)?(?:/>|>[\\s\\S]*?</eb:${element}>)`), '')
const twice = (element: string) => (text: string) =>
  text.replace(new RegExp(`<eb:${element}(?: [^>]*)?(?:/>|>[\\s\\S]*?</eb:${element}>)`), '$&$&')
const blank = (element: string) => (text: string) =>
  text.replace(new RegExp(`(<eb:${element}(?: [^>]*)?>)[^<]*`), '$1')
const change = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to)
const versionOf = (element: string) =>
  change(new RegExp(`(<eb:${element} [^>]*?)eb:version="2.0"`), '$1eb:version="1.0"')
const add = (xml: string) => change('</SOAP:Header>', `${xml}</SOAP:Header>`)

const ACK_REQUESTED =
  '<eb:AckRequested SOAP:mustUnderstand="1" eb:version="2.0" eb:signed="false" SOAP:actor="urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH"/>'
const SYNC_REPLY =
  '<eb:SyncReply SOAP:mustUnderstand="1" eb:version="2.0" SOAP:actor="http://schemas.xmlsoap.org/soap/actor/next"/>'
const DUPLICATES = change('</eb:MessageHeader>', '<eb:DuplicateElimination/></eb:MessageHeader>')
const SECOND_REFERENCE = change(
  '</eb:Manifest>',
  '<eb:Reference xlink:href="mid:1"/></eb:Manifest>',
)

const MALFORMED = '201 MESSAGE_NOT_WELL_FORMED'
const ALL = Object.keys(WAYS) as Way[]

describe('a SOAP fault says which check of the envelope failed', () => {
  test.each<[string, Way, (text: string) => string]>([
    ...[
      'From',
      'To',
      'CPAId',
      'ConversationId',
      'Service',
      'Action',
      'MessageData',
      'MessageId',
      'Timestamp',
    ].flatMap((name): [string, Way, (text: string) => string][] => [
      [`${name} is missing`, 'reliable', without(name)],
      [`${name} is there twice`, 'forward reliable', twice(name)],
    ]),
    ['PartyId is empty', 'express', blank('PartyId')],
    ['MessageId is empty', 'express', blank('MessageId')],
    ['there are two headers', 'reliable', change('<SOAP:Body>', '<SOAP:Header/><SOAP:Body>')],
    ['there is no MessageHeader', 'reliable', without('MessageHeader')],
    ['it is no envelope', 'reliable', (text) => text.replaceAll('SOAP:Envelope', 'SOAP:Letter')],
    ['it is no XML', 'reliable', change('</SOAP:Header>', '')],
    ['it has a document type', 'reliable', change('<SOAP:Envelope', '<!DOCTYPE x><SOAP:Envelope')],
    ['it has no end', 'forward reliable', (text) => text.slice(0, -60)],
    ['it is quoted-printable', 'reliable', change('Encoding: 8bit', 'Encoding: quoted-printable')],
    ['the payload is no XML', 'reliable', change('</PRPA_IN000203UK03>', '')],
  ])('201: %s', async (_, way, edit) => {
    const answer = await sendBy(way, edit)
    expect([answer.status, answer.headers.get('content-type'), await faultOf(answer)]).toEqual([
      500,
      'text/xml',
      [MALFORMED],
    ])
  })

  const INCONSISTENT = 'INCONSISTENT_WITH_CONTRACT'
  const nextMSH = change('actor:toPartyMSH', 'actor:nextMSH')
  const toPartyMSH = change('actor:nextMSH', 'actor:toPartyMSH')
  test.each<[string, Way, (text: string) => string]>([
    ...ALL.map((way): [string, Way, (text: string) => string] => [
      'INVALID_MESSAGE_HEADER_VERSION',
      way,
      versionOf('MessageHeader'),
    ]),
    [
      'INVALID_MESSAGE_HEADER_VERSION',
      'forward reliable',
      change(/(<eb:MessageHeader [^>]*?) eb:version="2.0"/, '$1'),
    ],
    [`DUPLICATE_ELIMINATION_${INCONSISTENT}`, 'reliable', without('DuplicateElimination')],
    [`DUPLICATE_ELIMINATION_${INCONSISTENT}`, 'forward reliable', without('DuplicateElimination')],
    [`DUPLICATE_ELIMINATION_${INCONSISTENT}`, 'express', DUPLICATES],
    [`ACK_REQUESTED_${INCONSISTENT}`, 'reliable', without('AckRequested')],
    [`ACK_REQUESTED_${INCONSISTENT}`, 'forward reliable', without('AckRequested')],
    [`ACK_REQUESTED_${INCONSISTENT}`, 'forward express', without('AckRequested')],
    [`ACK_REQUESTED_${INCONSISTENT}`, 'express', add(ACK_REQUESTED)],
    [`ACK_REQUESTED_${INCONSISTENT}`, 'forward without reliability', add(ACK_REQUESTED)],
    ['ACK_REQUESTED_VERSION_INVALID', 'reliable', versionOf('AckRequested')],
    ['ACK_REQUESTED_VERSION_INVALID', 'forward express', versionOf('AckRequested')],
    [
      'ACK_REQUESTED_SIGNED_INVALID',
      'forward reliable',
      change('eb:signed="false"', 'eb:signed="true"'),
    ],
    ['ACK_REQUESTED_ACTOR_INVALID', 'reliable', nextMSH],
    ['ACK_REQUESTED_ACTOR_INVALID', 'forward express', nextMSH],
    ['ACK_REQUESTED_ACTOR_INVALID', 'forward reliable', toPartyMSH],
    [`SYNCREPLY_${INCONSISTENT}`, 'reliable', without('SyncReply')],
    [`SYNCREPLY_${INCONSISTENT}`, 'forward reliable', add(SYNC_REPLY)],
    [`SYNCREPLY_${INCONSISTENT}`, 'forward express', add(SYNC_REPLY)],
    [`SYNCREPLY_${INCONSISTENT}`, 'forward without reliability', add(SYNC_REPLY)],
    ['SYNCREPLY_VERSION_INVALID', 'reliable', versionOf('SyncReply')],
    ['SYNCREPLY_ACTOR_INVALID', 'reliable', change('soap/actor/next', 'soap/actor/last')],
    ['INVALID_MANIFEST_REFERENCE', 'express', versionOf('Manifest')],
    ['INVALID_MANIFEST_REFERENCE', 'reliable', change(/xlink:href="[^"]*"/, '')],
    ['INVALID_MANIFEST_REFERENCE', 'reliable', SECOND_REFERENCE],
    ['INVALID_MANIFEST_REFERENCE', 'express', SECOND_REFERENCE],
    ['INVALID_MANIFEST_REFERENCE', 'forward reliable', without('Manifest')],
  ])('300 %s: %s', async (key, way, edit) => {
    const answer = await sendBy(way, edit)
    expect([answer.status, await faultOf(answer)]).toEqual([500, [`300 ${key}`]])
  })

  test.each<[string, Way, (text: string) => string]>([
    [
      'no version of the MessageHeader',
      'reliable',
      change(/(<eb:MessageHeader [^>]*?) eb:version="2.0"/, '$1'),
    ],
    ['no SyncReply', 'express', without('SyncReply')],
    ['no DuplicateElimination', 'forward express', without('DuplicateElimination')],
    [
      'DuplicateElimination with a word in it',
      'reliable',
      change(
        '<eb:DuplicateElimination/>',
        '<eb:DuplicateElimination>always</eb:DuplicateElimination>',
      ),
    ],
    ['two references', 'forward reliable', SECOND_REFERENCE],
  ])('but not %s: %s', async (_, way, edit) => {
    const answer = await sendBy(way, edit)
    expect(answer.status).toBe(202)
    expect((await answer.text()).includes('ErrorList')).toBe(false)
  })
})

describe('a SOAPAction that does not fit is fault 101', () => {
  const LOCATION = ['101 HTTP Header - SOAPAction']
  const withAction = (path: string, action: string | undefined) => {
    const { body, headers } = packMessage(
      { header: headerFrom(a, b, EXTRACT), ackRequested: 'nextMSH' },
      hl7(EXTRACT),
    )
    const { SOAPAction: _, ...others } = headers
    return post(
      world,
      path,
      action === undefined ? others : { ...others, SOAPAction: action },
      body,
    )
  }

  test.each([
    ['none', FORWARD, undefined],
    ['one that is none', FORWARD, 'RCMR_IN030000UK06'],
    [
      'another than that of the envelope',
      FORWARD,
      'urn:nhs:names:services:gp2gp/RCMR_IN010000UK05',
    ],
    ['an update on the forward path', FORWARD, 'urn:nhs:names:services:pds/PRPA_IN000203UK03'],
    [
      'a forwarded message on the reliable path',
      RELIABLE,
      'urn:nhs:names:services:gp2gp/RCMR_IN030000UK06',
    ],
    ['an update on the express path', EXPRESS, 'urn:nhs:names:services:pds/PRPA_IN000203UK03'],
    ['a synchronous query', EXPRESS, 'urn:nhs:names:services:pdsquery/QUPA_IN000008UK02'],
    [
      'a signal on the reliable path',
      RELIABLE,
      'urn:oasis:names:tc:ebxml-msg:service/Acknowledgment',
    ],
  ])('%s', async (_, path, action) => {
    const answer = await withAction(path, action)
    expect([answer.status, await faultOf(answer)]).toEqual([500, LOCATION])
  })

  test('but quotes around it do not count', async () => {
    expect(
      (await withAction(FORWARD, '"urn:nhs:names:services:gp2gp/RCMR_IN030000UK06"')).status,
    ).toBe(202)
  })
})

describe('a MessageError says why a message cannot be routed', () => {
  test.each<[string, string, Way, (text: string) => string]>([
    [
      'ValueNotRecognized',
      '501314:Invalid To Party Type attribute',
      'forward reliable',
      (text) => text.replaceAll(b.partyKey, 'ZZZ-1'),
    ],
    [
      'ValueNotRecognized',
      '501314:Invalid From Party Type attribute',
      'reliable',
      (text) => text.replaceAll(a.partyKey, 'ZZZ-1'),
    ],
    [
      'ValueNotRecognized',
      '501319:Unknown eb:CPAId',
      'reliable',
      change(/<eb:CPAId>[^<]*/, '<eb:CPAId>S999'),
    ],
    [
      '402005',
      'An error occurred while finding the defined contract',
      'forward reliable',
      (text) => text.replaceAll(b.partyKey, 'YEC-0000605'),
    ],
    [
      'TimeToLiveExpired',
      '',
      'forward reliable',
      change(
        '</eb:MessageData>',
        '<eb:TimeToLive>2026-06-01T08:59:59Z</eb:TimeToLive></eb:MessageData>',
      ),
    ],
    ['MimeProblem', '', 'reliable', change(/xlink:href="cid:[^"]*"/, 'xlink:href="cid:elsewhere"')],
    [
      'ValueNotRecognized',
      '501314:Invalid To Party Type attribute',
      'forward reliable',
      change(
        /(<eb:To>[\s\S]*?eb:type=")[^"]*/,
        '$1urn:oasis:names:tc:ebxml-cppa:partyid-type:duns',
      ),
    ],
    [
      'ValueNotRecognized',
      '501314:Invalid From Party Type attribute',
      'reliable',
      change('serviceInstance', 'service'),
    ],
    [
      'ValueNotRecognized',
      '501314:Invalid To Party Type attribute',
      'reliable',
      (text) => text.replaceAll(SPINE.partyKey, b.partyKey),
    ],
    ['NotSupported', '', 'reliable', add('<eb:MessageOrder eb:version="2.0"/>')],
    [
      'TimeToLiveExpired',
      '',
      'reliable',
      change(
        '</eb:MessageData>',
        '<eb:TimeToLive>2026-06-01T10:29:59.9+01:30</eb:TimeToLive></eb:MessageData>',
      ),
    ],
  ])('%s %s', async (code, description, way, edit) => {
    const answer = await sendBy(way, edit)
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('soapaction'),
    ]).toEqual([200, 'text/xml', 'urn:oasis:names:tc:ebxml-msg:service/MessageError'])
    const { errors } = await envelopeOf(answer)
    expect(errors).toEqual([
      { errorCode: code, severity: 'Error', description: expect.stringContaining(description) },
    ])
  })
})

test('a fault says the published text of its code, and beside it in the journal what to correct', async () => {
  const answer = await sendBy('reliable', without('ConversationId'))
  const text = await answer.text()
  expect([
    /<faultstring>([^<]*)/.exec(text)?.[1],
    /<nasp:description>([^<]*)/.exec(text)?.[1],
  ]).toEqual(['The message is not well formed', 'The message is not well formed'])
  expect(world.findings().at(-1)?.message).toContain('eb:MessageHeader/ConversationId')
})

test.each(['toPartyMSH', 'nextMSH'] as const)(
  'the acknowledgement names the actor %s of whom it was asked, where either may be',
  async (actor) => {
    const slots = 'ebs:PRSC_IN090000UK09'
    const ers = { ...SPINE, partyKey: 'YEC-0000605', cpaIds: { [slots]: await cpaIdOf(slots) } }
    await fetch(`${world.url}/_sandbox/parties/${a.partyKey}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ hopAcknowledgement: 'inline' }),
    })
    const envelope = { header: headerFrom(a, ers, slots), ackRequested: actor }
    const answer = await send(
      world,
      FORWARD,
      envelope,
      '<PRSC_IN090000UK09 xmlns="urn:hl7-org:v3"/>',
    )
    expect((await envelopeOf(answer)).acknowledgments).toMatchObject([
      { actor: `urn:oasis:names:tc:ebxml-msg:actor:${actor}` },
    ])
  },
)

/** The contract by which e-RS takes an interaction. */
async function cpaIdOf(interaction: string): Promise<string> {
  const answer = await fetch(`${world.url}/_sandbox/sds/endpoints?partyKey=YEC-0000605`)
  const all = (await answer.json()) as { service: string; action: string; cpaId: string }[]
  return (
    all.find(({ service, action }) => `${service}:${action}`.endsWith(`:${interaction}`))?.cpaId ??
    ''
  )
}

test.each(['Ping', 'Pong', 'StatusRequest', 'StatusResponse'])(
  'the service %s of the standard is understood and not supported',
  async (action) => {
    const header = headerFrom(a, SPINE, UPDATE, {
      service: 'urn:oasis:names:tc:ebxml-msg:service',
      action,
    })
    const answer = await post(
      world,
      INTERMEDIARY,
      { 'Content-Type': 'text/xml', SOAPAction: `"${header.service}/${action}"` },
      writeEnvelope({ header }),
    )
    expect(answer.status).toBe(200)
    const { errors, header: answered } = await envelopeOf(answer)
    expect(errors).toMatchObject([{ errorCode: 'NotSupported', severity: 'Error' }])
    expect(answered.values.refToMessageId).toEqual([header.messageId])
  },
)

test.each([
  [FORWARD, EXTRACT, 'nextMSH'],
  [RELIABLE, UPDATE, 'toPartyMSH'],
] as const)('a message without parts at %s is not well formed', async (path, interaction, ack) => {
  const header = headerFrom(a, path === FORWARD ? b : SPINE, interaction)
  const answer = await post(
    world,
    path,
    { 'Content-Type': 'text/xml', SOAPAction: `${header.service}/${header.action}` },
    writeEnvelope({ header, ackRequested: ack, syncReply: path === RELIABLE, manifest: [] }),
  )
  expect([answer.status, await faultOf(answer)]).toEqual([500, [MALFORMED]])
})

describe('what is no message at all', () => {
  test.each([
    ['GET', FORWARD, 405],
    ['POST', '/reliablemessaging/elsewhere', 404],
  ])('%s %s is %i', async (method, path, status) => {
    const answer = await fetch(`${world.url}${path}`, { method })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'text/plain;charset=utf-8',
    ])
  })

  test('is too large with more than five megabytes', async () => {
    const answer = await post(world, FORWARD, {}, new Uint8Array(5_242_881))
    expect(answer.status).toBe(413)
  })

  test('has parts, fewer than a hundred', async () => {
    const answer = await sendBy('forward reliable', (text) =>
      text.replace(
        /----=_MIME-Boundary--/,
        `${'----=_MIME-Boundary\r\n\r\nx\r\n'.repeat(100)}----=_MIME-Boundary--`,
      ),
    )
    expect(await faultOf(answer)).toEqual([MALFORMED])
  })
})

describe('a signal', () => {
  const SIGNAL = {
    'Content-Type': 'text/xml',
    SOAPAction: 'urn:urn:oasis:names:tc:ebxml-msg:service/Acknowledgment',
  }
  const HEADER = `<eb:MessageHeader eb:version="2.0"><eb:From><eb:PartyId>A</eb:PartyId></eb:From><eb:To><eb:PartyId>B</eb:PartyId></eb:To><eb:CPAId>oasis0001</eb:CPAId><eb:ConversationId>C</eb:ConversationId><eb:Service>urn:oasis:names:tc:ebxml-msg:service</eb:Service><eb:Action>Acknowledgment</eb:Action><eb:MessageData><eb:MessageId>M</eb:MessageId><eb:Timestamp>2026-06-01T09:00:00</eb:Timestamp><eb:RefToMessageId>R</eb:RefToMessageId></eb:MessageData></eb:MessageHeader>`
  const signal = (content: string) =>
    post(
      world,
      INTERMEDIARY,
      SIGNAL,
      `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eb="http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"><s:Header>${HEADER}${content}</s:Header><s:Body/></s:Envelope>`,
    )
  const ACK =
    '<eb:Acknowledgment eb:version="2.0"><eb:RefToMessageId>R</eb:RefToMessageId></eb:Acknowledgment>'

  test('for a message that nobody knows is taken and dropped', async () => {
    const answer = await signal(ACK)
    expect([answer.status, await answer.text()]).toEqual([202, ''])
  })

  test.each([
    ['EBXML_ACK_INVALID', ''],
    ['EBXML_ACK_INVALID', ACK + ACK],
    ['SYNCREPLY_INCONSISTENT_WITH_CONTRACT', `${ACK}<eb:SyncReply eb:version="2.0"/>`],
  ])('300 %s', async (key, content) => {
    const answer = await signal(content)
    expect([answer.status, await faultOf(answer)]).toEqual([500, [`300 ${key}`]])
  })
})
