import { beforeEach, describe, expect, test } from 'vitest'
import {
  envelopeOf,
  eventsOf,
  headerFrom,
  type RegisteredParty,
  registerParty,
  SPINE,
  send,
} from './support.js'
import { EXTRACT, EXTRACT_ID, MINUTE, twoParties } from './two-parties.js'

const PATH = '/reliablemessaging/forwardreliable'

const both = twoParties()

const ask = (fault: object): Promise<Response> =>
  fetch(`${both.world.url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fault),
  })

/** Asks for trouble with what is delivered, and forwards a message. */
async function forwardThrough(effect: object, more: object = { operation: EXTRACT_ID }) {
  const made = await ask({ service: 'tms-delivery', times: 1, effect, ...more })
  expect(made.status, await made.clone().text()).toBe(201)
  const header = headerFrom(both.a, both.b, EXTRACT)
  const answer = await send(
    both.world,
    PATH,
    { header, ackRequested: 'nextMSH' },
    `<${EXTRACT_ID} xmlns="urn:hl7-org:v3"/>`,
  )
  await both.world.clock.advance(1)
  return answer
}

const delivered = (): number => both.receiver.of(EXTRACT_ID).length

describe('trouble with a delivery', () => {
  test('a lost acknowledgement makes the Spine deliver again', async () => {
    await forwardThrough({ kind: 'LOSE_ANSWER' })
    expect(delivered()).toBe(1)
    await both.world.clock.advance(MINUTE)
    expect(delivered()).toBe(2)
    expect((await eventsOf(both.world)).at(-1)).toBe(`${EXTRACT_ID} ACKNOWLEDGED`)
  })

  test('a broken connection is tried again', async () => {
    await forwardThrough({ kind: 'DROP' })
    expect(delivered()).toBe(0)
    await both.world.clock.advance(MINUTE)
    expect(delivered()).toBe(1)
  })

  test('a receiver that answers something else is not asked', async () => {
    await forwardThrough({ kind: 'ANSWER', status: 503 })
    expect(delivered()).toBe(0)
    await both.world.clock.advance(MINUTE)
    expect(delivered()).toBe(1)
  })

  test('a message comes twice', async () => {
    await forwardThrough({ kind: 'DUPLICATE' })
    expect(delivered()).toBe(2)
    expect(await eventsOf(both.world)).toEqual([`${EXTRACT_ID} ACKNOWLEDGED`])
  })

  test('a delivery is late by the world’s clock', async () => {
    await forwardThrough({ kind: 'DELAY', milliseconds: 30_000 })
    expect(delivered()).toBe(0)
    await both.world.clock.advance(29_999)
    expect(delivered()).toBe(1)
  })

  test('the acknowledgement of the first hop is lost', async () => {
    await forwardThrough({ kind: 'DROP' }, { operation: 'Acknowledgment' })
    expect([delivered(), both.sender.of('Acknowledgment').length]).toEqual([1, 0])
  })

  test('strikes what goes to one party', async () => {
    await forwardThrough({ kind: 'DROP' }, { party: both.a.partyKey })
    expect([delivered(), both.sender.of('Acknowledgment').length]).toEqual([1, 0])
  })

  test('is named in the journal', async () => {
    await forwardThrough({ kind: 'DUPLICATE' })
    const journal = (await (await fetch(`${both.world.url}/_sandbox/journal`)).json()) as {
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
    const header = headerFrom(both.a, both.b, EXTRACT)
    const answer = await send(both.world, PATH, { header, ackRequested: 'nextMSH' }, '<a/>')
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('>206<')])
  })
})

describe('trouble with the acknowledgement of a message to the Spine', () => {
  const UPDATE = 'pds:PRPA_IN000203UK03'
  let client: RegisteredParty
  beforeEach(async () => {
    const answer = 'pds:MCCI_IN010000UK13'
    client = await registerParty(both.world, 'B81001', [UPDATE, answer], both.sender.url, [answer])
  })

  /** Sends an update while the Spine is to fail once; what is sent again is the same. */
  async function updateThrough(failure: string) {
    const effect = { kind: 'FAIL', failure }
    expect((await ask({ service: 'tms-messaging', times: 1, effect })).status).toBe(201)
    const header = headerFrom(client, SPINE, UPDATE)
    return {
      header,
      sent: () =>
        send(
          both.world,
          '/reliablemessaging/reliablerequest',
          { header, ackRequested: 'toPartyMSH', syncReply: true },
          '<PRPA_IN000203UK03 xmlns="urn:hl7-org:v3"/>',
        ),
    }
  }

  test.each([
    ['MESSAGE_ERROR', 'Error'],
    ['MESSAGE_WARNING', 'Warning'],
  ])('%s: a MessageError of severity %s, once', async (failure, severity) => {
    const { header, sent } = await updateThrough(failure)
    const answer = await sent()
    expect(answer.status).toBe(200)
    const { errors, header: answered } = await envelopeOf(answer)
    expect(errors).toMatchObject([{ errorCode: 'Unknown', severity }])
    expect(answered.values.refToMessageId).toEqual([header.messageId])
    expect((await sent()).status).toBe(202)
  })

  test('NO_ACKNOWLEDGEMENT: 202 without it; who sends again is acknowledged, and the message taken once', async () => {
    const { sent } = await updateThrough('NO_ACKNOWLEDGEMENT')
    const answer = await sent()
    expect([answer.status, await answer.text()]).toEqual([202, ''])
    expect((await envelopeOf(await sent())).acknowledgments).toHaveLength(1)
    await both.world.clock.advance(MINUTE)
    expect(both.sender.of('MCCI_IN010000UK13')).toHaveLength(1)
  })

  test('LATE_ACKNOWLEDGEMENT: 202 without it, and a signal a minute and a half later', async () => {
    const { header, sent } = await updateThrough('LATE_ACKNOWLEDGEMENT')
    const answer = await sent()
    expect([answer.status, await answer.text()]).toEqual([202, ''])
    await both.world.clock.advance(MINUTE)
    expect(both.sender.of('Acknowledgment')).toEqual([])
    await both.world.clock.advance(MINUTE)
    const late = await both.sender.next('Acknowledgment')
    expect(late.header).toMatchObject({ from: SPINE.partyKey, refToMessageId: header.messageId })
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
