import { cpSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import {
  acknowledged,
  acknowledgementOf,
  emptyAnswer,
  MessageParty,
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
import { EXTRACT, EXTRACT_ID, FORWARD, MINUTE, SIGNAL } from './two-parties.js'

let data: string
let receiver: MessageParty
let before: RunningSandbox
let after: RunningSandbox | undefined
let a: RegisteredParty
let b: RegisteredParty

beforeAll(async () => {
  receiver = await MessageParty.listen()
})
afterAll(() => receiver.close())
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'ers-restart-'))
  receiver.forget()
  before = await startSandbox({ data: join(data, 'first'), clock: { start: NOW, frozen: true } })
  a = await registerParty(before.world(), 'D82106', [EXTRACT], receiver.url)
  b = await registerParty(before.world(), 'A20047', [EXTRACT], receiver.url)
})
afterEach(async () => {
  await before.close()
  await after?.close()
  await rm(data, { recursive: true })
})

/** What a process that is killed now leaves behind: its files as they are, nothing closed. */
const kill = (): void => cpSync(join(data, 'first'), join(data, 'second'), { recursive: true })

/** Goes on with what the killed process left. */
async function restart() {
  after = await startSandbox({ data: join(data, 'second') })
  return after.world()
}

async function forward(): Promise<string> {
  const header = headerFrom(a, b, EXTRACT)
  const hl7 = `<${EXTRACT_ID} xmlns="urn:hl7-org:v3"/>`
  const answer = await send(before.world(), FORWARD, { header, ackRequested: 'nextMSH' }, hl7)
  expect(answer.status).toBe(202)
  return header.messageId
}

const broughtIds = (): readonly string[] =>
  receiver.of(EXTRACT_ID).map(({ header }) => header.messageId)

describe('what was accepted is delivered after a restart', () => {
  test('once, if the process ended before anybody took it', async () => {
    receiver.behaviour = () => 'hang-up'
    const id = await forward()
    await receiver.next(EXTRACT_ID)
    await before.close()
    receiver.forget()
    after = await startSandbox({ data: join(data, 'first') })
    await after.world().clock.advance(MINUTE)
    expect(broughtIds()).toEqual([id])
    await after.world().clock.advance(10 * MINUTE)
    expect(broughtIds()).toEqual([id])
  })

  test('again, under the same id, if the process was killed while it was being delivered', async () => {
    receiver.behaviour = (one) => {
      kill()
      return acknowledged(one)
    }
    const id = await forward()
    await receiver.next(EXTRACT_ID)
    receiver.behaviour = acknowledged
    const world = await restart()
    await world.clock.advance(MINUTE)
    expect(broughtIds()).toEqual([id, id])
    await world.clock.advance(10 * MINUTE)
    expect(broughtIds()).toEqual([id, id])
    expect((await eventsOf(world)).at(-1)).toBe(`${EXTRACT_ID} ACKNOWLEDGED`)
  })

  test('no second time, if it was delivered and its acknowledgement comes after the restart', async () => {
    receiver.behaviour = () => emptyAnswer
    const id = await forward()
    const brought = await receiver.next(EXTRACT_ID)
    await before.world().clock.advance(1)
    kill()
    const world = await restart()
    const signal = acknowledgementOf(brought)
    const heard = await post(world, '/reliablemessaging/intermediary', SIGNAL, signal)
    expect(heard.status).toBe(202)
    await world.clock.advance(10 * MINUTE)
    expect(broughtIds()).toEqual([id])
    expect((await eventsOf(world)).at(-1)).toBe(`${EXTRACT_ID} ACKNOWLEDGED`)
  })

  test('and is known as a duplicate when its sender, killed too, sends it again', async () => {
    const header = headerFrom(a, b, EXTRACT)
    const again = (world: ReturnType<RunningSandbox['world']>) =>
      send(
        world,
        FORWARD,
        { header, ackRequested: 'nextMSH' },
        `<${EXTRACT_ID} xmlns="urn:hl7-org:v3"/>`,
      )
    await again(before.world())
    await receiver.next(EXTRACT_ID)
    await before.world().clock.advance(1)
    kill()
    const world = await restart()
    expect((await again(world)).status).toBe(202)
    await receiver.next('Acknowledgment', 2)
    await world.clock.advance(10 * MINUTE)
    expect(broughtIds()).toEqual([header.messageId])
  })
})
