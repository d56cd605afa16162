import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { writeEnvelope } from '../../../../src/ebxml/envelope.js'
import { packMessage } from '../../../../src/ebxml/package.js'
import { envelopeOf, faultOf, headerFrom, post, SPINE, send } from './support.js'
import {
  add,
  change,
  EXPRESS,
  EXTRACT,
  FORWARD,
  hl7,
  INTERMEDIARY,
  MALFORMED,
  RELIABLE,
  refusals,
  sendBy,
  UPDATE,
  type Way,
  without,
} from './ways.js'

const here = refusals()

describe('a SOAPAction that does not fit is fault 101', () => {
  const LOCATION = ['101 HTTP Header - SOAPAction']
  const withAction = (path: string, action: string | undefined) => {
    const { body, headers } = packMessage(
      { header: headerFrom(here.a, here.b, EXTRACT), ackRequested: 'nextMSH' },
      hl7(EXTRACT),
    )
    const { SOAPAction: _, ...others } = headers
    return post(
      here.world,
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
      (text) => text.replaceAll(here.b.partyKey, 'ZZZ-1'),
    ],
    [
      'ValueNotRecognized',
      '501314:Invalid From Party Type attribute',
      'reliable',
      (text) => text.replaceAll(here.a.partyKey, 'ZZZ-1'),
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
      (text) => text.replaceAll(here.b.partyKey, 'YEC-0000605'),
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
      (text) => text.replaceAll(SPINE.partyKey, here.b.partyKey),
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
    const answer = await sendBy(here, way, edit)
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

test.each([FORWARD, '/sync-service'])(
  'a packed body at %s is not well formed, and the journal says so',
  async (path) => {
    const answer = await post(
      here.world,
      path,
      { 'Content-Type': 'text/xml', 'Content-Encoding': 'gzip' },
      gzipSync('<a/>'),
    )
    expect([answer.status, await faultOf(answer)]).toEqual([500, [MALFORMED]])
    expect(here.world.findings().at(-1)?.message).toContain("Content-Encoding 'gzip' is not taken")
  },
)

test('a fault says the published text of its code, and beside it in the journal what to correct', async () => {
  const answer = await sendBy(here, 'reliable', without('ConversationId'))
  const text = await answer.text()
  expect([
    /<faultstring>([^<]*)/.exec(text)?.[1],
    /<nasp:description>([^<]*)/.exec(text)?.[1],
  ]).toEqual(['The message is not well formed', 'The message is not well formed'])
  expect(here.world.findings().at(-1)?.message).toContain('eb:MessageHeader/ConversationId')
})

test.each(['toPartyMSH', 'nextMSH'] as const)(
  'the acknowledgement names the actor %s of whom it was asked, where either may be',
  async (actor) => {
    const slots = 'ebs:PRSC_IN090000UK09'
    const ers = { ...SPINE, partyKey: 'YEC-0000605', cpaIds: { [slots]: await cpaIdOf(slots) } }
    await fetch(`${here.world.url}/_sandbox/parties/${here.a.partyKey}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ hopAcknowledgement: 'inline' }),
    })
    const envelope = { header: headerFrom(here.a, ers, slots), ackRequested: actor }
    const answer = await send(
      here.world,
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
  const answer = await fetch(`${here.world.url}/_sandbox/sds/endpoints?partyKey=YEC-0000605`)
  const all = (await answer.json()) as { service: string; action: string; cpaId: string }[]
  return (
    all.find(({ service, action }) => `${service}:${action}`.endsWith(`:${interaction}`))?.cpaId ??
    ''
  )
}

test.each(['Ping', 'Pong', 'StatusRequest', 'StatusResponse'])(
  'the service %s of the standard is understood and not supported',
  async (action) => {
    const header = headerFrom(here.a, SPINE, UPDATE, {
      service: 'urn:oasis:names:tc:ebxml-msg:service',
      action,
    })
    const answer = await post(
      here.world,
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
  const header = headerFrom(here.a, path === FORWARD ? here.b : SPINE, interaction)
  const answer = await post(
    here.world,
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
    const answer = await fetch(`${here.world.url}${path}`, { method })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'text/plain;charset=utf-8',
    ])
  })

  test('is too large with more than five megabytes', async () => {
    const answer = await post(here.world, FORWARD, {}, new Uint8Array(5_242_881))
    expect(answer.status).toBe(413)
  })

  test('has parts, fewer than a hundred', async () => {
    const answer = await sendBy(here, 'forward reliable', (text) =>
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
      here.world,
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
