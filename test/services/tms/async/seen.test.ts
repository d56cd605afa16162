import { describe, expect, test, vi } from 'vitest'
import { main } from '../../../../src/cli/main.js'
import { envelopeOf } from './support.js'
import { EXTRACT_ID, forwardExtract, twoParties } from './two-parties.js'

const both = twoParties()

const forward = () => forwardExtract(both).sent

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any form
async function control(path: string, init?: RequestInit): Promise<any> {
  const answer = await fetch(`${both.world.url}/_sandbox${path}`, init)
  return { status: answer.status, json: await answer.json() }
}

async function settle(): Promise<void> {
  await both.receiver.next(EXTRACT_ID)
  await both.sender.next('Acknowledgment')
  await both.world.clock.advance(1)
}

async function commandLine(...args: string[]): Promise<string> {
  let written = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text
    return true
  })
  try {
    expect(
      await main(['messages', ...args, '--world', both.world.name, '--url', both.sandbox.url]),
    ).toBe(0)
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
      from: both.a.partyKey,
      to: both.b.partyKey,
      pattern: 'FORWARD_RELIABLE',
      reason: 'The receiver acknowledged it on the same connection.',
      exchange: 1,
      attempts: [{ number: 1, at: '2026-06-01T09:00:00.000Z', exchange: expect.any(Number) }],
    })
    const whole = await control(`/messages/${json[0].id}`)
    expect(whole.json.body).toContain(`<${EXTRACT_ID} xmlns="urn:hl7-org:v3">`)
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
          `party=${both.b.partyKey}`,
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
        `1 +2026-06-01T09:00:00 +${EXTRACT_ID} +${both.a.partyKey} > ${both.b.partyKey} +ACKNOWLEDGED`,
      ),
    )
    expect(await commandLine('--state', 'failed')).toBe('no messages yet\n')
    const shown = await commandLine('show', '1')
    expect(shown).toContain('attempt 1 at 2026-06-01T09:00:00.000Z: The receiver acknowledged it')
    expect(shown).toContain(`<${EXTRACT_ID} xmlns="urn:hl7-org:v3">`)
  })

  test('unless there is none of that number', async () => {
    expect((await control('/messages/99')).status).toBe(404)
  })
})

describe('a party hears of the first hop', () => {
  const hear = (how: string) =>
    control(`/parties/${both.a.partyKey}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ hopAcknowledgement: how }),
    })

  test('on a connection of its own unless it is said otherwise', async () => {
    expect((await control(`/parties/${both.a.partyKey}`)).json).toEqual({
      hopAcknowledgement: 'async',
    })
    expect((await hear('loudly')).status).toBe(400)
  })

  test('in the answer', async () => {
    await hear('inline')
    const answer = await forward()
    expect([answer.status, (await envelopeOf(answer)).acknowledgments]).toEqual([
      202,
      [expect.objectContaining({ actor: 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH' })],
    ])
    await both.receiver.next(EXTRACT_ID)
    await both.world.clock.advance(1)
    expect(both.sender.of('Acknowledgment')).toEqual([])
  })

  test('not at all', async () => {
    await hear('none')
    const answer = await forward()
    expect([answer.status, await answer.text()]).toEqual([202, ''])
    await both.receiver.next(EXTRACT_ID)
    await both.world.clock.advance(1)
    expect(both.sender.of('Acknowledgment')).toEqual([])
  })
})
