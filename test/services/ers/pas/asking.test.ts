import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RequestEnd } from '../../../../src/services/ers/domain/pas/end-request.js'
import { type Reply, refusal } from '../../../support/client.js'
import { proposal, type SlotResource } from '../../../support/ers-bodies.js'
import {
  book,
  freeSlots,
  operate,
  operationBody,
  refer,
  stateOf,
} from '../../../support/ers-steps.js'
import { FakePas, type Opened, openSandbox, SERVICE } from './support.js'

let opened: Opened
let pas: FakePas
let count = 0

beforeAll(async () => {
  opened = await openSandbox()
})
beforeEach(async () => {
  pas = await FakePas.open(opened, `asking-${++count}`)
  await pas.connect()
})
afterAll(() => opened.close())

const CONFIRMED: RequestEnd = { state: 'CONFIRMED' }

async function referredWithSlot(): Promise<{ referral: Reply; slot: SlotResource }> {
  const referral = await refer(pas.gp)
  const [slot] = await freeSlots(pas.gp, SERVICE)
  if (!slot) throw new Error('no slot')
  return { referral, slot }
}

const read = (ubrn: string) => pas.gp.get(`/STU3/ReferralRequest/${ubrn}`)

/** Books with a system that answers as told. */
async function booking(end: RequestEnd) {
  const { referral, slot } = await referredWithSlot()
  pas.onRequest = (asked) => void pas.answer(asked, end)
  const answer = await book(pas.gp, referral, SERVICE, slot)
  pas.onRequest = undefined
  return { answer, referral, slot, ubrn: referral.json.id as string }
}

describe('booking at a connected service', () => {
  test('waits for the hospital and then succeeds', async () => {
    const { referral, slot } = await referredWithSlot()
    const answering = book(pas.gp, referral, SERVICE, slot)
    const asked = await pas.asked('BOOK')
    expect(pas.slot(asked.slotId)?.status).toBe('HELD')
    expect(asked).toMatchObject({ ubrn: referral.json.id, serviceId: SERVICE })
    expect(stateOf(await read(asked.ubrn))).toBe('NOT_BOOKED')
    pas.answer(asked, CONFIRMED)
    const answer = await answering
    expect([answer.status, answer.json.status]).toEqual([201, 'booked'])
    expect(pas.slot(asked.slotId)?.status).toBe('BOOKED')
    expect(stateOf(await read(asked.ubrn))).toBe('BOOKED')
  })

  test.each([
    ['the slot is taken', { state: 'REJECTED', rejection: { code: '2' } }, 'GONE'],
    ['another reason', { state: 'REJECTED', rejection: { code: '6' } }, 'FREE'],
    ['an acknowledgement in place of the answer', { state: 'ERROR' }, 'FREE'],
  ] as const)('is refused with 502: %s', async (_, end, status) => {
    const { answer, slot, ubrn } = await booking(end)
    expect(refusal(answer)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
    expect(answer.json.issue[0].diagnostics).toBe(
      `PAS unable to create booking into slot '${slot.id}' for UBRN: ${ubrn}. PAS Request Status: ERROR`,
    )
    expect(answer.json.issue[0].code).toBe('exception')
    expect(pas.slot(Number(slot.id))?.status).toBe(status)
    const after = await read(ubrn)
    expect(stateOf(after)).toBe('NOT_BOOKED')
    const of = { ubrn, version: after.json.meta.versionId, service: SERVICE }
    const named = { slot: [{ reference: `Slot/${slot.id}` }] }
    const deferred = proposal(of, 'SLOT_NOT_AVAILABLE', named)
    expect((await pas.gp.post('/STU3/Appointment', deferred)).status).toBe(201)
  })

  test('is refused with 504 when the time is up on the clock of the world', async () => {
    const { referral, slot } = await referredWithSlot()
    const answering = book(pas.gp, referral, SERVICE, slot)
    await pas.asked('BOOK')
    await pas.world.advance(119_999)
    expect(pas.of('TIMED_OUT')).toEqual([])
    await pas.world.advance(1)
    const answer = await answering
    expect(refusal(answer)).toEqual([504, 'PAS_NOT_RESPONDING'])
    expect(answer.json.issue[0].diagnostics).toBe(
      `PAS unable to create booking into slot '${slot.id}' for UBRN: ${referral.json.id}. PAS Request Status: TIMED_OUT`,
    )
    expect(pas.slot(Number(slot.id))?.status).toBe('HELD')
    expect(refusal(await book(pas.gp, referral, SERVICE, slot))).toEqual([
      422,
      'SLOT_NOT_AVAILABLE',
    ])
    expect(pas.of('BOOK')).toHaveLength(1)
  })

  test('waits as long as the world is told', async () => {
    await pas.control('PATCH', '/settings', { pasWaitSeconds: 5 })
    const { referral, slot } = await referredWithSlot()
    const answering = book(pas.gp, referral, SERVICE, slot)
    await pas.asked('BOOK')
    await pas.world.advance(5000)
    expect((await answering).status).toBe(504)
  })

  test('is refused with 422 while another booking holds the slot, and nothing is sent', async () => {
    const { referral, slot } = await referredWithSlot()
    const other = await refer(pas.gp)
    const answering = book(pas.gp, referral, SERVICE, slot)
    const asked = await pas.asked('BOOK')
    expect(refusal(await book(pas.gp, other, SERVICE, slot))).toEqual([422, 'SLOT_NOT_AVAILABLE'])
    expect(pas.of('BOOK')).toHaveLength(1)
    pas.answer(asked, CONFIRMED)
    expect((await answering).status).toBe(201)
  })

  test('locks the referral meanwhile: it cannot be cancelled before the hospital has answered', async () => {
    const { referral, slot } = await referredWithSlot()
    const answering = book(pas.gp, referral, SERVICE, slot)
    const asked = await pas.asked('BOOK')
    expect(refusal(await cancelReferral(referral))).toEqual([423, undefined])
    pas.answer(asked, CONFIRMED)
    expect((await answering).status).toBe(201)
  })

  test('lets the hospital free the slot when the referral changes outside the API meanwhile', async () => {
    const { referral, slot } = await referredWithSlot()
    const answering = book(pas.gp, referral, SERVICE, slot)
    const asked = await pas.asked('BOOK')
    const change = { action: 'CHANGE_PRIORITY', priority: 'URGENT' }
    const changed = await pas.control('POST', `/referrals/${asked.ubrn}/actions`, change)
    expect(changed.status, changed.text).toBe(200)
    pas.answer(asked, CONFIRMED)
    expect((await answering).status).toBe(409)
    expect(pas.request(pas.last('CANCEL').subject)).toMatchObject({ usrn: asked.usrn, open: false })
    expect(pas.slot(asked.slotId)?.status).toBe('GONE')
  })
})

const cancelReferral = async (referral: Reply) =>
  operate(
    pas.gp,
    await read(referral.json.id),
    'cancelReferral',
    operationBody('eRS-CancelReferral-Request-Parameters-1', [
      'cancellationReason',
      'valueCoding',
      { system: '_baseUrl_/STU3/CodeSystem/REFERRAL-CANCELLATION-REASON', code: 'PATIENT_DIED' },
    ]),
  ).then((answer) => answer)

describe('late and wrong answers', () => {
  async function timedOut() {
    const { referral, slot } = await referredWithSlot()
    const answering = book(pas.gp, referral, SERVICE, slot)
    const asked = await pas.asked('BOOK')
    await pas.world.advance(120_000)
    await answering
    return { asked, referral, slot }
  }

  test('a late confirmation is undone: the hospital is told to free the slot', async () => {
    const { asked } = await timedOut()
    expect(pas.answer(asked, CONFIRMED)).toBe('LATE')
    expect(pas.request(pas.last('CANCEL').subject)).toMatchObject({
      ubrn: asked.ubrn,
      usrn: asked.usrn,
      reason: { code: 'PATIENT_APPOINTMENT_CANCELLATION_OTHER' },
    })
    expect(stateOf(await read(asked.ubrn))).toBe('NOT_BOOKED')
    expect(pas.slot(asked.slotId)?.status).toBe('GONE')
  })

  test('a late confirmation is success where the slot is booked for the referral by now', async () => {
    const { asked, referral, slot } = await timedOut()
    await pas.control('POST', `/services/${SERVICE}/polls`)
    pas.offer([
      {
        usrn: asked.usrn,
        start: Date.parse(slot.start),
        end: Date.parse(slot.end),
        priority: 'ROUTINE',
      },
    ])
    pas.onRequest = (second) => void pas.answer(second, CONFIRMED)
    expect((await book(pas.gp, referral, SERVICE, slot)).status).toBe(201)
    expect(pas.answer(asked, CONFIRMED)).toBe('LATE')
    expect(pas.of('CANCEL')).toEqual([])
    expect(stateOf(await read(asked.ubrn))).toBe('BOOKED')
  })

  test.each([
    ['2', 'GONE'],
    ['7', 'FREE'],
  ])('a late rejection with reason %s only corrects the slot: %s', async (code, status) => {
    const { asked } = await timedOut()
    expect(pas.answer(asked, { state: 'REJECTED', rejection: { code } })).toBe('LATE')
    expect(pas.slot(asked.slotId)?.status).toBe(status)
  })

  test.each([
    ['UBRN', { ubrn: '000000000000' }],
    ['USRN', { usrn: '0A0A0A0A-0000-4000-8000-999999999999' }],
    ['kind', { kind: 'CANCEL' }],
  ] as const)('an answer with another %s is an error of the hospital', async (_, wrong) => {
    const { referral, slot } = await referredWithSlot()
    const answering = book(pas.gp, referral, SERVICE, slot)
    const asked = await pas.asked('BOOK')
    expect(pas.answer(asked, CONFIRMED, wrong)).toBe('DIFFERENT_REQUEST')
    expect(refusal(await answering)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
  })

  test('of two answers the first one wins', async () => {
    const { referral, slot } = await referredWithSlot()
    const answering = book(pas.gp, referral, SERVICE, slot)
    const asked = await pas.asked('BOOK')
    expect(pas.answer(asked, CONFIRMED)).toBeUndefined()
    expect(pas.answer(asked, { state: 'REJECTED' })).toBe('SECOND_ANSWER')
    expect((await answering).status).toBe(201)
  })

  test('answers to no request, and those of another system, are dropped', async () => {
    const { referral, slot } = await referredWithSlot()
    const answering = book(pas.gp, referral, SERVICE, slot)
    const asked = await pas.asked('BOOK')
    expect(pas.answer(asked, CONFIRMED, { messageRef: 'NONE' })).toBe('UNKNOWN_REQUEST')
    expect(pas.answer(asked, CONFIRMED, { asid: '999999999999' })).toBe('OTHER_SYSTEM')
    pas.answer(asked, CONFIRMED)
    expect((await answering).status).toBe(201)
  })
})

describe('cancelling at a connected service', () => {
  const booked = async () => {
    const { answer, referral, slot, ubrn } = await booking(CONFIRMED)
    expect(answer.status, answer.text).toBe(201)
    return { referral, slot, ubrn }
  }

  test('waits for the hospital; the slot is not free before it is offered again', async () => {
    const { referral, slot, ubrn } = await booked()
    const answering = cancelReferral(referral)
    const asked = await pas.asked('CANCEL')
    expect(asked.reason?.code).toBe('PATIENT_DIED')
    pas.answer(asked, CONFIRMED)
    expect((await answering).status).toBe(200)
    expect(stateOf(await read(ubrn))).toBe('CANCELLED_REFERRAL')
    expect((await freeSlots(pas.gp, SERVICE)).map(({ id }) => id)).not.toContain(slot.id)
  })

  test.each([
    [{ state: 'REJECTED', rejection: { code: '7' } }, 502, 'PAS_RESPONDED_WITH_ERROR'],
    [{ state: 'ERROR' }, 502, 'PAS_RESPONDED_WITH_ERROR'],
    [{ state: 'FAILED' }, 504, 'PAS_NOT_RESPONDING'],
    [{ state: 'TIMED_OUT' }, 504, 'PAS_NOT_RESPONDING'],
  ] as const)('leaves the booking as it is: %o', async (end, status, code) => {
    const { referral, ubrn } = await booked()
    const before = await read(ubrn)
    const answering = cancelReferral(referral)
    pas.answer(await pas.asked('CANCEL'), end)
    expect(refusal(await answering)).toEqual([status, code])
    expect((await read(ubrn)).text).toBe(before.text)
  })

  test('the patient cancels in the portal', async () => {
    const { ubrn } = await booked()
    const cancel = { action: 'PATIENT_CANCELS', reason: 'PATIENT_HOLIDAY' }
    const answering = pas.control('POST', `/referrals/${ubrn}/actions`, cancel)
    pas.answer(await pas.asked('CANCEL'), CONFIRMED)
    expect((await answering).json.state).toBe('APPT_CANCELLED_BY_PATIENT')
  })

  test('a late confirmation cancels in e-RS as well', async () => {
    const { referral, ubrn } = await booked()
    const answering = cancelReferral(referral)
    const asked = await pas.asked('CANCEL')
    await pas.world.advance(120_000)
    expect((await answering).status).toBe(504)
    expect(pas.answer(asked, CONFIRMED)).toBe('LATE')
    expect(stateOf(await read(ubrn))).toBe('APPT_CANCELLED_BY_PROVIDER')
  })
})
