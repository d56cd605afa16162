import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeMessage } from '../../../../src/hl7v3/message.js'
import { allAt, at, attributeOf, type XmlElement } from '../../../../src/hl7v3/xml/element.js'
import { type Xml, xml, xmlDocument } from '../../../../src/hl7v3/xml/template.js'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { acknowledged, emptyAnswer, MessageParty } from '../../../support/message-party.js'
import { updateRequest } from '../../pds/hl7v3/update-bodies.js'
import {
  eventsOf,
  headerFrom,
  NOW,
  type RegisteredParty,
  registerParty,
  SPINE,
  send,
  uuid,
} from './support.js'

const UPDATE = 'pds:PRPA_IN000203UK03'
const UPDATED = 'PRPA_IN000202UK01'
const REJECTED = 'MCCI_IN010000UK13'
const TRACE = 'pdsquery:QUPA_IN000006UK02'
const TRACED = ['pdsquery:QUPA_IN000011UK02', 'pdsquery:QUQI_IN010000UK14']
const BATCH = 'tms:MCCI_IN200001UK02'
const PATIENT = '9000000009'
const SECOND = 1000
const MINUTE = 60 * SECOND

let sandbox: RunningSandbox
let world: SandboxWorld
let client: MessageParty
let party: RegisteredParty

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  client = await MessageParty.listen()
})
afterAll(async () => {
  await sandbox.close()
  await client.close()
})
let number = 0
beforeEach(async () => {
  client.forget()
  world = sandbox.world(`spine-${++number}`)
  const receives = [`pds:${UPDATED}`, `pds:${REJECTED}`, ...TRACED]
  party = await registerParty(world, 'A20047', [UPDATE, TRACE, ...receives], client.url, receives)
})

const AUTHOR = { roleProfile: '555021935107', user: '555021934104', jobRole: 'R8000' }

/** An HL7 message of the client to the Spine. */
function hl7(interaction: string, id: string, content: { subject: Xml } | { query: Xml }): string {
  return xmlDocument(
    writeMessage({
      id,
      creationTime: '20260601100000',
      versionCode: '3NPfIT6.3.01',
      interactionId: interaction.split(':')[1] as string,
      receiver: SPINE.asid,
      sender: party.asid,
      controlAct: {
        author: AUTHOR,
        systems: [party.asid],
        reasons: [],
        ...('subject' in content
          ? { subject: { content: content.subject, contextConduction: false } }
          : { query: content.query }),
      },
    }),
  )
}

const telephone = (version: number): Xml =>
  updateRequest({
    version,
    telecom: '<telecom use="MC" value="tel:07700900123" updateMode="added"/>',
  })

/** The version of the record, as the FHIR API tells it. */
async function version(): Promise<number> {
  const answer = await fetch(`${world.url}/personal-demographics/FHIR/R4/Patient/${PATIENT}`, {
    headers: {
      Authorization: `Bearer ${world.token({ user: '787807429512' })}`,
      'X-Request-ID': crypto.randomUUID(),
    },
  })
  return Number(/\d+/.exec(answer.headers.get('etag') ?? '')?.[0])
}

function update(id: string, seen: number) {
  const header = headerFrom(party, SPINE, UPDATE, { messageId: id })
  return {
    header,
    sent: send(
      world,
      '/reliablemessaging/reliablerequest',
      { header, ackRequested: 'toPartyMSH', syncReply: true },
      hl7(UPDATE, id, { subject: telephone(seen) }),
    ),
  }
}

const reference = (root: XmlElement | undefined) =>
  attributeOf(at(root, 'acknowledgement/messageRef/id'), 'root')
const kind = (root: XmlElement | undefined) => attributeOf(at(root, 'acknowledgement'), 'typeCode')

const detailsOf = (root: XmlElement | undefined) =>
  allAt(root, 'acknowledgement/acknowledgementDetail/code').map((code) => attributeOf(code, 'code'))

describe('a reliable message to the Spine', () => {
  test('is acknowledged on the same connection and answered two seconds later', async () => {
    const id = uuid()
    const before = await version()
    const { header, sent } = update(id, before)
    const answer = await sent
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('soapaction'),
    ]).toEqual([202, 'text/xml', 'urn:oasis:names:tc:ebxml-msg:service/Acknowledgment'])
    const text = await answer.text()
    expect(text).toContain(`<eb:RefToMessageId>${id}</eb:RefToMessageId>`)
    expect(text).toContain('SOAP:actor="urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH"')
    await world.clock.advance(1999)
    expect(client.received).toEqual([])
    await world.clock.advance(1)
    const later = await client.next(UPDATED)
    expect(later.header).toMatchObject({
      from: SPINE.partyKey,
      to: party.partyKey,
      cpaId: party.cpaIds[`pds:${UPDATED}`],
      conversationId: header.conversationId,
      service: 'urn:nhs:names:services:pds',
      refToMessageId: id,
      duplicateElimination: true,
    })
    expect(later.envelope.syncReply).toBeDefined()
    expect(later.envelope.ackRequested?.actor).toBe('urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH')
    expect([kind(later.hl7), reference(later.hl7)]).toEqual(['AA', id])
    expect(await version()).toBe(before + 1)
  })

  test('is acted upon once, however often it comes', async () => {
    const id = uuid()
    const before = await version()
    for (const _ of [1, 2, 3]) expect((await update(id, before).sent).status).toBe(202)
    await world.clock.advance(10 * MINUTE)
    expect(await version()).toBe(before + 1)
    expect(client.of(UPDATED)).toHaveLength(1)
  })

  test('that has an old serial change number is answered with its error', async () => {
    const id = uuid()
    const before = await version()
    await update(id, before - 1).sent
    await world.clock.advance(2 * SECOND)
    const later = await client.next(REJECTED)
    expect([kind(later.hl7), reference(later.hl7)]).toEqual(['AE', id])
    expect(await version()).toBe(before)
  })

  test('whose system may not send it is rejected with 900', async () => {
    await fetch(`${world.url}/_sandbox/sds/systems/${party.asid}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ interactions: [`urn:nhs:names:services:${TRACE}`] }),
    })
    const before = await version()
    await update(uuid(), before).sent
    await world.clock.advance(2 * SECOND)
    const { hl7: root } = await client.next(REJECTED)
    expect(kind(root)).toBe('AR')
    expect(detailsOf(root)).toEqual(['900'])
    expect(await version()).toBe(before)
  })

  test('is answered again until the client acknowledges the answer', async () => {
    client.behaviour = (one) => (client.received.length < 3 ? emptyAnswer : acknowledged(one))
    await update(uuid(), await version()).sent
    await world.clock.advance(2 * SECOND)
    expect(client.of(UPDATED)).toHaveLength(1)
    await world.clock.advance(MINUTE)
    expect(client.of(UPDATED)).toHaveLength(2)
    await world.clock.advance(10 * MINUTE)
    expect(client.of(UPDATED)).toHaveLength(3)
    expect((await eventsOf(world)).at(-1)).toBe(`${UPDATED} ACKNOWLEDGED`)
    const told = world.findings().filter(({ rule }) => rule === 'tms.not-acknowledged')
    expect(told.map(({ exchange }) => exchange.direction)).toEqual(['OUT', 'OUT'])
  })

  test('is acted upon although the client cannot be answered', async () => {
    client.behaviour = () => 'hang-up'
    const before = await version()
    await update(uuid(), before).sent
    await world.clock.advance(10 * MINUTE)
    expect(await version()).toBe(before + 1)
    expect((await eventsOf(world)).at(-1)).toBe(`${UPDATED} FAILED`)
  })
})

describe('a batch', () => {
  const batch = (id: string, content: string) =>
    `<MCCI_IN200001UK02 xmlns="urn:hl7-org:v3"><id root="${id}"/><creationTime value="20260601100000"/><versionCode code="3NPfIT6.3.01"/><interactionId root="2.16.840.1.113883.2.1.3.2.4.12" extension="MCCI_IN200001UK02"/><processingCode code="P"/><processingModeCode code="T"/><acceptAckCode code="NE"/>${(
      [
        ['Rcv', SPINE.asid],
        ['Snd', party.asid],
      ] as const
    )
      .map(
        ([end, asid]) =>
          `<communicationFunction${end}><device><id root="1.2.826.0.1285.0.2.0.107" extension="${asid}"/></device></communicationFunction${end}>`,
      )
      .join('')}${content}</MCCI_IN200001UK02>`

  test.each([
    ['as a batch is', ['tms:MCCI_IN200002UK03', 'tms:MCCI_IN010000UK13'], 'MCCI_IN200002UK03'],
    ['as other messages are', ['tms:MCCI_IN010000UK13'], 'MCCI_IN010000UK13'],
  ])(
    'is taken, and rejected with 534, answered %s where the client takes that',
    async (_, receives, answer) => {
      party = await registerParty(world, 'A20047', [BATCH, ...receives], client.url, receives)
      const id = uuid()
      const header = headerFrom(party, SPINE, BATCH, { messageId: id })
      const taken = await send(
        world,
        '/reliablemessaging/reliablerequest',
        { header, ackRequested: 'toPartyMSH', syncReply: true },
        batch(id, '<manifestItem><payloadId root="1"/></manifestItem>'),
      )
      expect(taken.status).toBe(202)
      await world.clock.advance(2 * SECOND)
      const { hl7: root } = await client.next(answer)
      expect([kind(root), reference(root), ...detailsOf(root)]).toEqual(['AR', id, '534'])
    },
  )
})

describe('an express query', () => {
  const query = xml`
    <query>
      <person.name>
        <value use="L">
          <family>Smith</family>
        </value>
        <semanticsText>person.name</semanticsText>
      </person.name>
      <person.administrativeGender>
        <value code="2"/>
        <semanticsText>person.administrativeGender</semanticsText>
      </person.administrativeGender>
      <person.dateOfBirth>
        <value value="20101022"/>
        <semanticsText>person.dateOfBirth</semanticsText>
      </person.dateOfBirth>
    </query>`

  test('is taken with an empty 202 and answered by a message without an acknowledgement', async () => {
    const id = uuid()
    const header = headerFrom(party, SPINE, TRACE, { messageId: id, duplicateElimination: false })
    const answer = await send(
      world,
      '/reliablemessaging/queryrequest',
      { header, syncReply: true },
      hl7(TRACE, id, { query }),
    )
    expect([answer.status, answer.headers.get('soapaction'), await answer.text()]).toEqual([
      202,
      'asyncExpressSyncAck',
      '',
    ])
    await world.clock.advance(2 * SECOND)
    const [later] = client.received
    expect(later?.header).toMatchObject({ refToMessageId: id, duplicateElimination: false })
    expect(later?.envelope.ackRequested).toBeUndefined()
    expect(later?.envelope.syncReply).toBeDefined()
    expect(reference(later?.hl7)).toBe(id)
  })

  test('is not answered a second time if the client does not take the answer', async () => {
    client.behaviour = () => ({ status: 500 })
    const id = uuid()
    const header = headerFrom(party, SPINE, TRACE, { messageId: id, duplicateElimination: false })
    await send(
      world,
      '/reliablemessaging/queryrequest',
      { header, syncReply: true },
      hl7(TRACE, id, { query }),
    )
    await world.clock.advance(10 * MINUTE)
    expect(client.received).toHaveLength(1)
  })
})

describe('a lenient world', () => {
  const lenient = () => world.control('PATCH', '/settings', { messageChecks: 'LENIENT' })
  const spoilt = (id: string, seen: number) =>
    send(
      world,
      '/reliablemessaging/reliablerequest',
      {
        header: headerFrom(party, SPINE, UPDATE, { messageId: id, duplicateElimination: false }),
        syncReply: true,
      },
      hl7(UPDATE, id, { subject: telephone(seen) }).replace(/<versionCode[^>]*>/, ''),
      (text) => text.replace(/<eb:ConversationId>.*?<\/eb:ConversationId>/, ''),
    )

  test('takes what the Spine refuses, and tells', async () => {
    const before = await version()
    expect((await spoilt(uuid(), before)).status).toBe(500)
    await lenient()
    expect((await spoilt(uuid(), before)).status).toBe(202)
    await world.clock.advance(2 * SECOND)
    expect(kind((await client.next(UPDATED)).hl7)).toBe('AA')
    expect(await version()).toBe(before + 1)
    const told = world.findings().filter(({ rule }) => rule === 'tms.lenient')
    expect(told.map(({ message }) => message.split(':')[0])).toEqual([
      'DUPLICATE_ELIMINATION_INCONSISTENT_WITH_CONTRACT',
      'INVALID_VERSION_CODE',
    ])
  })

  test('still refuses what cannot be routed', async () => {
    await lenient()
    const id = uuid()
    const nowhere = await send(
      world,
      '/reliablemessaging/reliablerequest',
      { header: headerFrom(party, SPINE, UPDATE, { messageId: id }), syncReply: true },
      hl7(UPDATE, id, { subject: telephone(1) }),
      (text) => text.replace(/<eb:CPAId>.*?<\/eb:CPAId>/, ''),
    )
    expect(nowhere.status).toBe(500)
    expect(world.findings().map(({ rule }) => rule)).not.toContain('tms.lenient')
  })
})
