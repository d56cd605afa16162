import { describe, expect, test } from 'vitest'
import { type Envelope, readEnvelope, writeEnvelope } from '../../src/ebxml/envelope.js'
import { headerOf, type MessageHeader } from '../../src/ebxml/message-header.js'
import { readMultipart } from '../../src/ebxml/mime/read-multipart.js'
import { packMessage, packSignal } from '../../src/ebxml/package.js'
import { parseXml } from '../../src/hl7v3/xml/parse.js'

const HEADER: MessageHeader = {
  from: 'YES-0000806',
  to: 'R69-800117',
  cpaId: 'S200000000117',
  conversationId: '6B2E43F4-8F0B-4C1D-9F5F-2D1B8B0A6C11',
  service: 'urn:nhs:names:services:ebs',
  action: 'PRSC_IN080000UK07',
  messageId: 'F1D1C9A2-0F44-4C7A-9C5B-0D0D6F3B7A22',
  timestamp: '2026-06-01T09:15:00Z',
  duplicateElimination: true,
}

function sent(envelope: Envelope) {
  const parsed = parseXml(writeEnvelope(envelope))
  if (!parsed.ok) throw new Error(parsed.problem)
  return readEnvelope(parsed.root)
}

describe('an ebXML envelope', () => {
  test('is read as it was written, header and modules', () => {
    const read = sent({
      header: { ...HEADER, refToMessageId: 'A', timeToLive: '2026-06-01T10:00:00Z' },
      ackRequested: 'nextMSH',
      syncReply: true,
    })
    expect(headerOf(read.header)).toEqual({
      ...HEADER,
      refToMessageId: 'A',
      timeToLive: '2026-06-01T10:00:00Z',
    })
    expect([read.envelopes, read.headers, read.bodies, read.messageHeaders]).toEqual([1, 1, 1, 1])
    expect(read.ackRequested).toEqual({
      version: '2.0',
      signed: 'false',
      actor: 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH',
    })
    expect(read.syncReply?.actor).toBe('http://schemas.xmlsoap.org/soap/actor/next')
  })

  test('says nothing that was not asked for', () => {
    const read = sent({ header: { ...HEADER, duplicateElimination: false } })
    expect(read.header.duplicateElimination).toBe(false)
    expect(read.ackRequested).toBeUndefined()
    expect(read.syncReply).toBeUndefined()
    expect(read.manifest).toBeUndefined()
    expect([read.acknowledgments, read.errors]).toEqual([[], []])
  })

  test('acknowledges a message', () => {
    const read = sent({
      header: HEADER,
      acknowledgment: {
        actor: 'toPartyMSH',
        timestamp: HEADER.timestamp,
        refToMessageId: 'A1',
        from: 'YES-0000806',
      },
    })
    expect(read.acknowledgments).toEqual([
      { actor: 'urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH', refToMessageId: 'A1' },
    ])
  })

  test('names errors, whose text is escaped', () => {
    const errors = [
      { errorCode: 'DeliveryFailure', severity: 'Warning', description: 'a < b & c' },
    ] as const
    expect(sent({ header: HEADER, errors }).errors).toEqual(errors)
  })

  test('is understood with any prefix', () => {
    const text = writeEnvelope({ header: HEADER })
      .replaceAll('eb:', 'x:')
      .replace('xmlns:eb', 'xmlns:x')
    const parsed = parseXml(text)
    expect(parsed.ok && headerOf(readEnvelope(parsed.root).header)).toEqual(HEADER)
  })
})

describe('a packed message', () => {
  const { headers, body } = packMessage(
    { header: HEADER, ackRequested: 'nextMSH' },
    '<PRSC_IN080000UK07 xmlns="urn:hl7-org:v3"/>',
  )

  test('has the envelope first and the payload second, referred to by its id', () => {
    const parts = readMultipart(headers['Content-Type'] as string, body)
    if ('problem' in parts) throw new Error(parts.where)
    expect(parts.map(({ contentId, contentType }) => [contentId, contentType])).toEqual([
      ['ebXMLHeader@spine.nhs.uk', 'text/xml'],
      [`${HEADER.messageId}@spine.nhs.uk`, 'application/xml'],
    ])
    const parsed = parseXml(Buffer.from(parts[0]?.content as Uint8Array).toString())
    expect(parsed.ok && readEnvelope(parsed.root).manifest).toEqual({
      version: '2.0',
      references: [
        {
          href: `cid:${HEADER.messageId}@spine.nhs.uk`,
          description: 'HL7 payload',
          isPayload: true,
        },
      ],
    })
  })

  test('names service and action in SOAPAction', () => {
    expect(headers.SOAPAction).toBe('urn:nhs:names:services:ebs/PRSC_IN080000UK07')
  })
})

test('a signal is one document of text/xml', () => {
  const { headers } = packSignal({
    header: HEADER,
    errors: [{ errorCode: 'Unknown', severity: 'Error', description: 'no' }],
  })
  expect(headers).toEqual({
    SOAPAction: 'urn:oasis:names:tc:ebxml-msg:service/MessageError',
    'Content-Type': 'text/xml',
  })
})
