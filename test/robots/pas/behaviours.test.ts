import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readEnvelope } from '../../../src/ebxml/envelope.js'
import { readAvailableSlots, readRequestedAppointment } from '../../../src/hl7v3/ebooking/index.js'
import type { XmlElement } from '../../../src/hl7v3/xml/element.js'
import { parseXmlBytes } from '../../../src/hl7v3/xml/parse.js'
import type { BehaviourKind } from '../../../src/robots/pas/behaviours.js'
import type { Sandbox } from '../../../src/server/sandbox.js'
import { listPasOrders } from '../../../src/world/tables/pas-order.js'
import { Bench, NOW, openSandbox, SERVICE, verdictOf } from './support.js'

let sandbox: Sandbox
let bench: Bench
let usrn = ''
let count = 0

beforeAll(async () => {
  sandbox = await openSandbox()
})
beforeEach(async () => {
  bench = new Bench(sandbox, `behaviours-${++count}`)
  usrn = (await bench.free()).usrn
})
afterAll(() => sandbox.close())

const isBooked = () => bench.diary().some((slot) => slot.usrn === usrn && slot.state === 'BOOKED')
const seconds = (post: { readonly at: number } | undefined) => ((post?.at ?? 0) - NOW) / 1000

/** Gives an order, and asks for a booking. */
async function bookTold(kind: BehaviourKind, more: object = {}) {
  bench.order({ kind, ...more })
  return bench.book(usrn)
}

describe('a simulated hospital that was told to', () => {
  test.each(['1', '2', '4', '5', '6', '7'])(
    'refuse for reason %s does so, and books nothing',
    async (reason) => {
      await bookTold('REJECTS', { reason })
      expect(bench.of('appointmentRejected').map(verdictOf)).toEqual([`AE ${reason}`])
      expect(isBooked()).toBe(false)
    },
  )

  test('refuse in its own words says them', async () => {
    await bookTold('REJECTS', { text: 'The consultant is away' })
    const [reason] = bench.of('appointmentRejected')[0]?.message?.controlAct.reasons ?? []
    expect(reason?.code).toMatchObject({ code: '7', originalText: 'The consultant is away' })
  })

  test('refuse a cancellation or a poll does so', async () => {
    bench.order({ kind: 'REJECTS', reason: '5' })
    await bench.cancel()
    await bench.poll()
    expect(bench.of('cancellationRejected').map(verdictOf)).toEqual(['AE 5'])
    expect(bench.of('acknowledgement').map(verdictOf)).toEqual(['AE 5'])
  })

  test('be slow books at once and answers later, by the world’s clock', async () => {
    await bookTold('SLOW', { seconds: 45 })
    expect(isBooked()).toBe(true)
    expect(bench.of('appointmentConfirmed')).toEqual([])
    await bench.world.advance(60_000)
    expect(seconds(bench.of('appointmentConfirmed')[0])).toBe(45)
  })

  test('be late answers after e-RS has given up', async () => {
    await bookTold('LATE')
    await bench.world.advance(200_000)
    expect(seconds(bench.of('appointmentConfirmed')[0])).toBe(150)
  })

  test('be silent acknowledges, does nothing and never answers', async () => {
    await bookTold('SILENT')
    await bench.world.advance(600_000)
    expect(bench.posts.map(({ header }) => header.action)).toEqual(['Acknowledgment'])
    expect(isBooked()).toBe(false)
  })

  test('lose the answer books, and never answers', async () => {
    await bookTold('ANSWER_LOST')
    expect(bench.posts.map(({ header }) => header.action)).toEqual(['Acknowledgment'])
    expect(isBooked()).toBe(true)
  })

  test('answer twice sends two messages for one request', async () => {
    await bookTold('TWICE')
    const answers = bench.of('appointmentConfirmed')
    expect(new Set(answers.map(({ header }) => header.messageId)).size).toBe(2)
  })

  test('name the wrong UBRN, slot or message does so', async () => {
    bench.order({ kind: 'WRONG_UBRN' })
    bench.order({ kind: 'WRONG_USRN' })
    bench.order({ kind: 'WRONG_MESSAGE_REF' })
    const { id } = await bench.book(usrn)
    const [answer] = bench.of('appointmentConfirmed')
    const record = readRequestedAppointment(answer?.payload as XmlElement)
    expect(record?.ubrn).toBe('000000070001')
    expect(record?.usrn).not.toBe(usrn)
    expect(answer?.message?.acknowledgement?.messageRef).not.toBe(id)
  })

  test('point at the wrong poll does so', async () => {
    bench.order({ kind: 'WRONG_MESSAGE_REF' })
    const request = crypto.randomUUID().toUpperCase()
    await bench.poll({ id: request })
    const [offer] = bench.of('availableSlots')
    expect(readAvailableSlots(offer?.payload as XmlElement)?.request).not.toBe(request)
  })

  test('send an application error or rejection does so in the place of the answer', async () => {
    await bookTold('APPLICATION_ERROR', { reason: '5' })
    expect(bench.of('acknowledgement').map(verdictOf)).toEqual(['AE 5'])
    expect(isBooked()).toBe(false)
    bench.posts.length = 0
    bench.order({ kind: 'APPLICATION_REJECT', code: '202' })
    await bench.cancel()
    expect(bench.of('acknowledgement').map(verdictOf)).toEqual(['AR 202'])
  })

  test('keep its acknowledgement back, or send it later, answers all the same', async () => {
    await bookTold('NO_ACKNOWLEDGEMENT')
    expect(bench.signals()).toEqual([])
    expect(bench.of('appointmentConfirmed')).toHaveLength(1)
    bench.order({ kind: 'LATE_ACKNOWLEDGEMENT', seconds: 90 })
    await bench.cancel()
    await bench.world.advance(100_000)
    const [signal] = bench.signals()
    expect(seconds(signal)).toBe(90)
    expect(signal?.header.timestamp).toBe('2026-06-01T06:01:30Z')
  })

  test('refuse by MessageError answers with one, and has not taken the message', async () => {
    const { answer, id } = await bookTold('MESSAGE_ERROR', { code: 'SecurityFailure' })
    const parsed = parseXmlBytes(answer.body as Uint8Array)
    const envelope = parsed.ok ? readEnvelope(parsed.root) : undefined
    expect(answer.status).toBe(200)
    expect(envelope?.errors).toMatchObject([{ errorCode: 'SecurityFailure', severity: 'Error' }])
    expect(envelope?.header.values.refToMessageId).toEqual([id])
    expect(bench.posts).toEqual([])
    expect(isBooked()).toBe(false)
  })

  test('fail twice takes the third delivery of the message', async () => {
    bench.order({ kind: 'SOAP_FAULT' }, { times: 2 })
    const first = await bench.book(usrn)
    const again = () => bench.book(usrn, '000000070000', { messageId: first.id })
    expect(first.answer.status).toBe(500)
    expect((await again()).answer.status).toBe(500)
    expect((await again()).answer.status).toBe(202)
    expect(bench.of('appointmentConfirmed')).toHaveLength(1)
    expect(listPasOrders(bench.world.store)).toEqual([])
  })

  test('be out of order answers 503 and takes nothing', async () => {
    const { answer } = await bookTold('OUT_OF_ORDER')
    expect(answer).toMatchObject({ status: 503, body: null })
    expect(isBooked()).toBe(false)
  })
})

describe('an order', () => {
  test('holds for the messages that it names, and no others', async () => {
    bench.order({ kind: 'SILENT' }, { message: 'requestCancellation' })
    bench.order({ kind: 'SILENT' }, { serviceId: '11002' })
    bench.order({ kind: 'SILENT' }, { asid: '999000000202' })
    await bench.book(usrn)
    await bench.cancel()
    expect(bench.of('appointmentConfirmed')).toHaveLength(1)
    expect(bench.of('cancellationConfirmed')).toHaveLength(0)
  })

  test('of a service finds bookings and cancellations of its slots', async () => {
    bench.order({ kind: 'REJECTS', reason: '7' }, { serviceId: SERVICE, times: 1 })
    await bench.book(usrn)
    await bench.book(usrn)
    expect(bench.of('appointmentRejected')).toHaveLength(1)
    expect(bench.of('appointmentConfirmed')).toHaveLength(1)
    bench.order({ kind: 'REJECTS', reason: '7' }, { serviceId: SERVICE, times: 1 })
    await bench.cancel()
    expect(bench.of('cancellationRejected')).toHaveLength(1)
  })
})
