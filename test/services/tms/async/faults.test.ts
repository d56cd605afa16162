import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { MessageParty } from '../../../support/message-party.js'
import { eventsOf, headerFrom, NOW, type RegisteredParty, registerParty, send } from './support.js'

const EXTRACT = 'gp2gp:RCMR_IN030000UK06'
const EXTRACT_ID = 'RCMR_IN030000UK06'
const PATH = '/reliablemessaging/forwardreliable'
const MINUTE = 60_000

let sandbox: RunningSandbox
let world: SandboxWorld
let party: MessageParty
let a: RegisteredParty
let b: RegisteredParty

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  party = await MessageParty.listen()
})
afterAll(async () => {
  await sandbox.close()
  await party.close()
})
let number = 0
beforeEach(async () => {
  party.forget()
  world = sandbox.world(`faults-${++number}`)
  a = await registerParty(world, 'D82106', [EXTRACT], party.url)
  b = await registerParty(world, 'A20047', [EXTRACT], party.url)
})

const ask = (fault: object): Promise<Response> =>
  fetch(`${world.url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fault),
  })

/** Asks for trouble with what is delivered, and forwards a message. */
async function forwardThrough(effect: object, more: object = { operation: EXTRACT_ID }) {
  const made = await ask({ service: 'tms-delivery', times: 1, effect, ...more })
  expect(made.status, await made.clone().text()).toBe(201)
  const header = headerFrom(a, b, EXTRACT)
  const answer = await send(
    world,
    PATH,
    { header, ackRequested: 'nextMSH' },
    `<${EXTRACT_ID} xmlns="urn:hl7-org:v3"/>`,
  )
  await world.clock.advance(1)
  return answer
}

const delivered = (): number => party.of(EXTRACT_ID).length

describe('trouble with a delivery', () => {
  test('a lost acknowledgement makes the Spine deliver again', async () => {
    await forwardThrough({ kind: 'LOSE_ANSWER' })
    expect(delivered()).toBe(1)
    await world.clock.advance(MINUTE)
    expect(delivered()).toBe(2)
    expect((await eventsOf(world)).at(-1)).toBe(`${EXTRACT_ID} ACKNOWLEDGED`)
  })

  test('a broken connection is tried again', async () => {
    await forwardThrough({ kind: 'DROP' })
    expect(delivered()).toBe(0)
    await world.clock.advance(MINUTE)
    expect(delivered()).toBe(1)
  })

  test('a receiver that answers something else is not asked', async () => {
    await forwardThrough({ kind: 'ANSWER', status: 503 })
    expect(delivered()).toBe(0)
    await world.clock.advance(MINUTE)
    expect(delivered()).toBe(1)
  })

  test('a message comes twice', async () => {
    await forwardThrough({ kind: 'DUPLICATE' })
    expect(delivered()).toBe(2)
    expect(await eventsOf(world)).toEqual([`${EXTRACT_ID} ACKNOWLEDGED`])
  })

  test('a delivery is late by the world’s clock', async () => {
    await forwardThrough({ kind: 'DELAY', milliseconds: 30_000 })
    expect(delivered()).toBe(0)
    await world.clock.advance(29_999)
    expect(delivered()).toBe(1)
  })

  test('the acknowledgement of the first hop is lost', async () => {
    await forwardThrough({ kind: 'DROP' }, { operation: 'Acknowledgment' })
    expect([delivered(), party.of('Acknowledgment').length]).toEqual([1, 0])
  })

  test('strikes what goes to one party', async () => {
    await forwardThrough({ kind: 'DROP' }, { party: a.partyKey })
    expect([delivered(), party.of('Acknowledgment').length]).toEqual([1, 0])
  })

  test('is named in the journal', async () => {
    await forwardThrough({ kind: 'DUPLICATE' })
    const journal = (await (await fetch(`${world.url}/_sandbox/journal`)).json()) as {
      operation: string
      faults: string[]
    }[]
    expect(
      journal.filter(({ operation }) => operation === EXTRACT_ID).map(({ faults }) => faults),
    ).toEqual([[], ['1'], ['1']])
  })
})

describe('trouble with what is sent to the Spine', () => {
  test('strikes by interaction', async () => {
    await ask({ operation: EXTRACT_ID, effect: { kind: 'FAIL', failure: 'DELIVERY_FAILURE' } })
    const header = headerFrom(a, b, EXTRACT)
    const answer = await send(world, PATH, { header, ackRequested: 'nextMSH' }, '<a/>')
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('>206<')])
  })
})

test.each([
  ['DUPLICATE of a call', { service: 'ers', effect: { kind: 'DUPLICATE' } }],
  [
    'a documented failure of a delivery',
    { service: 'tms-delivery', effect: { kind: 'FAIL', failure: 'X' } },
  ],
  ['a party of a call', { service: 'ers', party: 'A-1', effect: { kind: 'DROP' } }],
])('refuses %s', async (_, fault) => {
  expect((await ask(fault)).status).toBe(422)
})
