import { describe, expect, test } from 'vitest'
import { packMessage } from '../../../../src/ebxml/package.js'
import { emptyAnswer } from '../../../support/message-party.js'
import { eventsOf, headerFrom, post } from './support.js'
import {
  EXTRACT,
  EXTRACT_ID,
  FORWARD,
  forwardExtract,
  MINUTE,
  SIGNAL,
  twoParties,
} from './two-parties.js'

const both = twoParties()

const HL7 = `<?xml version="1.0"?><${EXTRACT_ID} xmlns="urn:hl7-org:v3"><id root="1B4C9A60-0000-4000-8000-000000000001"/></${EXTRACT_ID}>`
const BOUNDARY = /--=_MIME-Boundary/g

interface Bytes {
  readonly type: string
  readonly body: Buffer
}

/** Sends a record extract after changing its bytes, and says what was sent and answered. */
async function sendChanged(edit: (text: string, type: string) => Bytes) {
  const header = headerFrom(both.a, both.b, EXTRACT)
  const { headers, body } = packMessage({ header, ackRequested: 'nextMSH' }, HL7)
  const bytes = edit(Buffer.from(body).toString(), headers['Content-Type'] as string)
  const answer = await post(
    both.world,
    FORWARD,
    { SOAPAction: headers.SOAPAction as string, 'Content-Type': bytes.type },
    bytes.body,
  )
  return { ...bytes, answer }
}

const inText =
  (change: (text: string) => string) =>
  (text: string, type: string): Bytes => ({ type, body: Buffer.from(change(text)) })

const inType =
  (change: (type: string) => string, inBody: (text: string) => string = (text) => text) =>
  (text: string, type: string): Bytes => ({ type: change(type), body: Buffer.from(inBody(text)) })

/** The envelope part in other bytes; the payload stays. */
const envelopeAs =
  (charset: string, encode: (envelope: string) => Buffer) =>
  (text: string, type: string): Bytes => {
    const start = text.indexOf('<?xml')
    const end = text.indexOf('\r\n----=_MIME-Boundary', start)
    const head = text
      .slice(0, start)
      .replace('Content-Type: text/xml', `Content-Type: text/xml${charset}`)
    return {
      type,
      body: Buffer.concat([
        Buffer.from(head),
        encode(text.slice(start, end)),
        Buffer.from(text.slice(end)),
      ]),
    }
  }

const described = (envelope: string): string =>
  envelope.replace('>HL7 payload<', '>R\u00e9sum\u00e9<')

const base64 = (text: string): string => {
  const start = text.indexOf('<?xml')
  const end = text.indexOf('\r\n----=_MIME-Boundary', start)
  const lines = Buffer.from(text.slice(start, end)).toString('base64').replace(/.{76}/g, '$&\r\n')
  return (
    text.slice(0, start).replace('Encoding: 8bit', 'Encoding: base64') + lines + text.slice(end)
  )
}

describe('what real systems send is taken, and brought to its receiver byte for byte', () => {
  test.each<[string, (text: string, type: string) => Bytes]>([
    [
      'a bare type and start',
      inType(
        () =>
          'multipart/related; boundary="--=_MIME-Boundary"; type=text/xml; start=ebXMLHeader@spine.nhs.uk',
      ),
    ],
    [
      'no blanks, and a start of another part',
      inType(
        () =>
          'multipart/related;boundary="--=_MIME-Boundary";type="text/xml";charset="UTF-8";start="soappart"',
      ),
    ],
    ['no type and no start', inType(() => 'multipart/related; boundary=--=_MIME-Boundary')],
    [
      'names of parameters in capitals',
      inType(() => 'Multipart/Related; Boundary="--=_MIME-Boundary"; Type="text/xml"'),
    ],
    [
      'a UUID as boundary',
      inType(
        (type) => type.replace(BOUNDARY, 'e01d9133-5058'),
        (text) => text.replace(BOUNDARY, 'e01d9133-5058'),
      ),
    ],
    [
      'a boundary with blanks and signs',
      inType(
        (type) => type.replace(BOUNDARY, "=_(a b)'+,./:?"),
        (text) => text.replaceAll('--=_MIME-Boundary', "=_(a b)'+,./:?"),
      ),
    ],
    ['bare line feeds', inText((text) => text.replaceAll('\r\n', '\n'))],
    ['a preamble and an epilogue', inText((text) => `This is MIME.\r\n\r\n${text}\r\nbye\r\n`)],
    ['nothing after the last delimiter', inText((text) => text.trimEnd())],
    [
      'Content-ID without angle brackets',
      inText((text) => text.replace(/Content-Id: <([^>]*)>/g, 'Content-ID:$1')),
    ],
    [
      'no transfer encodings',
      inText((text) => text.replace(/Content-Transfer-Encoding: 8bit\r\n/g, '')),
    ],
    ['an envelope in base64', inText(base64)],
    ['a reference with percent signs', inText((text) => text.replace(/cid:([^"]*)@/, 'cid:$1%40'))],
    [
      'another prefix, and the payload marked by the other spelling',
      inText((text) =>
        text
          .replaceAll('eb:', 'ns2:')
          .replaceAll('xmlns:eb', 'xmlns:ns2')
          .replace('transport/ebXML', 'transport/ebxml'),
      ),
    ],
    [
      'a comment, an instruction and CDATA',
      inText((text) =>
        text
          .replace('<SOAP:Header>', '<!-- a > b --><?pi x?><SOAP:Header>')
          .replace(/<eb:ConversationId>([^<]*)/, '<eb:ConversationId><![CDATA[$1]]>'),
      ),
    ],
    [
      'elements in lines of their own',
      inText((text) =>
        text.replace(/(<eb:(?:CPAId|Action|MessageId|Service)>)([^<]*)/g, '$1\r\n      $2\r\n'),
      ),
    ],
    ['a byte order mark', envelopeAs('', (envelope) => Buffer.from(`\ufeff${envelope}`))],
    [
      'an envelope in Latin 1',
      envelopeAs('; charset=ISO-8859-1', (envelope) =>
        Buffer.from(described(envelope).replace('UTF-8', 'ISO-8859-1'), 'latin1'),
      ),
    ],
    [
      'Latin 1 that only the part tells',
      envelopeAs('; charset="iso-8859-1"', (envelope) =>
        Buffer.from(described(envelope).replace(/<\?xml[^>]*>/, ''), 'latin1'),
      ),
    ],
    [
      'UTF-8 that its part calls Latin 1',
      envelopeAs('; charset=ISO-8859-1', (envelope) => Buffer.from(described(envelope))),
    ],
    [
      'an envelope in UTF-16',
      envelopeAs('; charset=UTF-16', (envelope) =>
        Buffer.from(`\ufeff${described(envelope)}`, 'utf16le'),
      ),
    ],
    [
      'UTF-8 that calls itself UTF-16',
      envelopeAs('', (envelope) => Buffer.from(envelope.replace('UTF-8', 'utf-16'))),
    ],
    [
      'a time to live without a zone',
      inText((text) =>
        text.replace(
          '</eb:MessageData>',
          '<eb:TimeToLive>2026-06-01T09:00:01</eb:TimeToLive></eb:MessageData>',
        ),
      ),
    ],
    [
      'times with fractions and offsets',
      inText((text) =>
        text.replace(/<eb:Timestamp>[^<]*/, '<eb:Timestamp>2026-06-01T10:00:00.1234567+01:00'),
      ),
    ],
    [
      '"always" in DuplicateElimination',
      inText((text) =>
        text.replace(
          /<eb:DuplicateElimination\s*\/>/,
          '<eb:DuplicateElimination>always</eb:DuplicateElimination>',
        ),
      ),
    ],
    ['parties without a type', inText((text) => text.replace(/ eb:type="[^"]*"/g, ''))],
    [
      'a header that nobody knows',
      inText((text) =>
        text.replace(
          '</SOAP:Header>',
          '<x:Trace xmlns:x="urn:x" SOAP:mustUnderstand="0"/></SOAP:Header>',
        ),
      ),
    ],
    [
      'modules in another order',
      inText((text) =>
        text.replace(
          /(<eb:MessageHeader[\s\S]*<\/eb:MessageHeader>)\s*(<eb:AckRequested[^>]*>)/,
          '$2$1',
        ),
      ),
    ],
  ])('%s', async (_, edit) => {
    const { body, type, answer } = await sendChanged(edit)
    expect([answer.status, await answer.text()]).toEqual([202, ''])
    await both.world.clock.advance(1)
    expect((await eventsOf(both.world)).at(-1)).toBe(`${EXTRACT_ID} ACKNOWLEDGED`)
    const [brought] = both.receiver.received
    expect([brought?.headers['content-type'], brought?.body]).toEqual([type, body])
  })
})

describe('what a receiver answers to a reliable message', () => {
  test.each([200, 202, 204])('an empty %i leaves the acknowledgement open', async (status) => {
    both.receiver.behaviour = () => ({ status })
    const { header, sent } = forwardExtract(both)
    await sent
    await both.world.clock.advance(1)
    expect(await eventsOf(both.world)).toEqual([`${EXTRACT_ID} DELIVERED`])
    const signal = (await both.sender.next('Acknowledgment')).body
      .toString()
      .replace(/(<eb:From>\s*<eb:PartyId[^>]*>)[^<]*/g, `$1${both.b.partyKey}`)
    expect((await post(both.world, '/reliablemessaging/intermediary', SIGNAL, signal)).status).toBe(
      202,
    )
    expect((await eventsOf(both.world)).at(-1)).toBe(`${EXTRACT_ID} ACKNOWLEDGED`)
    await both.world.clock.advance(10 * MINUTE)
    expect(both.receiver.of(EXTRACT_ID).map((one) => one.header.messageId)).toEqual([
      header.messageId,
    ])
  })

  test.each([301, 307, 400, 404, 500, 503])('a %i is tried again', async (status) => {
    both.receiver.behaviour = () => ({ status })
    await forwardExtract(both).sent
    await both.world.clock.advance(MINUTE)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(2)
    both.receiver.behaviour = () => emptyAnswer
    await both.world.clock.advance(MINUTE)
    expect((await eventsOf(both.world)).at(-1)).toBe(`${EXTRACT_ID} DELIVERED`)
  })
})

test('every answer ends its connection', async () => {
  const statuses = await Promise.all([
    forwardExtract(both).sent,
    post(both.world, FORWARD, {}, ''),
    post(both.world, '/sync-service', {}, ''),
  ])
  expect(statuses.map((one) => [one.status, one.headers.get('connection')])).toEqual([
    [202, 'close'],
    [500, 'close'],
    [500, 'close'],
  ])
  await both.receiver.next(EXTRACT_ID)
})

const rules = (): readonly string[] => both.world.findings().map(({ rule }) => rule)

describe('what is taken, though something about it is amiss', () => {
  test('another message under an id that was used is taken for the first', async () => {
    const { header, sent } = forwardExtract(both)
    await sent
    await forwardExtract(both, header).sent
    expect(rules()).toEqual(['tms.duplicate'])
    const other = forwardExtract(both, header, (text) => text.replace('1B4C9A60', '2B4C9A60'))
    expect((await other.sent).status).toBe(202)
    expect(rules()).toEqual(['tms.duplicate', 'tms.duplicate', 'tms.other-content'])
    await both.receiver.next(EXTRACT_ID)
    await both.world.clock.advance(10 * MINUTE)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(1)
  })

  test.each<[string, string, number, readonly string[]]>([
    ['allowed', 'image/png', 202, []],
    ['not allowed', 'application/x-dicom', 202, ['tms.attachment-type']],
    ['too large', 'image/png', 200, ['tms.large-attachment']],
  ])('an attachment that is %s', async (what, type, status, found) => {
    const content = 'x'.repeat(what === 'too large' ? 5_000_001 : 100)
    const part = `----=_MIME-Boundary\r\nContent-Id: <a1@x>\r\nContent-Type: ${type}\r\n\r\n${content}\r\n----=_MIME-Boundary--`
    const edit = (text: string) =>
      text
        .replace('----=_MIME-Boundary--', part)
        .replace('</eb:Manifest>', '<eb:Reference xlink:href="cid:a1@x"/></eb:Manifest>')
    expect((await forwardExtract(both, {}, edit).sent).status).toBe(status)
    expect(rules()).toEqual(found)
    if (status === 202) await both.receiver.next(EXTRACT_ID)
  })

  test('a header that must be understood, and is not', async () => {
    const security = '<w:Security xmlns:w="urn:w" SOAP:mustUnderstand="1"/></SOAP:Header>'
    const edit = (text: string) => text.replace('</SOAP:Header>', security)
    expect((await forwardExtract(both, {}, edit).sent).status).toBe(202)
    await both.receiver.next(EXTRACT_ID)
    expect(rules()).toEqual(['tms.unknown-header'])
  })
})
