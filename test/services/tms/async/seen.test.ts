import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { main } from '../../../../src/cli/main.js'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { MessageParty } from '../../../support/message-party.js'
import {
  envelopeOf,
  headerFrom,
  NOW,
  type RegisteredParty,
  registerParty,
  send,
} from './support.js'

const EXTRACT = 'gp2gp:RCMR_IN030000UK06'
const EXTRACT_ID = 'RCMR_IN030000UK06'
const HL7 = `<${EXTRACT_ID} xmlns="urn:hl7-org:v3"/>`

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
  world = sandbox.world(`seen-${++number}`)
  a = await registerParty(world, 'D82106', [EXTRACT], party.url)
  b = await registerParty(world, 'A20047', [EXTRACT], party.url)
})

const forward = () => {
  const header = headerFrom(a, b, EXTRACT)
  return send(world, '/reliablemessaging/forwardreliable', { header, ackRequested: 'nextMSH' }, HL7)
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any form
async function control(path: string, init?: RequestInit): Promise<any> {
  const answer = await fetch(`${world.url}/_sandbox${path}`, init)
  return { status: answer.status, json: await answer.json() }
}

async function settle(): Promise<void> {
  await party.next(EXTRACT_ID)
  await party.next('Acknowledgment')
  await world.clock.advance(1)
}

async function commandLine(...args: string[]): Promise<string> {
  let written = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text
    return true
  })
  try {
    expect(await main(['messages', ...args, '--world', world.name, '--url', sandbox.url])).toBe(0)
    return written
  } finally {
    spy.mockRestore()
  }
}

describe('messages are seen', () => {
  test('with their state, their attempts and their bytes', async () => {
    await forward()
    await settle()
    const { json } = await control('/messages')
    expect(json.map((one: { action: string; state: string }) => [one.action, one.state])).toEqual([
      [EXTRACT_ID, 'ACKNOWLEDGED'],
      ['Acknowledgment', 'DELIVERED'],
    ])
    expect(json[0]).toMatchObject({
      from: a.partyKey,
      to: b.partyKey,
      pattern: 'FORWARD_RELIABLE',
      reason: 'The receiver acknowledged it on the same connection.',
      exchange: 1,
      attempts: [{ number: 1, at: '2026-06-01T09:00:00.000Z', exchange: expect.any(Number) }],
    })
    const whole = await control(`/messages/${json[0].id}`)
    expect(whole.json.body).toContain(HL7)
    const exchange = await control(`/journal/${json[0].attempts[0].exchange}`)
    expect(exchange.json).toMatchObject({ direction: 'OUT', operation: EXTRACT_ID, status: 200 })
  })

  test('by state, party, action and conversation', async () => {
    await forward()
    await settle()
    const count = async (query: string) => (await control(`/messages?${query}`)).json.length
    const [{ conversationId }] = (await control('/messages')).json
    expect(
      await Promise.all(
        [
          'state=ACKNOWLEDGED',
          'state=FAILED',
          `party=${b.partyKey}`,
          'party=ZZZ-1',
          'action=Acknowledgment',
          `conversation=${conversationId}`,
          'after=1',
        ].map(count),
      ),
    ).toEqual([1, 0, 1, 0, 1, 2, 1])
  })

  test('on the command line', async () => {
    expect(await commandLine()).toBe('no messages yet\n')
    await forward()
    await settle()
    expect(await commandLine()).toMatch(
      new RegExp(
        `1 +2026-06-01T09:00:00 +${EXTRACT_ID} +${a.partyKey} > ${b.partyKey} +ACKNOWLEDGED`,
      ),
    )
    expect(await commandLine('--state', 'failed')).toBe('no messages yet\n')
    const shown = await commandLine('show', '1')
    expect(shown).toContain('attempt 1 at 2026-06-01T09:00:00.000Z: The receiver acknowledged it')
    expect(shown).toContain(HL7)
  })

  test('unless there is none of that number', async () => {
    expect((await control('/messages/99')).status).toBe(404)
  })
})

describe('a party hears of the first hop', () => {
  const hear = (how: string) =>
    control(`/parties/${a.partyKey}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ hopAcknowledgement: how }),
    })

  test('on a connection of its own unless it is said otherwise', async () => {
    expect((await control(`/parties/${a.partyKey}`)).json).toEqual({ hopAcknowledgement: 'async' })
    expect((await hear('loudly')).status).toBe(400)
  })

  test('in the answer', async () => {
    await hear('inline')
    const answer = await forward()
    expect([answer.status, (await envelopeOf(answer)).acknowledgments]).toEqual([
      202,
      [expect.objectContaining({ actor: 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH' })],
    ])
    await party.next(EXTRACT_ID)
    await world.clock.advance(1)
    expect(party.of('Acknowledgment')).toEqual([])
  })

  test('not at all', async () => {
    await hear('none')
    const answer = await forward()
    expect([answer.status, await answer.text()]).toEqual([202, ''])
    await party.next(EXTRACT_ID)
    await world.clock.advance(1)
    expect(party.of('Acknowledgment')).toEqual([])
  })
})
