import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  readAvailableSlots,
  readCancellationAnswer,
  readRequestedAppointment,
  writeCancellationAnswer,
  writeCancelledSlotList,
} from '../../../src/hl7v3/ebooking/index.js'
import type { XmlElement } from '../../../src/hl7v3/xml/element.js'
import type { Sandbox } from '../../../src/server/sandbox.js'
import { Bench, ERS, openSandbox, type Post, SERVICE, uuid, verdictOf } from './support.js'

let sandbox: Sandbox
let bench: Bench
let count = 0

beforeAll(async () => {
  sandbox = await openSandbox()
})
beforeEach(() => {
  bench = new Bench(sandbox, `requests-${++count}`)
})
afterAll(() => sandbox.close())

const slotsIn = ({ payload }: Post) => readAvailableSlots(payload as XmlElement)

describe('a simulated hospital that is asked', () => {
  test('takes a poll with 202, acknowledges it and offers the free slots of its diary', async () => {
    const request = uuid()
    const { answer, id } = await bench.poll({ id: request })
    expect(answer).toMatchObject({ status: 202, body: null })
    const [signal] = bench.signals()
    expect(signal).toMatchObject({
      path: '/reliablemessaging/intermediary',
      header: {
        from: 'RBT-900001',
        to: 'YEC-0000605',
        action: 'Acknowledgment',
        refToMessageId: id,
      },
    })
    const [offer] = bench.of('availableSlots')
    expect(offer).toMatchObject({
      path: '/reliablemessaging/forwardreliable',
      header: {
        from: 'RBT-900001',
        to: 'YEC-0000605',
        conversationId: `CONVERSATION-${id}`,
        service: 'urn:nhs:names:services:ebs',
        duplicateElimination: true,
      },
      message: { receiver: ERS, sender: bench.robot.asid, versionCode: 'V3NPfIT3.1.09' },
    })
    expect(offer?.envelope.ackRequested?.actor).toMatch(/nextMSH$/)
    const slots = slotsIn(offer as Post)
    expect(slots).toMatchObject({ service: SERVICE, request })
    expect(slots?.slots.length).toBeGreaterThan(5)
    const free = bench
      .diary()
      .filter(({ state, start }) => state === 'FREE' && start < Date.parse('2026-06-14T23:00:00Z'))
    expect(slots?.slots.map(({ usrn }) => usrn)).toEqual(free.map(({ usrn }) => usrn))
  })

  test('offers the same slots under the same names at every poll, and only those of the period', async () => {
    await bench.poll()
    const slots = slotsIn(bench.of('availableSlots')[0] as Post)?.slots ?? []
    const day = slots[0]?.time.low?.slice(0, 8) ?? ''
    await bench.poll({ period: { low: `${day}0000`, high: `${day}2359` } })
    const again = slotsIn(bench.of('availableSlots')[1] as Post)?.slots
    expect(again?.length).toBeGreaterThan(0)
    expect(again).toEqual(slots.filter(({ time }) => time.low?.startsWith(day)))
  })

  test('goes on laying out its clinics as the days pass', async () => {
    await bench.poll()
    const before = bench.diary().at(-1)?.start ?? 0
    await bench.world.advance(14 * 86_400_000)
    await bench.poll({ period: { low: '202606150000', high: '202607270000' } })
    expect(bench.diary().at(-1)?.start).toBeGreaterThan(before + 7 * 86_400_000)
  })

  test('does not know the service of another: AE 5', async () => {
    await bench.poll({ service: '11002' })
    expect(bench.of('acknowledgement').map(verdictOf)).toEqual(['AE 5'])
  })

  test('books a free slot and confirms it', async () => {
    const { usrn } = await bench.free()
    const { id } = await bench.book(usrn)
    const [answer] = bench.of('appointmentConfirmed')
    expect(answer?.message?.acknowledgement).toMatchObject({ type: 'AA', messageRef: id })
    expect(readRequestedAppointment(answer?.payload as XmlElement)).toEqual({
      usrn,
      ubrn: '000000070000',
    })
    expect(bench.diary().find((slot) => slot.usrn === usrn)).toMatchObject({
      state: 'BOOKED',
      ubrn: '000000070000',
      nhsNumber: '9000000009',
    })
  })

  const REFUSED: readonly (readonly [string, string, () => Promise<string>])[] = [
    [
      'a slot that is taken',
      '2',
      async () => {
        const { usrn } = await bench.free()
        await bench.book(usrn, '000000070001')
        return usrn
      },
    ],
    ['a slot that it does not know', '2', async () => uuid()],
    [
      'a slot that has begun',
      '2',
      async () => {
        const { usrn, start } = await bench.free()
        await bench.world.advanceTo(start)
        return usrn
      },
    ],
    [
      'a second slot for a referral',
      '6',
      async () => {
        await bench.book((await bench.free(0)).usrn)
        return (await bench.free(1)).usrn
      },
    ],
    [
      'a slot of a service that is not open',
      '1',
      async () => {
        const { usrn } = await bench.free()
        bench.keep(SERVICE, { published: false })
        return usrn
      },
    ],
  ]

  test.each(REFUSED)('refuses %s: AE %s', async (_, reason, prepare) => {
    const usrn = await prepare()
    bench.posts.length = 0
    await bench.book(usrn)
    expect(bench.of('appointmentRejected').map(verdictOf)).toEqual([`AE ${reason}`])
    expect(bench.of('appointmentConfirmed')).toEqual([])
  })

  test('cancels the appointment of a referral, and offers the slot again', async () => {
    const { usrn } = await bench.free()
    await bench.book(usrn)
    const { id } = await bench.cancel()
    const [answer] = bench.of('cancellationConfirmed')
    expect(answer?.message?.acknowledgement).toMatchObject({ type: 'AA', messageRef: id })
    expect(readCancellationAnswer(answer?.payload as XmlElement)).toEqual({ ubrn: '000000070000' })
    const slot = bench.diary().find((one) => one.usrn === usrn)
    expect(slot).toMatchObject({ state: 'FREE' })
    expect(slot).not.toHaveProperty('ubrn')
  })

  test('has nothing to cancel for a referral that it does not know: AE 4', async () => {
    await bench.cancel()
    expect(bench.of('cancellationRejected').map(verdictOf)).toEqual(['AE 4'])
  })

  test('a second delivery is acknowledged again, and not answered again', async () => {
    const { usrn } = await bench.free()
    const { id } = await bench.book(usrn)
    await bench.book(usrn, '000000070000', { messageId: id })
    expect(bench.signals()).toHaveLength(2)
    expect(bench.of('appointmentConfirmed')).toHaveLength(1)
    expect(bench.of('appointmentRejected')).toHaveLength(0)
  })

  test('acknowledges nothing that asks for no acknowledgement', async () => {
    await bench.poll({}, { actor: 'none' })
    expect(bench.signals()).toEqual([])
    expect(bench.of('availableSlots')).toHaveLength(1)
  })

  test('rejects a message that is not as the schema has it: AR 202', async () => {
    await bench.poll({}, { edit: (text) => text.replace(' moodCode="RQO"', '') })
    expect(bench.of('acknowledgement').map(verdictOf)).toEqual(['AR 202'])
  })

  test('rejects a message whose HL7 id came before in another envelope, and does not book again', async () => {
    const { usrn } = await bench.free()
    const hl7Id = uuid()
    const edit = (text: string) => text.replace(/<id root="[^"]*"/, `<id root="${hl7Id}"`)
    await bench.book(usrn, '000000070000', { edit })
    await bench.book(usrn, '000000070000', { edit })
    expect(bench.of('appointmentConfirmed')).toHaveLength(1)
    const [rejection] = bench.of('acknowledgement')
    expect(rejection?.message?.acknowledgement?.details[0]?.code).toMatchObject({
      code: '202',
      displayName: 'Duplicate HL7 ID Error',
    })
  })

  test.each([
    ['names another release', /V3NPfIT3\.1\.09/, 'V3NPfIT3.1.07', 'AR 503'],
    ['is another one than its envelope says', /PRSC_IN080000UK07/g, 'PRSC_IN070000UK08', 'AR 515'],
    ['comes from a system that may not ask', new RegExp(ERS, 'g'), '999000000201', 'AR 900'],
    ['comes from nobody in the directory', new RegExp(ERS, 'g'), '123456789012', undefined],
  ])('rejects a message that %s', async (_, from, to, verdict) => {
    await bench.poll({}, { edit: (text) => text.replace(from, to) })
    expect(bench.of('availableSlots')).toEqual([])
    expect(bench.of('acknowledgement').map(verdictOf)).toEqual(verdict ? [verdict] : [])
  })

  test('rejects a message that is not for hospitals: AR 515', async () => {
    const content = writeCancelledSlotList({ id: uuid(), usrns: [uuid()] })
    await bench.bring({ family: 'slotsWithdrawn', content })
    expect(bench.of('acknowledgement').map(verdictOf)).toEqual(['AR 515'])
  })

  test('never answers an answer', async () => {
    const content = writeCancellationAnswer({ ubrn: '000000070000' })
    const acknowledgement = { type: 'AA', details: [], messageRef: uuid() } as const
    await bench.bring({ family: 'cancellationConfirmed', content, acknowledgement })
    expect(bench.posts.map(({ header }) => header.action)).toEqual(['Acknowledgment'])
  })

  test('takes over the bookings that e-RS made before it kept the clinics', async () => {
    await bench.poll()
    const booked = bench.diary().find(({ state }) => state === 'BOOKED')
    expect(booked?.ubrn).toMatch(/^\d{12}$/)
    await bench.cancel(booked?.ubrn)
    expect(bench.of('cancellationConfirmed')).toHaveLength(1)
  })

  test('bytes that it cannot read, and parties that it is not, are SOAP faults', async () => {
    const unread = await bench.receive({ 'Content-Type': 'text/plain' }, Buffer.from('hello'))
    expect(unread).toMatchObject({ status: 500, headers: { 'Content-Type': 'text/xml' } })
    const { robot } = bench
    Object.assign(bench, { robot: { ...robot, partyKey: 'YES-0000806' } })
    const { answer } = await bench.poll()
    expect(answer.status).toBe(500)
    expect(bench.posts).toEqual([])
  })
})

describe('a message with anything missing', () => {
  /** The message, each time without another of its attributes; every third of them. */
  const withoutOne = (text: string): string[] =>
    [...text.matchAll(/ (?:root|extension|code|value|\w+Code)="[^"]*"/g)]
      .filter((_, at) => at % 3 === 0)
      .map(({ index, 0: found }) => text.slice(0, index) + text.slice(index + found.length))

  test.each(['book', 'cancel', 'poll'] as const)(
    'to %s is taken or refused, and breaks nothing',
    async (what) => {
      const { usrn } = await bench.free()
      let broken: string[] = []
      const send = (edit: (text: string) => string) =>
        what === 'book'
          ? bench.book(usrn, '000000070000', { edit })
          : bench[what](undefined, { edit })
      await send((text) => {
        broken = withoutOne(text)
        return text
      })
      expect(broken.length).toBeGreaterThan(8)
      for (const one of broken) expect([200, 202]).toContain((await send(() => one)).answer.status)
    },
  )
})

describe('a simulated hospital of MiM 2.3', () => {
  beforeEach(() => {
    bench = new Bench(sandbox, `older-${++count}`, '2.3')
  })

  test('answers in its release: other ids, no clinician, an acknowledgement for the other end', async () => {
    await bench.poll({}, { actor: 'toPartyMSH' })
    const [offer] = bench.of('availableSlots')
    expect(offer?.message).toMatchObject({
      interactionId: 'PRSC_IN090000UK03',
      versionCode: 'V3NPfIT2.3',
    })
    expect(slotsIn(offer as Post)?.slots.some(({ performer }) => performer)).toBe(false)
    expect(bench.signals()[0]?.envelope.acknowledgments[0]?.actor).toMatch(/toPartyMSH$/)
  })

  test('gives no reason for a refusal', async () => {
    await bench.book(uuid())
    expect(bench.of('appointmentRejected').map(verdictOf)).toEqual(['AE'])
  })
})
