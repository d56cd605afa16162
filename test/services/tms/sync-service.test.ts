import { describe, expect, test } from 'vitest'
import { actionName } from '../../../src/hl7v3/interaction.js'
import { allAt, at, attributeOf, childrenOf } from '../../../src/hl7v3/xml/element.js'
import { xml } from '../../../src/hl7v3/xml/template.js'
import { MESSAGE_CHECKS_SETTING } from '../../../src/services/tms/leniency.js'
import { MESSAGING_ERRORS } from '../../../src/services/tms/messaging-errors.js'
import { Registry } from '../../../src/services/tms/registry.js'
import { SOAP, WSA } from '../../../src/services/tms/sync/envelope.js'
import { createSyncService } from '../../../src/services/tms/sync/service.js'
import { WRAPPER_RULES } from '../../../src/services/tms/wrapper-rules.js'
import { writeSetting } from '../../../src/world/tables/setting.js'
import { historyIs, number } from '../pds/hl7v3/support.js'
import {
  anywhere,
  CLIENT,
  type EnvelopeParts,
  envelope,
  faultOf,
  MESSAGE_ID,
  message,
  post,
  registry,
  SPINE,
  STRANGER,
  spine,
  verdictOf,
} from './support.js'

const RETRIEVAL = 'QUPA_IN000008UK02'
const ACTION = actionName('pdsquery', RETRIEVAL)
const QUERY = xml`${[historyIs('0'), number('9000000009')]}`

/** A retrieval with its HL7 text changed. */
const changed = (change: (text: string) => string, parts: EnvelopeParts = {}) =>
  change(envelope(RETRIEVAL, message(RETRIEVAL, QUERY), parts))

const retrieve = (parts: EnvelopeParts = {}) => changed((text) => text, parts)

const replacing = (from: string | RegExp, to: string) =>
  changed((text) => {
    const after = text.replace(from, to)
    if (after === text) throw new Error(`nothing to replace: ${from}`)
    return after
  })

/** Everything after the body has begun. */
const inBody = (from: string | RegExp, to: string) =>
  changed((text) => {
    const start = text.indexOf('<s:Body>')
    const after = text.slice(start).replace(from, to)
    if (after === text.slice(start)) throw new Error(`nothing to replace: ${from}`)
    return text.slice(0, start) + after
  })

describe('a synchronous query', () => {
  test('is answered in an envelope that mirrors its own', async () => {
    const { status, headers, root } = await post(spine(), retrieve(), ACTION)
    expect(status).toBe(200)
    expect(headers).toEqual({ 'Content-Type': 'text/xml' })
    const [header] = childrenOf(root, 'Header', SOAP)
    const texts = header?.children.map((one) => [one.name, one.text.trim()])
    const [message] = anywhere(root, 'QUPA_IN000009UK03')
    const id = attributeOf(at(message, 'id'), 'root')
    expect(id).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
    expect(texts).toEqual([
      ['MessageID', `uuid:${id}`],
      ['Action', 'urn:nhs:names:services:pdsquery/QUPA_IN000009UK03'],
      ['To', 'https://mhs.example.nhs.uk/'],
      ['From', ''],
      ['communicationFunctionRcv', ''],
      ['communicationFunctionSnd', ''],
      ['RelatesTo', `uuid:${MESSAGE_ID}`],
    ])
    const [from] = childrenOf(header, 'From', WSA)
    expect(childrenOf(from, 'Address', WSA)[0]?.text).toBe('urn:nhs:names:services:pdsquery')
    for (const part of [header, message]) {
      const asids = ['Rcv', 'Snd'].map((end) =>
        attributeOf(at(part, `communicationFunction${end}/device/id`), 'extension'),
      )
      expect(asids).toEqual([CLIENT, SPINE])
    }
    const [body] = childrenOf(root, 'Body', SOAP)
    expect(body?.children.map(({ name }) => name)).toEqual(['retrievalQueryResponse'])
    expect(attributeOf(at(message, 'acknowledgement/messageRef/id'), 'root')).toBe(MESSAGE_ID)
    expect(attributeOf(at(message, 'creationTime'), 'value')).toBe('20260302093000')
    expect(attributeOf(at(message, 'versionCode'), 'code')).toBe('3NPfIT6.3.01')
  })

  test('names the systems of the envelope in the answer also where they differ from the message', async () => {
    const { root } = await post(spine(), retrieve({ sender: STRANGER }), ACTION)
    expect(verdictOf(root)).toMatchObject({ type: 'AR', details: ['520'] })
  })

  test.each([
    '/sync-service',
    '/syncservice-pds/pds',
    '/syncservice-mm/mm',
    '/syncservice-lrs/acf',
    '/syncservice-psis/psis',
  ])('is taken at %s', async (path) => {
    expect((await post(spine(), retrieve(), ACTION, { path })).status).toBe(200)
  })

  test.each([
    ['a quoted SOAPAction', `"${ACTION}"`, {}],
    ['a content type without a charset', ACTION, { 'content-type': 'text/xml' }],
    ['a content type in capitals', ACTION, { 'content-type': 'Text/XML; Charset=utf-8' }],
  ])('may have %s', async (_, action, headers) => {
    expect((await post(spine(), retrieve(), action, { headers })).status).toBe(200)
  })

  test('may say no address of its own, then the answer says none either', async () => {
    const { root, text } = await post(spine(), retrieve({ from: '' }), ACTION)
    expect(anywhere(root, 'To')[0]?.text).toBe('')
    expect(text).toContain('<wsa:To/>')
  })

  test('may have lower-case ids', async () => {
    const lower = replacing(new RegExp(MESSAGE_ID, 'g'), MESSAGE_ID.toLowerCase())
    const { root } = await post(spine(), lower, ACTION)
    expect(verdictOf(root).type).toBe('AA')
    expect(anywhere(root, 'RelatesTo')[0]?.text).toBe(`uuid:${MESSAGE_ID.toLowerCase()}`)
  })

  test.each([
    '202603020930',
    '20260302093000.1234567',
    '20260302093000.123+0000',
    '20260302093000+0100',
  ])('may be of %s', async (time) => {
    const query = inBody(/<creationTime[^>]*>/, `<creationTime value="${time}"/>`)
    expect(verdictOf((await post(spine(), query, ACTION)).root).type).toBe('AA')
  })

  test('may be in Latin 1, declared in the document or beside it', async () => {
    const query = replacing('<s:Envelope', '<!-- \u00e9 --><s:Envelope')
    const beside = await post(spine(), Buffer.from(query, 'latin1'), ACTION, {
      headers: { 'content-type': 'text/xml; charset=ISO-8859-1' },
    })
    const declared = `<?xml version="1.0" encoding="iso-8859-1"?>${query}`
    const within = await post(spine(), Buffer.from(declared, 'latin1'), ACTION)
    expect([beside.status, within.status]).toEqual([200, 200])
  })

  test('may use the root of ASIDs of the oldest messages', async () => {
    const old = replacing(/1\.2\.826\.0\.1285\.0\.2\.0\.107/g, '2.16.840.1.113883.2.1.3.2.4.10')
    expect(verdictOf((await post(spine(), old, ACTION)).root).type).toBe('AA')
  })
})

describe('a SOAP fault', () => {
  test.each([
    ['a body that is no XML', 'hello', 'MESSAGE_NOT_WELL_FORMED'],
    ['an empty body', '', 'MESSAGE_NOT_WELL_FORMED'],
    ['a document type', `<!DOCTYPE a>${retrieve()}`, 'MESSAGE_NOT_WELL_FORMED'],
    ['another root', '<a/>', 'MESSAGE_NOT_WELL_FORMED'],
    ['no header', replacing(/<s:Header>[\s\S]*<\/s:Header>/, ''), 'MESSAGE_NOT_WELL_FORMED'],
    ['two bodies', replacing('<s:Body>', '<s:Body/><s:Body>'), 'MESSAGE_NOT_WELL_FORMED'],
    [
      'the envelope of SOAP 1.2',
      replacing(SOAP, 'http://www.w3.org/2003/05/soap-envelope'),
      'MESSAGE_NOT_WELL_FORMED',
    ],
  ])('201 is the answer to %s', async (_, body, location) => {
    expect(faultOf(await post(spine(), body, ACTION))).toEqual({
      status: 500,
      code: '201',
      location,
      of: 'SOAP:Client',
    })
  })

  test.each([
    ['application/json', 'application/json'],
    ['multipart/related', 'multipart/related; boundary="x"; type="text/xml"'],
    ['none', undefined],
  ])('201 is the answer to the content type %s', async (_, type) => {
    const answer = await post(spine(), retrieve(), ACTION, { headers: { 'content-type': type } })
    expect(faultOf(answer)).toMatchObject({ status: 500, code: '201' })
  })

  test.each([
    ['no SOAPAction', undefined],
    ['an unknown interaction', 'urn:nhs:names:services:pdsquery/QUPA_IN999999UK01'],
    ['an interaction of another pattern', actionName('pdsquery', 'QUPA_IN000006UK02')],
    ['another service', actionName('pds', RETRIEVAL)],
    ['an interaction without its service', RETRIEVAL],
    ['another interaction than wsa:Action', actionName('pdsquery', 'QUPA_IN000005UK01')],
  ])('101 is the answer to %s', async (_, action) => {
    expect(faultOf(await post(spine(), retrieve(), action))).toEqual({
      status: 500,
      code: '101',
      location: 'HTTP Header - SOAPAction',
      of: 'SOAP:Client',
    })
  })

  test.each([
    ['SOAP_MESSAGE_ID_ERROR', retrieve({ messageId: MESSAGE_ID })],
    ['SOAP_MESSAGE_ID_ERROR', replacing(/<wsa:MessageID>.*<\/wsa:MessageID>/, '')],
    ['SOAP_ACTION_ERROR', replacing(/<wsa:Action>.*<\/wsa:Action>/, '')],
    ['SOAP_ACTION_ERROR', replacing('<wsa:Action>', `<wsa:Action>x</wsa:Action><wsa:Action>`)],
    ['SOAP_TO_ERROR', retrieve({ to: '' })],
    ['SOAP_TO_ERROR', replacing(/<wsa:To>.*<\/wsa:To>/, '')],
    ['SOAP_COMM_FUNC_RCV_ERROR', retrieve({ receiver: '' })],
    [
      'SOAP_NASP_COMM_FUNC_RCV_ERROR',
      retrieve({ receiver: '' }).replace(
        /(<hl7:id root=")[^"]*/,
        (_, before) => `${before}2.16.840.1.113883.2.1.3.2.4.10`,
      ),
    ],
    [
      'SOAP_COMM_FUNC_SND_ERROR',
      replacing(/<hl7:communicationFunctionSnd>[\s\S]*<\/hl7:communicationFunctionSnd>/, ''),
    ],
    [
      'INVALID_SOAP_INTERACTION_ID',
      retrieve({ action: actionName('pdsquery', 'QUPA_IN999999UK01') }),
    ],
    ['INVALID_SOAP_ROOT', envelope(RETRIEVAL, xml`<hl7:QUPA_IN999999UK01/>`)],
    ['INVALID_SOAP_ROOT', envelope(RETRIEVAL, xml`<QUPA_IN000008UK02/>`)],
    ['INVALID_SOAP_ROOT', envelope(RETRIEVAL, xml``)],
    [
      'INVALID_SOAP_ROOT',
      envelope(RETRIEVAL, xml`<hl7:QUPA_IN000008UK02/><hl7:QUPA_IN000008UK02/>`),
    ],
  ])('300 names %s', async (key, body) => {
    const answer = await post(spine(), body, ACTION)
    expect(faultOf(answer)).toEqual({ status: 500, code: '300', location: key, of: 'SOAP:Client' })
    expect(answer.headers).toEqual({ 'Content-Type': 'text/xml' })
    expect(answer.exchange.findings).toHaveLength(1)
  })

  test('has all five members in each error, and no header', async () => {
    const { root } = await post(spine(), 'hello', ACTION)
    expect(childrenOf(root, 'Header', SOAP)).toEqual([])
    const [error] = anywhere(root, 'error')
    expect(error?.children.map(({ name, text }) => [name, text])).toEqual([
      ['codeContext', 'urn:nhs:names:error:tms'],
      ['errorCode', '201'],
      ['severity', 'Error'],
      ['location', 'MESSAGE_NOT_WELL_FORMED'],
      ['description', 'The message is not well formed'],
    ])
  })

  test('comes in the order of the checks: XML before SOAPAction before the envelope', async () => {
    expect(faultOf(await post(spine(), 'hello', undefined)).code).toBe('201')
    expect(faultOf(await post(spine(), retrieve({ to: '' }), undefined)).code).toBe('101')
    expect(
      faultOf(await post(spine(), retrieve({ to: '', messageId: 'x' }), ACTION)).location,
    ).toBe('SOAP_MESSAGE_ID_ERROR')
  })

  test('is left out by a lenient world where the message can be answered all the same', async () => {
    const world = spine()
    writeSetting(world.store, MESSAGE_CHECKS_SETTING, 'LENIENT')
    const answer = await post(world, retrieve({ to: '', messageId: 'x' }), ACTION)
    expect([answer.status, verdictOf(answer.root).type]).toEqual([200, 'AA'])
    expect(answer.exchange.findings.map(({ rule }) => rule)).toEqual(['tms.lenient', 'tms.lenient'])
    expect(faultOf(await post(world, retrieve({ receiver: '' }), ACTION)).location).toBe(
      'SOAP_COMM_FUNC_RCV_ERROR',
    )
  })

  test.each([
    ['SERVER_ERROR', '200'],
    ['DELIVERY_FAILURE', '206'],
    ['STORAGE_FAILURE', '208'],
  ])('can be asked for: %s', async (name, code) => {
    const { failures } = createSyncService({
      certificates: { mutualTls: 'off', partiesOfHost: () => [] },
      registry: new Registry([]),
      systemOfAsid: () => undefined,
    })
    const answer = await failures?.[name]?.({} as never)
    expect(answer?.status).toBe(500)
    expect(answer?.body).toContain(`<nasp:errorCode>${code}</nasp:errorCode>`)
    expect(answer?.body).toContain('<faultstring>Application Exception</faultstring>')
  })
})

describe('a message whose HL7 wrapper is not in order is rejected', () => {
  const id = (name: string) => new RegExp(`<${name}[^>]*/>`)
  const block = (name: string) => new RegExp(`<${name}[ >][\\s\\S]*</${name}>`)
  const ROWS: readonly (readonly [string, string, string])[] = [
    ['501', 'INVALID_ID', inBody(id('id'), '')],
    ['501', 'INVALID_ID', inBody(id('id'), '<id root="12345"/>')],
    ['501', 'INVALID_ID', inBody(id('id'), `<id root="${MESSAGE_ID}"/><id root="${MESSAGE_ID}"/>`)],
    ['502', 'INVALID_CREATION_TIME', inBody(id('creationTime'), '')],
    [
      '502',
      'INVALID_CREATION_TIME',
      inBody(id('creationTime'), '<creationTime value="20260302+0000"/>'),
    ],
    [
      '502',
      'INVALID_CREATION_TIME',
      inBody(id('creationTime'), '<creationTime value="20260302"/>'),
    ],
    [
      '502',
      'INVALID_CREATION_TIME',
      inBody(id('creationTime'), '<creationTime value="20261302091500"/>'),
    ],
    ['503', 'INVALID_VERSION_CODE', inBody(id('versionCode'), '<versionCode/>')],
    ['505', 'INVALID_EXTENSION', inBody(id('interactionId'), '')],
    [
      '505',
      'INVALID_EXTENSION',
      inBody(id('interactionId'), `<interactionId root="1" extension="${RETRIEVAL}"/>`),
    ],
    [
      '515',
      'INCONSISTENT_HL7_INTERACTION_ID',
      inBody(`extension="${RETRIEVAL}"`, 'extension="QUPA_IN000005UK01"'),
    ],
    ['515', 'INCONSISTENT_HL7_INTERACTION_ID', inBody(/QUPA_IN000008UK02/g, 'QUPA_IN000005UK01')],
    ['506', 'INVALID_COMM_FUNC_RCV', inBody(block('communicationFunctionRcv'), '')],
    ['506', 'INVALID_COMM_FUNC_RCV', inBody(`extension="${SPINE}"`, 'extension=""')],
    ['507', 'INVALID_COMM_FUNC_SND', inBody(block('communicationFunctionSnd'), '')],
    [
      '519',
      'INCONSISTENT_COMM_FUNC_RCV',
      inBody(`extension="${SPINE}"`, 'extension="928942012546"'),
    ],
    ['520', 'INCONSISTENT_COMM_FUNC_SND', retrieve({ sender: STRANGER })],
    ['514', 'INVALID_CONTROL_ACT', inBody(block('ControlActEvent'), '')],
    [
      '508',
      'CONTROL_ACT_AUTHOR_INVALID',
      inBody('<author1', '<author><AgentPersonSDS/></author><author1'),
    ],
    ['509', 'CONTROL_ACT_AUTHOR_INVALID_CARDINALITY', inBody(block('author1'), '')],
    [
      '510',
      'CONTROL_ACT_AUTHOR_AGENT_INVALID',
      inBody(block('AgentSystemSDS'), '<AgentSystemSDS/>'),
    ],
    ['511', 'CONTROL_ACT_AUTHOR_AGENT2_INVALID', inBody('</author1>', '</author1><author1/>')],
    ['512', 'CONTROL_ACT_QUERY_INVALID', inBody(block('query'), '')],
    ['512', 'CONTROL_ACT_QUERY_INVALID', inBody('<query>', '<query/><query>')],
  ]

  test.each(ROWS)('%s %s', async (code, key, body) => {
    const { status, root, exchange } = await post(spine(), body, ACTION)
    expect(status).toBe(200)
    expect(verdictOf(root)).toEqual({ type: 'AR', details: [code], reasons: [], ack: undefined })
    const [message] = anywhere(root, 'MCCI_IN010000UK13')
    expect(attributeOf(at(message, 'versionCode'), 'code')).toBe('V3NPfIT3.0')
    expect(attributeOf(at(message, 'acknowledgement/messageRef/id'), 'root')).toMatch(/\S/)
    const [detail] = allAt(message, 'acknowledgement/acknowledgementDetail/code')
    expect(attributeOf(detail, 'displayName')).toBe(MESSAGING_ERRORS[Number(code) as 501])
    expect(anywhere(root, 'Body')[0]?.children[0]?.name).toBe('retrievalQueryResponse')
    expect(exchange.findings.map(({ rule }) => rule)).toEqual([
      `tms.${key.toLowerCase().replaceAll('_', '-')}`,
    ])
  })

  test('every rule of the wrapper has a row here, but that of changes', () => {
    const keys = new Set(ROWS.map(([, key]) => key))
    expect(WRAPPER_RULES.map(({ key }) => key).filter((key) => !keys.has(key))).toEqual([
      'CONTROL_ACT_MANDATORY_ELEMENT_MISSING',
    ])
  })

  test('the reference of a message without an id is that of its envelope', async () => {
    const { root } = await post(spine(), inBody(id('id'), ''), ACTION)
    expect(attributeOf(anywhere(root, 'messageRef')[0]?.children[0], 'root')).toBe(MESSAGE_ID)
  })
})

describe('only systems that the directory lets', () => {
  const as = (sender: string, receiver = SPINE) =>
    post(
      spine(),
      changed((text) => text.replaceAll(CLIENT, sender).replaceAll(SPINE, receiver)),
      ACTION,
    )

  test.each([
    ['nobody knows the sender', '999999999999', SPINE],
    ['the sender may not use the interaction', STRANGER, SPINE],
    ['nobody knows the receiver', CLIENT, '999999999998'],
    ['the receiver may not use the interaction', CLIENT, STRANGER],
  ])('get an answer: 900 where %s', async (_, sender, receiver) => {
    const { status, root, exchange } = await as(sender, receiver)
    expect(status).toBe(200)
    expect(verdictOf(root)).toMatchObject({ type: 'AR', details: ['900'] })
    expect(exchange.findings[0]?.message).toContain(sender)
  })

  test.each(['928942012545', '908232220511'])('the Spine itself is %s', async (asid) => {
    expect(verdictOf((await as(CLIENT, asid)).root).type).toBe('AA')
  })
})

test('the service names the interactions that it answers, and no others', () => {
  const { interactions } = createSyncService({
    certificates: { mutualTls: 'off', partiesOfHost: () => [] },
    registry,
    systemOfAsid: () => undefined,
  })
  const names = interactions?.map(({ operation }) => operation)
  expect(names).toContain('QUPA_IN000008UK02')
  expect(names).not.toContain('QUPA_IN000006UK02')
})
