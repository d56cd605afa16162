import { XmlDocument, type XmlElement } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { emptyAnswer } from '../../../support/message-party.js'
import { headerFrom, SPINE, send } from './support.js'
import { EXTRACT, forwardExtract, MINUTE, twoParties } from './two-parties.js'

const UPDATE = 'pds:PRPA_IN000203UK03'
const REJECTED = 'MCCI_IN010000UK13'
const both = twoParties([EXTRACT, UPDATE, `pds:${REJECTED}`])

const NAMESPACES = {
  SOAP: 'http://schemas.xmlsoap.org/soap/envelope/',
  eb: 'http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd',
  hl7ebxml: 'urn:hl7-org:transport/ebXML/DSTUv1.0',
  xlink: 'http://www.w3.org/1999/xlink',
  nasp: 'http://national.carerecords.nhs.uk/schema/',
  xml: 'http://www.w3.org/XML/1998/namespace',
  hl7: 'urn:hl7-org:v3',
} as const

const named = (namespace: string | null | undefined, name: string): string => {
  const prefix = Object.entries(NAMESPACES).find(([, uri]) => uri === namespace)?.[0]
  return prefix ? `${prefix}:${name}` : name
}

/** Every element as libxml2 finds it: depth, name, attributes; texts are left out. */
function outline(element: XmlElement, depth = 0): string[] {
  const attributes = element.attrs.map(
    (one) => ` ${named(one.namespaceUri, one.name)}=${one.value}`,
  )
  const line = `${'.'.repeat(depth)}${named(element.namespaceUri, element.name)}${attributes.join('')}`
  const below: string[] = []
  for (let child = element.firstChild; child; child = child.next)
    if ('attrs' in child) below.push(...outline(child as XmlElement, depth + 1))
  return [line, ...below]
}

function outlineOf(text: string): string[] {
  const document = XmlDocument.fromString(text)
  try {
    return outline(document.root)
  } finally {
    document.dispose()
  }
}

const MUST = 'SOAP:mustUnderstand=1 eb:version=2.0'
const PARTY = 'eb:PartyId eb:type=urn:nhs:names:partyType:ocs+serviceInstance'

const HEADER = [
  `..eb:MessageHeader ${MUST}`,
  '...eb:From',
  `....${PARTY}`,
  '...eb:To',
  `....${PARTY}`,
  '...eb:CPAId',
  '...eb:ConversationId',
  '...eb:Service',
  '...eb:Action',
  '...eb:MessageData',
  '....eb:MessageId',
  '....eb:Timestamp',
  '....eb:RefToMessageId',
]

const acknowledgment = (actor: string) => [
  'SOAP:Envelope',
  '.SOAP:Header',
  ...HEADER,
  `..eb:Acknowledgment ${MUST} SOAP:actor=urn:oasis:names:tc:ebxml-msg:actor:${actor}`,
  '...eb:Timestamp',
  '...eb:RefToMessageId',
  '...eb:From',
  `....${PARTY}`,
  '.SOAP:Body',
]

const messageError = (code: string, severity: string) => [
  'SOAP:Envelope',
  '.SOAP:Header',
  ...HEADER,
  `..eb:ErrorList ${MUST} eb:highestSeverity=${severity}`,
  `...eb:Error eb:codeContext=urn:oasis:names:tc:ebxml-msg:service:errors eb:errorCode=${code} eb:severity=${severity}`,
  '....eb:Description xml:lang=en-GB',
  '.SOAP:Body',
]

const update = (edit?: (text: string) => string) =>
  send(
    both.world,
    '/reliablemessaging/reliablerequest',
    { header: headerFrom(both.a, SPINE, UPDATE), ackRequested: 'toPartyMSH', syncReply: true },
    '<PRPA_IN000203UK03 xmlns="urn:hl7-org:v3"/>',
    edit,
  )

describe('what the Spine sends has the published elements and attributes, in their order', () => {
  test('the acknowledgement of the first hop, and a delivery failure', async () => {
    both.receiver.behaviour = () => emptyAnswer
    await forwardExtract(both).sent
    const hop = await both.sender.next('Acknowledgment')
    expect(outlineOf(hop.body.toString())).toEqual(acknowledgment('nextMSH'))
    await both.world.clock.advance(10 * MINUTE)
    const failure = await both.sender.next('MessageError')
    expect(outlineOf(failure.body.toString())).toEqual(messageError('DeliveryFailure', 'Warning'))
  })

  test('the acknowledgement of a reliable message, and its error', async () => {
    const taken = await (await update()).text()
    expect(taken).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\r?\n/)
    expect(outlineOf(taken)).toEqual(acknowledgment('toPartyMSH'))
    const refused = await update((text) => text.replace(/(<eb:CPAId>)[^<]*/, '$1S1'))
    expect(outlineOf(await refused.text())).toEqual(messageError('ValueNotRecognized', 'Error'))
  })

  test('a SOAP fault', async () => {
    const answer = await update((text) => text.replace(/<eb:SyncReply[^>]*>/, ''))
    expect(outlineOf(await answer.text())).toEqual([
      'SOAP:Envelope',
      '.SOAP:Body',
      '..SOAP:Fault',
      '...faultcode',
      '...faultstring',
      '...detail',
      '....nasp:errorList',
      '.....nasp:error',
      '......nasp:codeContext',
      '......nasp:errorCode',
      '......nasp:severity',
      '......nasp:location',
      '......nasp:description',
    ])
  })

  test('a message with its envelope and its payload', async () => {
    await update()
    await both.world.clock.advance(2000)
    const { body, header } = await both.sender.next(REJECTED)
    const documents = body
      .toString()
      .split(/^----=_MIME-Boundary/m)
      .map((part) => part.slice(part.indexOf('<?xml')).trim())
    const [, first = '', second = ''] = documents
    expect(outlineOf(first)).toEqual([
      'SOAP:Envelope',
      '.SOAP:Header',
      ...HEADER,
      '...eb:DuplicateElimination',
      `..eb:AckRequested ${MUST} eb:signed=false SOAP:actor=urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH`,
      `..eb:SyncReply ${MUST} SOAP:actor=http://schemas.xmlsoap.org/soap/actor/next`,
      '.SOAP:Body',
      `..eb:Manifest ${MUST}`,
      `...eb:Reference xlink:href=cid:${header.messageId}@spine.nhs.uk`,
      `....eb:Schema eb:location=urn:hl7-org:v3_${REJECTED}.xsd eb:version=13`,
      '....eb:Description xml:lang=en',
      '....hl7ebxml:Payload style=HL7 encoding=XML version=3.0',
    ])
    expect(outlineOf(second).slice(0, 9)).toEqual([
      `hl7:${REJECTED}`,
      `.hl7:id root=${header.messageId}`,
      expect.stringMatching(/^\.hl7:creationTime value=\d{14}$/),
      '.hl7:versionCode code=V3NPfIT3.1.10',
      `.hl7:interactionId root=2.16.840.1.113883.2.1.3.2.4.12 extension=${REJECTED}`,
      '.hl7:processingCode code=P',
      '.hl7:processingModeCode code=T',
      '.hl7:acceptAckCode code=NE',
      '.hl7:acknowledgement typeCode=AR',
    ])
    // The message named no systems: those of the parties stand in the answer.
    expect(
      [...second.matchAll(/1\.2\.826\.0\.1285\.0\.2\.0\.107" extension="(\d+)"/g)].map(
        ([, asid]) => asid,
      ),
    ).toEqual([both.a.asid, expect.stringMatching(/^\d{12}$/), expect.stringMatching(/^\d{12}$/)])
  })
})
