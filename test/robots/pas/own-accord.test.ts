import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  readCancelledSlotList,
  readDnaList,
  readProviderCancellation,
} from '../../../src/hl7v3/ebooking/index.js'
import type { XmlElement } from '../../../src/hl7v3/xml/element.js'
import {
  addSlots,
  cancelAppointment,
  reportAbsences,
  withdrawSlots,
} from '../../../src/robots/pas/acts.js'
import type { Sandbox } from '../../../src/server/sandbox.js'
import {
  findMessageHandlingSystems,
  messageHandlingSystems,
} from '../../../src/world/tables/message-handling-system.js'
import { Bench, ERS, NOW, openSandbox, SERVICE, uuid } from './support.js'

let sandbox: Sandbox
let bench: Bench
let count = 0

beforeAll(async () => {
  sandbox = await openSandbox()
})
beforeEach(() => {
  bench = new Bench(sandbox, `accord-${++count}`)
})
afterAll(() => sandbox.close())

const UBRN = '000000070000'
const TELL = { tell: true }

async function booked() {
  const { usrn } = await bench.free()
  await bench.book(usrn)
  bench.posts.length = 0
  return usrn
}

const stateOf = (usrn: string) => bench.diary().find((slot) => slot.usrn === usrn)?.state

describe('a simulated hospital of its own accord', () => {
  test('withdraws slots: it tells e-RS, and offers them no more', async () => {
    const { usrn } = await bench.free()
    const unknown = uuid()
    const done = withdrawSlots(bench.world, bench.robot, [usrn, unknown], TELL)
    expect(done.unknown).toEqual([unknown])
    await bench.world.advance(0)
    const [told] = bench.of('slotsWithdrawn')
    expect(told).toMatchObject({ header: { messageId: done.message }, message: { receiver: ERS } })
    expect(readCancelledSlotList(told?.payload as XmlElement)?.usrns).toEqual([usrn, unknown])
    expect(stateOf(usrn)).toBe('WITHDRAWN')
  })

  test('withdraws a slot without a word, so that e-RS believes something else', async () => {
    const { usrn } = await bench.free()
    expect(withdrawSlots(bench.world, bench.robot, [usrn], { tell: false })).toEqual({
      unknown: [],
    })
    await bench.world.advance(0)
    expect(bench.posts).toEqual([])
    await bench.book(usrn)
    expect(bench.of('appointmentRejected')).toHaveLength(1)
  })

  test('cancels an appointment; the slot does not come back', async () => {
    const usrn = await booked()
    cancelAppointment(bench.world, bench.robot, { ubrn: UBRN, reason: '02' }, TELL)
    await bench.world.advance(0)
    const [told] = bench.of('providerCancellation')
    expect(readProviderCancellation(told?.payload as XmlElement)).toEqual({
      ubrn: UBRN,
      reason: '02',
    })
    expect(stateOf(usrn)).toBe('WITHDRAWN')
  })

  test('reports patients who did not come, in one list', async () => {
    const usrn = await booked()
    const missed = [
      { ubrn: UBRN, reason: '3' },
      { ubrn: '000000070006', reason: '8' },
    ] as const
    const done = reportAbsences(bench.world, bench.robot, missed, TELL)
    expect(done.unknown).toEqual(['000000070006'])
    await bench.world.advance(0)
    const [told] = bench.of('didNotAttend')
    expect(readDnaList(told?.payload as XmlElement)?.missed).toEqual(missed)
    expect(bench.diary().find((slot) => slot.usrn === usrn)?.missed).toBe('3')
  })

  test('adds slots to its own services alone; the next poll offers them', async () => {
    const start = NOW + 5 * 86_400_000
    const slots = [{ start, end: start + 900_000, priority: 'URGENT' as const }]
    expect(addSlots(bench.world, bench.robot, '11002', slots)).toBeUndefined()
    const [made] = addSlots(bench.world, bench.robot, SERVICE, slots) ?? []
    await bench.poll()
    expect(JSON.stringify(bench.of('availableSlots')[0]?.payload)).toContain(made?.usrn)
  })

  test('tries a message that the Spine does not take three times, a minute apart', async () => {
    bench.status = 500
    const { message } = cancelAppointment(
      bench.world,
      bench.robot,
      { ubrn: UBRN, reason: '01' },
      TELL,
    )
    await bench.world.advance(600_000)
    expect(bench.posts.map(({ at }) => (at - NOW) / 1000)).toEqual([0, 60, 120])
    expect(bench.messages()).toMatchObject([
      { id: message, state: 'FAILED', trouble: 'the Spine answered 500', tries: 3 },
    ])
  })

  test('says so where the directory has nobody to tell', async () => {
    const { store } = bench.world
    const interaction = 'urn:nhs:names:services:ebs:PRSC_IN130000UK07'
    for (const { id } of findMessageHandlingSystems(store, { interaction }))
      messageHandlingSystems.remove(store, id.toLowerCase())
    cancelAppointment(bench.world, bench.robot, { ubrn: UBRN, reason: '01' }, TELL)
    await bench.world.advance(600_000)
    expect(bench.posts).toEqual([])
    expect(bench.messages()).toMatchObject([
      { state: 'FAILED', trouble: "the directory has no system '' to take PRSC_IN130000UK07" },
    ])
  })

  test('knows what became of its messages by the signals and acknowledgements that come', async () => {
    const { message = '' } = cancelAppointment(
      bench.world,
      bench.robot,
      { ubrn: UBRN, reason: '01' },
      TELL,
    )
    await bench.world.advance(0)
    expect(bench.messages()[0]).toMatchObject({ id: message, state: 'SENT' })
    const header = {
      ...bench.header('Acknowledgment', uuid()),
      service: 'urn:oasis:names:tc:ebxml-msg:service',
      refToMessageId: message,
    }
    const timestamp = '2026-06-01T06:00:00Z'
    const from = 'YEC-0000605'
    const acknowledgment = { actor: 'nextMSH', timestamp, refToMessageId: message, from } as const
    expect(await bench.signal({ header, acknowledgment })).toMatchObject({ status: 200 })
    expect(bench.messages()[0]).toMatchObject({ state: 'ACKNOWLEDGED' })
    const acknowledgement = { type: 'AE', details: [], messageRef: message } as const
    await bench.bring({ family: 'acknowledgement', acknowledgement })
    expect(bench.messages().find(({ id }) => id === message)).toMatchObject({ verdict: 'AE' })
    const errors = [
      { errorCode: 'DeliveryFailure', severity: 'Error', description: 'Not delivered' },
    ] as const
    await bench.signal({ header: { ...header, action: 'MessageError' }, errors })
    expect(bench.messages().find(({ id }) => id === message)).toMatchObject({
      state: 'FAILED',
      trouble: 'DeliveryFailure Not delivered',
    })
  })
})
