import { describe, expect, test } from 'vitest'
import { packMessage } from '../../../../src/ebxml/package.js'
import {
  acknowledged,
  acknowledgementOf,
  emptyAnswer,
  messageErrorOf,
} from '../../../support/message-party.js'
import { headerFrom, post, send } from './support.js'
import { EXTRACT, EXTRACT_ID, forwardExtract, MINUTE, SIGNAL, twoParties } from './two-parties.js'

const HL7 =
  '<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3"><id root="1B4C9A60-0000-4000-8000-000000000001"/></RCMR_IN030000UK06>'
const PATH = '/reliablemessaging/forwardreliable'

const both = twoParties()

const forward = (more: Parameters<typeof headerFrom>[3] = {}) => forwardExtract(both, more)

/** States of the sandbox's message, as its events tell them. */
async function events(): Promise<string[]> {
  const answer = await fetch(`${both.world.url}/_sandbox/events`)
  const all = (await answer.json()) as { kind: string; action: string }[]
  return all.filter(({ kind }) => kind === 'message').map(({ action }) => action)
}

describe('a message that is forwarded reliably', () => {
  test('is taken with an empty 202, acknowledged to its sender and brought to its receiver', async () => {
    const { header, sent } = forward()
    const answer = await sent
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      202,
      'text/xml',
      '',
    ])
    const brought = await both.receiver.next(EXTRACT_ID)
    expect(brought.header).toEqual(header)
    expect(brought.headers.soapaction).toBe('urn:nhs:names:services:gp2gp/RCMR_IN030000UK06')
    const hop = await both.sender.next('Acknowledgment')
    expect(hop.header).toMatchObject({
      from: 'YES-0000806',
      to: both.a.partyKey,
      conversationId: header.conversationId,
      refToMessageId: header.messageId,
    })
    expect(hop.envelope.acknowledgments).toEqual([
      {
        actor: 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH',
        refToMessageId: header.messageId,
      },
    ])
  })

  test('arrives byte for byte', async () => {
    const { headers, body } = packMessage(
      { header: headerFrom(both.a, both.b, EXTRACT), ackRequested: 'nextMSH' },
      `${HL7}<!-- é -->`,
    )
    await post(both.world, PATH, headers, body)
    const brought = await both.receiver.next(EXTRACT_ID)
    expect(brought.body.equals(body)).toBe(true)
    expect(brought.headers['content-type']).toBe(headers['Content-Type'])
  })

  test('is tried again at the receiver’s interval until it is acknowledged', async () => {
    const answers = ['hang-up', { status: 500 }, undefined] as const
    both.receiver.behaviour = (one) =>
      answers[both.receiver.received.length - 1] ?? acknowledged(one)
    await forward().sent
    await both.receiver.next(EXTRACT_ID)
    await both.world.clock.advance(MINUTE - 1)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(1)
    await both.world.clock.advance(1)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(2)
    await both.world.clock.advance(MINUTE)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(3)
    await both.world.clock.advance(10 * MINUTE)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(3)
    expect((await events()).at(-1)).toBe('ACKNOWLEDGED')
  })

  test('is not tried again once its receiver acknowledged it by a signal of its own', async () => {
    both.receiver.behaviour = () => emptyAnswer
    await forward().sent
    const brought = await both.receiver.next(EXTRACT_ID)
    const signal = await post(
      both.world,
      '/reliablemessaging/intermediary',
      SIGNAL,
      acknowledgementOf(brought),
    )
    expect(signal.status).toBe(202)
    await both.world.clock.advance(10 * MINUTE)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(1)
    expect(await events()).toEqual(['DELIVERED', 'ACKNOWLEDGED'])
    expect(both.sender.of('MessageError')).toEqual([])
  })

  test('that nobody acknowledges comes back to its sender as a delivery failure', async () => {
    both.receiver.behaviour = () => emptyAnswer
    const { header, sent } = forward()
    await sent
    await both.receiver.next(EXTRACT_ID)
    await both.world.clock.advance(10 * MINUTE)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(3)
    const failure = await both.sender.next('MessageError')
    expect(failure.header).toMatchObject({ from: 'YES-0000806', refToMessageId: header.messageId })
    expect(failure.envelope.errors).toMatchObject([
      { errorCode: 'DeliveryFailure', severity: 'Warning' },
    ])
    const told = both.world.findings().filter(({ rule }) => rule === 'tms.not-acknowledged')
    expect(told.map(({ exchange }) => [exchange.direction, exchange.operation])).toEqual([
      ['OUT', EXTRACT_ID],
    ])
  })

  test('that never left comes back as an error', async () => {
    both.receiver.behaviour = () => 'hang-up'
    await forward().sent
    await both.receiver.next(EXTRACT_ID)
    await both.world.clock.advance(10 * MINUTE)
    expect((await both.sender.next('MessageError')).envelope.errors).toMatchObject([
      { errorCode: 'DeliveryFailure', severity: 'Error' },
    ])
    expect((await events()).at(-1)).toBe('FAILED')
  })

  test('that its receiver refuses is not tried again, and the sender hears why', async () => {
    both.receiver.behaviour = (one) => ({
      status: 200,
      contentType: 'text/xml',
      body: messageErrorOf(one, [
        { errorCode: 'ValueNotRecognized', severity: 'Error', description: '501314:not me' },
      ]),
    })
    await forward().sent
    const refusal = await both.sender.next('MessageError')
    expect(refusal.envelope.errors).toMatchObject([
      { errorCode: 'ValueNotRecognized', description: '501314:not me' },
    ])
    await both.world.clock.advance(10 * MINUTE)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(1)
  })

  test('whose receiver answers with a warning is tried again', async () => {
    both.receiver.behaviour = (one) =>
      both.receiver.received.length > 1
        ? acknowledged(one)
        : {
            status: 200,
            contentType: 'text/xml',
            body: messageErrorOf(one, [
              { errorCode: 'Unknown', severity: 'Warning', description: 'busy' },
            ]),
          }
    await forward().sent
    await both.receiver.next(EXTRACT_ID)
    await both.world.clock.advance(MINUTE)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(2)
  })

  test('is given up when its time to live passes', async () => {
    both.receiver.behaviour = () => 'hang-up'
    await forward({ timeToLive: '2026-06-01T09:00:30Z' }).sent
    await both.receiver.next(EXTRACT_ID)
    await both.world.clock.advance(5 * MINUTE)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(1)
    await both.sender.next('MessageError')
  })

  test('that comes twice is brought once and acknowledged twice', async () => {
    const header = headerFrom(both.a, both.b, EXTRACT)
    for (const _ of [1, 2]) await send(both.world, PATH, { header, ackRequested: 'nextMSH' }, HL7)
    await both.sender.next('Acknowledgment', 2)
    await both.world.clock.advance(MINUTE)
    expect(both.receiver.of(EXTRACT_ID)).toHaveLength(1)
    const [first, second] = both.sender.of('Acknowledgment')
    expect(first?.header.messageId).not.toBe(second?.header.messageId)
    expect(first?.header.refToMessageId).toBe(second?.header.refToMessageId)
  })

  test('counts as new under an old id once the persist duration is over', async () => {
    const header = headerFrom(both.a, both.b, EXTRACT)
    await send(both.world, PATH, { header, ackRequested: 'nextMSH' }, HL7)
    await both.receiver.next(EXTRACT_ID)
    await both.world.clock.advance(10 * MINUTE)
    await send(both.world, PATH, { header, ackRequested: 'nextMSH' }, HL7)
    await both.receiver.next(EXTRACT_ID, 2)
  })

  test('is brought to its receiver even if the sender refuses the acknowledgement', async () => {
    both.sender.signalStatus = 500
    const { header, sent } = forward()
    await sent
    await both.receiver.next(EXTRACT_ID)
    await both.world.clock.advance(5 * MINUTE)
    const signals = both.sender.of('Acknowledgment')
    expect(signals.filter((one) => one.header.refToMessageId === header.messageId)).toHaveLength(1)
  })
})
