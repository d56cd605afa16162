import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import { refusal } from '../../../support/client.js'
import { freeSlots, stateOf } from '../../../support/ers-steps.js'
import {
  because,
  detail,
  ForeignPas,
  lowHigh,
  payloads,
  pollIn,
  usrnIn,
} from '../../../support/foreign-pas.js'
import { answerTo, ForeignStory, refusalOf, slotTomorrow } from './foreign-support.js'
import { NOW, SERVICE, uuid } from './support.js'

let sandbox: RunningSandbox
let pas: ForeignPas
let story: ForeignStory
let count = 0

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  pas = await ForeignPas.listen()
})
beforeEach(async () => {
  story = await ForeignStory.begin(sandbox, `answers-${++count}`, pas)
})
afterAll(async () => {
  await sandbox.close()
  await pas.close()
})

const HALF_PAST_NINE = '2026-06-02T08:30:00.000Z'
const NINE = '2026-06-02T08:00:00.000Z'

describe('the time of a slot', () => {
  test.each([
    ['to the hour', lowHigh('2026060209', '2026060210'), '2026-06-02T09:00:00.000Z'],
    ['to the minute', lowHigh('202606020900', '202606020930'), HALF_PAST_NINE],
    ['to the second', lowHigh('20260602090000', '20260602093000'), HALF_PAST_NINE],
    ['to the hour and to the second', lowHigh('2026060209', '20260602093000'), HALF_PAST_NINE],
    [
      'with its ends in or out',
      '<low inclusive="true" value="202606020900"/><high inclusive="false" value="202606020930"/>',
      HALF_PAST_NINE,
    ],
    [
      'as a start and minutes',
      '<low value="202606020900"/><width unit="min" value="30"/>',
      HALF_PAST_NINE,
    ],
    [
      'as a start and hours',
      '<low value="202606020900"/><width unit="h" value="0.5"/>',
      HALF_PAST_NINE,
    ],
    [
      'as an end and minutes',
      '<width unit="min" value="30"/><high value="202606020930"/>',
      HALF_PAST_NINE,
    ],
    [
      'as a middle and minutes',
      '<center value="202606020915"/><width unit="min" value="30"/>',
      HALF_PAST_NINE,
    ],
  ])('is understood %s', async (_, time, end) => {
    const usrn = uuid()
    await story.offer([{ usrn, time }])
    const [slot, ...others] = await story.free()
    expect([slot?.start, slot?.end, others]).toEqual([NINE, end, []])
    expect(story.findings()).toEqual([])
  })

  test.each([
    ['a day alone', lowHigh('20260602', '20260603')],
    ['no end', '<low value="202606020900"/>'],
    ['no length', '<center value="202606020915"/>'],
    ['its end before its start', lowHigh('202606020930', '202606020900')],
    ['no duration', lowHigh('202606020900', '202606020900')],
    ['a length in days', '<low value="202606020900"/><width unit="d" value="1"/>'],
    ['a day that there is not', lowHigh('202606310900', '202606310930')],
    ['an hour that there is not', lowHigh('202606022900', '202606022930')],
  ])('with %s leaves the slot out, and no other', async (_, time) => {
    await story.offer([{ usrn: uuid(), time }, slotTomorrow(0)])
    expect(await story.free()).toHaveLength(1)
    expect(story.findings()).toEqual(['ebs.slot-unreadable'])
  })

  test.each([
    ['a fraction', lowHigh('20260602090000.000', '20260602093000.000')],
    ['an offset', lowHigh('20260602090000+0100', '20260602093000+0100')],
    ['dashes', lowHigh('2026-06-02T09:00', '2026-06-02T09:30')],
  ])('with %s is not as the schema has it: the answer is not taken', async (_, time) => {
    await story.offer([{ usrn: uuid(), time }, slotTomorrow(0)])
    expect(await story.free()).toEqual([])
    expect(story.findings()).toEqual(['ebs.schema', 'ebs.rejected'])
    expect(pas.of(story.says.mcci)).toEqual([])
  })

  test('is British: nine o’clock is eight in summer and nine in winter, and an hour that comes twice its first', async () => {
    await story.connected(() => story.world.clock.advanceTo(new Date('2026-10-20T06:00:00Z')))
    const at = (from: string, to: string) => ({ usrn: uuid(), time: lowHigh(from, to) })
    await story.offer([
      at('202610230900', '202610230930'),
      at('202610250130', '202610250140'),
      at('202610260900', '202610260930'),
    ])
    expect((await story.free()).map(({ start }) => start)).toEqual([
      '2026-10-23T08:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T09:00:00.000Z',
    ])
  })
})

describe('an answer to a poll', () => {
  test('may have several slots at one time, for clinicians known and unknown, and any priority', async () => {
    const time = lowHigh('202606020900', '202606020930')
    await story.offer([
      { usrn: uuid(), time },
      { usrn: uuid(), time, priority: '1', clinician: ['555300010108', '021600556514'] },
      { usrn: uuid(), time, clinician: ['999999999998', '999999999999'] },
      { usrn: uuid(), time, priority: '4' },
      { usrn: uuid(), time, priority: '2' },
    ])
    const slots = await story.free()
    expect(slots.map(({ start }) => start)).toEqual([NINE, NINE, NINE, NINE])
    expect(new Set(slots.map(({ id }) => id)).size).toBe(4)
    expect(story.findings()).toEqual(['ebs.priority-4'])
  })

  test('may name slots by any letters where a UUID has hexadecimal ones: the schema lets it', async () => {
    const slot = slotTomorrow(0, 'PAS7SLOT-0001-000X-ZZZZ-000000000042')
    await story.offer([slot])
    const { asked, usrn, answering, ubrn } = await story.asking()
    expect(usrn).toBe(slot.usrn)
    await story.say('booked', { ...answerTo(asked), payload: payloads.appointment(usrn, ubrn) })
    expect((await answering).status).toBe(201)
    const cancelling = await story.cancelling(ubrn)
    expect(usrnIn(cancelling.asked.hl7)).toBe(slot.usrn)
    await story.say('kept', {
      ...refusalOf(cancelling.asked, '4'),
      payload: payloads.cancelled(ubrn),
    })
    expect((await cancelling.answering).json.title).toBe('PAS_RESPONDED_WITH_ERROR')
    expect(stateOf(await story.gp.get(`/STU3/ReferralRequest/${ubrn}`))).toBe('BOOKED')
    expect(story.findings()).toEqual([])
  })

  test('of many slots is shown in pages, each slot once', async () => {
    const minute = (n: number) => String(n % 60).padStart(2, '0')
    const hour = (n: number) => String(9 + Math.floor(n / 60)).padStart(2, '0')
    const at = (n: number) => `20260602${hour(n)}${minute(n)}`
    const slots = Array.from({ length: 130 }, (_, n) => ({
      usrn: uuid(),
      time: lowHigh(at(n), at(n + 1)),
    }))
    await story.offer(slots)
    const pages = await Promise.all(
      ['1', '2', '3', '4', '5', '6', '7'].map((page) =>
        freeSlots(story.gp, SERVICE, { page, _count: '20' }),
      ),
    )
    expect(pages.map(({ length }) => length)).toEqual([20, 20, 20, 20, 20, 20, 10])
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(130)
    const polls = await story.control('GET', '/services/11000/polls')
    expect(polls.json[0]).toMatchObject({ state: 'ANSWERED', slots: 130 })
  })

  test('of thousands of slots, more than two megabytes, is taken whole', async () => {
    const clinician = ['555300010108', '021600556514'] as const
    const at = (n: number) =>
      new Date(NOW + 26 * 3_600_000 + n * 600_000).toISOString().replace(/\D/g, '').slice(0, 12)
    await story.offer(
      Array.from({ length: 4000 }, (_, n) => ({
        ...{ usrn: uuid(), priority: '1', clinician, time: lowHigh(at(n), at(n + 1)) },
      })),
    )
    expect((await story.control('GET', '/services/11000/polls')).json[0].slots).toBe(4000)
    expect(story.findings()).toEqual([])
  })

  test('of nothing empties the period; one in another conversation is taken, with a finding', async () => {
    await story.offer([slotTomorrow(0)])
    await story.control('POST', '/services/11000/polls')
    await story.offer([], { conversationId: uuid() })
    expect(await story.free()).toEqual([])
    expect(story.findings()).toEqual(['ebs.other-conversation'])
  })

  test.each([
    [
      'about a service that is not asked about',
      'ebs.other-service',
      (poll: string) => ['60004', poll],
    ],
    ['about a service that there is not', 'ebs.other-service', (poll: string) => ['9999999', poll]],
    ['to a poll that nobody made', 'ebs.unknown-poll', () => ['11000', uuid()]],
  ] as const)('%s is dropped', async (_, rule, about) => {
    const poll = await story.polled()
    const [service, request] = about(pollIn(poll.hl7)) as [string, string]
    const payload = payloads.slots(service, request, [slotTomorrow(0)])
    await story.say('slots', { payload, conversationId: poll.conversationId })
    expect(await story.free()).toEqual([])
    expect(story.findings()).toEqual([rule])
  })

  test('that comes after ten minutes is taken, the second one dropped', async () => {
    await story.polled()
    await story.pass(11)
    const slot = slotTomorrow(0)
    await story.offer([slot])
    expect(await story.free()).toHaveLength(1)
    await story.offer([])
    expect(await story.free()).toHaveLength(1)
    expect(story.findings()).toEqual(['ebs.late-answer', 'ebs.second-answer'])
  })

  test.each([
    ['AE', { reason: because('5') }],
    ['AR', { detail: detail('900') }],
  ])('that is an acknowledgement %s leaves the slots as they were', async (type, more) => {
    await story.offer([slotTomorrow(0)])
    await story.control('POST', '/services/11000/polls')
    const poll = await story.polled()
    await story.say('mcci', {
      ...answerTo(poll, type, 'detail' in more ? more.detail : undefined),
      ...('reason' in more && { reason: more.reason }),
    })
    expect(await story.free()).toHaveLength(1)
    expect(story.findings()).toEqual(['ebs.poll-refused'])
    const { json } = await story.control('GET', '/services/11000/polls')
    expect(json.map(({ state }: { state: string }) => state)).toEqual(['FAILED', 'ANSWERED'])
  })
})

describe('a message of a release that nobody speaks here', () => {
  test.each([
    ['PRSC_IN050000UK05', '3.1.07'],
    ['PRSC_IN130000UK09', '7.2.02'],
    ['PRSC_IN150001UK01', '6.3.01'],
    ['PRSC_IN110000UK10', '4.2.00'],
  ])('%s has no contract: 402005, and nothing happens', async (interaction, version) => {
    const answer = await pas.say(interaction, { payload: payloads.cancelled('1'), version })
    expect(answer.status).toBe(200)
    const text = await answer.text()
    expect(text).toContain('<eb:Action>MessageError</eb:Action>')
    expect(text).toContain('eb:errorCode="402005"')
    await story.settle()
    expect(pas.of('MCCI')).toEqual([])
  })
})

describe('a booking', () => {
  beforeEach(() => story.offer([slotTomorrow(0)]))

  test.each([
    ['1', 1, []],
    ['2', 0, []],
    ['4', 1, []],
    ['5', 1, []],
    ['6', 1, []],
    ['7', 1, []],
    ['3', 1, ['ebs.rejection-reason']],
    ['99', 1, ['ebs.rejection-reason']],
  ] as const)('refused for reason %s is 502, and leaves %i slot', async (code, left, findings) => {
    const { asked, answering, ubrn, usrn, slot } = await story.asking()
    await story.say('refused', {
      ...refusalOf(asked, code),
      payload: payloads.appointment(usrn, ubrn),
    })
    const answer = await answering
    expect(refusal(answer)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
    expect(answer.json.issue[0]).toMatchObject({
      code: 'exception',
      diagnostics: `PAS unable to create booking into slot '${slot.id}' for UBRN: ${ubrn}. PAS Request Status: ERROR`,
    })
    expect(await story.free()).toHaveLength(left)
    expect(story.findings()).toEqual(findings)
    expect(stateOf(await story.gp.get(`/STU3/ReferralRequest/${ubrn}`))).toBe('NOT_BOOKED')
  })

  test('refused without a reason is 502, with a finding', async () => {
    const { asked, answering, ubrn, usrn } = await story.asking()
    const payload = payloads.appointment(usrn, ubrn)
    await story.say('refused', { ...answerTo(asked, 'AE'), payload })
    expect(refusal(await answering)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
    expect(story.findings()).toEqual(['ebs.rejection-reason'])
  })

  test.each(
    ['202', '501', '502', '503', '504', '505', '506', '507', '508', '509', '510', '511', '513']
      .concat(['514', '515', '900', '1000'])
      .map((code) => ['AR', code]),
  )('that is acknowledged %s with %s is 502, and the slot is free', async (type, code) => {
    const { asked, answering } = await story.asking()
    await story.say('mcci', answerTo(asked, type, detail(code)))
    expect(refusal(await answering)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
    expect(await story.free()).toHaveLength(1)
  })

  test('answered to another message waits on, and is 504 when the time is up', async () => {
    const { asked, answering, ubrn, usrn, slot } = await story.asking()
    const payload = payloads.appointment(usrn, ubrn)
    const ack = { type: 'AA', to: uuid() }
    await story.say('booked', { ack, conversationId: asked.conversationId, payload })
    await story.world.clock.advance(120_000)
    const answer = await answering
    expect(refusal(answer)).toEqual([504, 'PAS_NOT_RESPONDING'])
    expect(answer.json.issue[0]).toMatchObject({
      code: 'timeout',
      diagnostics: `PAS unable to create booking into slot '${slot.id}' for UBRN: ${ubrn}. PAS Request Status: TIMED_OUT`,
    })
    expect(await story.free()).toEqual([])
    expect(story.findings()).toEqual(['ebs.unknown-request'])
  })

  test('confirmed in another conversation is booked, with a finding; a second answer counts for nothing', async () => {
    const { asked, answering, ubrn, usrn } = await story.asking()
    const payload = payloads.appointment(usrn, ubrn)
    await story.say('booked', { ...answerTo(asked), conversationId: uuid(), payload })
    expect((await answering).status).toBe(201)
    await story.say('refused', { ...refusalOf(asked, '2'), payload })
    expect(stateOf(await story.gp.get(`/STU3/ReferralRequest/${ubrn}`))).toBe('BOOKED')
    expect(story.findings()).toEqual(['ebs.other-conversation', 'ebs.second-answer'])
  })

  test('whose answer is in small letters or names another slot fails, and the slot is free', async () => {
    const { asked, answering, ubrn } = await story.asking()
    await story.say('booked', { ...answerTo(asked), payload: payloads.appointment(uuid(), ubrn) })
    expect(refusal(await answering)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
    expect(await story.free()).toHaveLength(1)
    expect(story.findings()).toEqual(['ebs.different-request'])
  })
})
