import { describe, expect, test } from 'vitest'
import {
  acknowledged,
  acknowledgementOf,
  emptyAnswer,
  messageErrorOf,
} from '../../../support/message-party.js'
import { eventsOf, headerFrom, post, send } from './support.js'
import { MINUTE, SIGNAL, twoParties } from './two-parties.js'

const TRUNK = 'itk:COPC_IN000001GB01'
const TRUNK_ID = 'COPC_IN000001GB01'
const PLAIN = 'ebsnpr:PRSC_IN080000UK09'
const PLAIN_ID = 'PRSC_IN080000UK09'
const PATH = '/reliablemessaging/intermediary'

const both = twoParties([TRUNK, PLAIN])

async function forward(interaction: string, more: Parameters<typeof headerFrom>[3] = {}) {
  const header = headerFrom(both.a, both.b, interaction, more)
  const action = header.action
  const answer = await send(
    both.world,
    PATH,
    { header, ...(interaction === TRUNK && { ackRequested: 'toPartyMSH' as const }) },
    `<${action} xmlns="urn:hl7-org:v3"/>`,
  )
  return { header, answer }
}

describe('a message that its receiver acknowledges to its sender', () => {
  test('is taken with an empty 202 and not acknowledged by the Spine', async () => {
    both.receiver.behaviour = () => emptyAnswer
    const { answer } = await forward(TRUNK)
    expect([answer.status, await answer.text()]).toEqual([202, ''])
    await both.world.clock.advance(10 * MINUTE)
    expect(both.receiver.of(TRUNK_ID)).toHaveLength(1)
    expect(both.sender.received).toEqual([])
    expect(await eventsOf(both.world)).toEqual([`${TRUNK_ID} DELIVERED`])
  })

  test('is acknowledged by a signal that the Spine passes on byte for byte', async () => {
    both.receiver.behaviour = () => emptyAnswer
    const { header } = await forward(TRUNK)
    const signal = acknowledgementOf(await both.receiver.next(TRUNK_ID))
    expect((await post(both.world, PATH, SIGNAL, signal)).status).toBe(202)
    const heard = await both.sender.next('Acknowledgment')
    expect(heard.body.toString()).toBe(signal)
    expect(heard.header).toMatchObject({ from: both.b.partyKey, refToMessageId: header.messageId })
    expect((await eventsOf(both.world)).at(-1)).toBe(`${TRUNK_ID} ACKNOWLEDGED`)
  })

  test('is acknowledged in the answer to it, which the Spine passes on just so', async () => {
    const { header } = await forward(TRUNK)
    const heard = await both.sender.next('Acknowledgment')
    expect(heard.body.toString()).toBe(
      acknowledgementOf(await both.receiver.next(TRUNK_ID)).replace(
        /(<eb:MessageId>)[^<]*/,
        `$1${heard.header.messageId}`,
      ),
    )
    expect(heard.header).toMatchObject({ from: both.b.partyKey, refToMessageId: header.messageId })
    await both.world.clock.advance(MINUTE)
    expect(both.sender.received).toHaveLength(1)
  })

  test('is refused by a signal that the Spine passes on', async () => {
    both.receiver.behaviour = () => emptyAnswer
    await forward(TRUNK)
    const error = messageErrorOf(await both.receiver.next(TRUNK_ID), [
      { errorCode: 'NotSupported', severity: 'Error', description: 'not here' },
    ])
    await post(
      both.world,
      PATH,
      { ...SIGNAL, SOAPAction: SIGNAL.SOAPAction.replace('Acknowledgment', 'MessageError') },
      error,
    )
    expect((await both.sender.next('MessageError')).envelope.errors).toMatchObject([
      { errorCode: 'NotSupported' },
    ])
    await both.world.clock.advance(MINUTE)
    expect(both.sender.of('MessageError')).toHaveLength(1)
    expect((await eventsOf(both.world)).at(-1)).toBe(`${TRUNK_ID} FAILED`)
  })

  test('is repeated by its sender alone, and its receiver sees the repetition', async () => {
    both.receiver.behaviour = () => emptyAnswer
    const { header } = await forward(TRUNK, { duplicateElimination: false })
    await forward(TRUNK, header)
    await both.world.clock.advance(MINUTE)
    expect(both.receiver.of(TRUNK_ID)).toHaveLength(2)
  })

  test('comes back as a delivery failure if it cannot be brought', async () => {
    both.receiver.behaviour = () => 'hang-up'
    await forward(TRUNK)
    expect((await both.sender.next('MessageError')).envelope.errors).toMatchObject([
      { errorCode: 'DeliveryFailure', severity: 'Error' },
    ])
    await both.world.clock.advance(10 * MINUTE)
    expect(both.receiver.of(TRUNK_ID)).toHaveLength(1)
  })
})

describe('a message without reliability', () => {
  test('is brought once, whatever comes of it', async () => {
    both.receiver.behaviour = () => ({ status: 500 })
    const { answer } = await forward(PLAIN, { duplicateElimination: false })
    expect(answer.status).toBe(202)
    await both.world.clock.advance(10 * MINUTE)
    expect(both.receiver.of(PLAIN_ID)).toHaveLength(1)
    expect(both.sender.received).toEqual([])
    expect(await eventsOf(both.world)).toEqual([`${PLAIN_ID} ACCEPTED`, `${PLAIN_ID} FAILED`])
  })

  test('is delivered when its receiver answers', async () => {
    both.receiver.behaviour = acknowledged
    await forward(PLAIN, { duplicateElimination: false })
    await both.receiver.next(PLAIN_ID)
    await both.world.clock.advance(1)
    expect((await eventsOf(both.world)).at(-1)).toBe(`${PLAIN_ID} ACKNOWLEDGED`)
  })
})
