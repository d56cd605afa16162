import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import {
  acknowledged,
  acknowledgementOf,
  emptyAnswer,
  MessageParty,
  messageErrorOf,
} from '../../../support/message-party.js'
import {
  eventsOf,
  headerFrom,
  NOW,
  post,
  type RegisteredParty,
  registerParty,
  send,
} from './support.js'

const TRUNK = 'itk:COPC_IN000001GB01'
const TRUNK_ID = 'COPC_IN000001GB01'
const PLAIN = 'ebsnpr:PRSC_IN080000UK09'
const PLAIN_ID = 'PRSC_IN080000UK09'
const PATH = '/reliablemessaging/intermediary'
const SIGNAL = {
  'Content-Type': 'text/xml',
  SOAPAction: '"urn:oasis:names:tc:ebxml-msg:service/Acknowledgment"',
}
const MINUTE = 60_000

let sandbox: RunningSandbox
let world: SandboxWorld
let sender: MessageParty
let receiver: MessageParty
let a: RegisteredParty
let b: RegisteredParty

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  sender = await MessageParty.listen()
  receiver = await MessageParty.listen()
})
afterAll(async () => {
  await sandbox.close()
  await sender.close()
  await receiver.close()
})
let number = 0
beforeEach(async () => {
  sender.forget()
  receiver.forget()
  world = sandbox.world(`express-${++number}`)
  a = await registerParty(world, 'D82106', [TRUNK, PLAIN], sender.url)
  b = await registerParty(world, 'A20047', [TRUNK, PLAIN], receiver.url)
})

async function forward(interaction: string, more: Parameters<typeof headerFrom>[3] = {}) {
  const header = headerFrom(a, b, interaction, more)
  const action = header.action
  const answer = await send(
    world,
    PATH,
    { header, ...(interaction === TRUNK && { ackRequested: 'toPartyMSH' as const }) },
    `<${action} xmlns="urn:hl7-org:v3"/>`,
  )
  return { header, answer }
}

describe('a message that its receiver acknowledges to its sender', () => {
  test('is taken with an empty 202 and not acknowledged by the Spine', async () => {
    receiver.behaviour = () => emptyAnswer
    const { answer } = await forward(TRUNK)
    expect([answer.status, await answer.text()]).toEqual([202, ''])
    await world.clock.advance(10 * MINUTE)
    expect(receiver.of(TRUNK_ID)).toHaveLength(1)
    expect(sender.received).toEqual([])
    expect(await eventsOf(world)).toEqual([`${TRUNK_ID} DELIVERED`])
  })

  test('is acknowledged by a signal that the Spine passes on byte for byte', async () => {
    receiver.behaviour = () => emptyAnswer
    const { header } = await forward(TRUNK)
    const signal = acknowledgementOf(await receiver.next(TRUNK_ID))
    expect((await post(world, PATH, SIGNAL, signal)).status).toBe(202)
    const heard = await sender.next('Acknowledgment')
    expect(heard.body.toString()).toBe(signal)
    expect(heard.header).toMatchObject({ from: b.partyKey, refToMessageId: header.messageId })
    expect((await eventsOf(world)).at(-1)).toBe(`${TRUNK_ID} ACKNOWLEDGED`)
  })

  test('is refused by a signal that the Spine passes on', async () => {
    receiver.behaviour = () => emptyAnswer
    await forward(TRUNK)
    const error = messageErrorOf(await receiver.next(TRUNK_ID), [
      { errorCode: 'NotSupported', severity: 'Error', description: 'not here' },
    ])
    await post(
      world,
      PATH,
      { ...SIGNAL, SOAPAction: SIGNAL.SOAPAction.replace('Acknowledgment', 'MessageError') },
      error,
    )
    expect((await sender.next('MessageError')).envelope.errors).toMatchObject([
      { errorCode: 'NotSupported' },
    ])
    await world.clock.advance(MINUTE)
    expect(sender.of('MessageError')).toHaveLength(1)
    expect((await eventsOf(world)).at(-1)).toBe(`${TRUNK_ID} FAILED`)
  })

  test('is repeated by its sender alone, and its receiver sees the repetition', async () => {
    receiver.behaviour = () => emptyAnswer
    const { header } = await forward(TRUNK, { duplicateElimination: false })
    await forward(TRUNK, header)
    await world.clock.advance(MINUTE)
    expect(receiver.of(TRUNK_ID)).toHaveLength(2)
  })

  test('comes back as a delivery failure if it cannot be brought', async () => {
    receiver.behaviour = () => 'hang-up'
    await forward(TRUNK)
    expect((await sender.next('MessageError')).envelope.errors).toMatchObject([
      { errorCode: 'DeliveryFailure', severity: 'Error' },
    ])
    await world.clock.advance(10 * MINUTE)
    expect(receiver.of(TRUNK_ID)).toHaveLength(1)
  })
})

describe('a message without reliability', () => {
  test('is brought once, whatever comes of it', async () => {
    receiver.behaviour = () => ({ status: 500 })
    const { answer } = await forward(PLAIN, { duplicateElimination: false })
    expect(answer.status).toBe(202)
    await world.clock.advance(10 * MINUTE)
    expect(receiver.of(PLAIN_ID)).toHaveLength(1)
    expect(sender.received).toEqual([])
    expect(await eventsOf(world)).toEqual([`${PLAIN_ID} ACCEPTED`, `${PLAIN_ID} FAILED`])
  })

  test('is delivered when its receiver answers', async () => {
    receiver.behaviour = acknowledged
    await forward(PLAIN, { duplicateElimination: false })
    await receiver.next(PLAIN_ID)
    await world.clock.advance(1)
    expect((await eventsOf(world)).at(-1)).toBe(`${PLAIN_ID} ACKNOWLEDGED`)
  })
})
