import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CONSULTANT, type Reply, refusal } from '../../../support/client.js'
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
  pas = await FakePas.open(opened, `operations-${++count}`)
  await pas.connect()
})
afterAll(() => opened.close())

const read = (ubrn: string) => pas.gp.get(`/STU3/ReferralRequest/${ubrn}`)

const coding = (list: string, code: string) => ({
  system: `_baseUrl_/STU3/CodeSystem/${list}`,
  code,
})

interface Booked {
  readonly referral: Reply
  readonly appointment: Reply
}

/** Each operation that ends a booking, with the code that the hospital is told. */
const OPERATIONS: Readonly<
  Record<string, { reason: string; call: (booked: Booked) => Promise<Reply>; state: string }>
> = {
  A034: {
    reason: 'PATIENT_ILL',
    state: 'APPT_CANCELLED_BY_PATIENT',
    call: ({ appointment: { json } }) =>
      pas.gp.send(`/STU3/Appointment/${json.id}`, {
        method: 'PUT',
        headers: { 'If-Match': 'W/"0"' },
        body: {
          ...json,
          status: 'cancelled',
          reason: [{ coding: [coding('APPOINTMENT-CANCELLATION-REASON', 'PATIENT_ILL')] }],
        },
      }),
  },
  A036: {
    reason: 'PATIENT_DIED',
    state: 'CANCELLED_REFERRAL',
    call: ({ referral }) =>
      operate(
        pas.gp,
        referral,
        'cancelReferral',
        operationBody('eRS-CancelReferral-Request-Parameters-1', [
          'cancellationReason',
          'valueCoding',
          coding('REFERRAL-CANCELLATION-REASON', 'PATIENT_DIED'),
        ]),
      ),
  },
  A014: {
    reason: 'SERVICE_INAPPROPRIATE',
    state: 'REJECTED',
    call: ({ referral }) =>
      operate(
        pas.client(CONSULTANT),
        referral,
        'rejectReferral',
        operationBody('eRS-RejectReferral-Parameters-1', [
          'rejectionReason',
          'valueCoding',
          coding('APPOINTMENT-CANCELLATION-REASON', 'SERVICE_INAPPROPRIATE'),
        ]),
      ),
  },
  A022: {
    reason: 'CANCEL_APPOINTMENT_ACTION_LATER',
    state: 'TRIAGED_PROVIDER_TO_ACTION',
    call: ({ referral }) =>
      operate(
        pas.client(CONSULTANT),
        referral,
        'cancelAppointmentActionLater',
        operationBody('eRS-cancelAppointmentActionLater-Parameters-1', [
          'comments',
          'valueString',
          'Later',
        ]),
      ),
  },
}

async function booked(): Promise<Booked> {
  const referred = await refer(pas.gp)
  const [slot] = await freeSlots(pas.gp, SERVICE)
  if (!slot) throw new Error('no slot')
  const answering = book(pas.gp, referred, SERVICE, slot)
  pas.answer(await pas.asked('BOOK'), { state: 'CONFIRMED' })
  return { appointment: await answering, referral: await read(referred.json.id) }
}

const REFUSED = { state: 'REJECTED', rejection: { code: '7' } } as const

test.each(Object.entries(OPERATIONS))(
  '%s asks the hospital, with its reason, and then succeeds',
  async (_, { call, reason, state }) => {
    const before = await booked()
    const answering = call(before)
    const asked = await pas.asked('CANCEL')
    expect(asked.reason?.code).toBe(reason)
    pas.answer(asked, { state: 'CONFIRMED' })
    expect((await answering).status).toBe(200)
    expect(stateOf(await read(before.referral.json.id))).toBe(state)
    expect(pas.request(asked.id).open).toBe(false)
    expect(pas.slot(asked.slotId)?.status).toBe('GONE')
  },
)

test.each([
  ['A034', 502, 'PAS_RESPONDED_WITH_ERROR'],
  ['A036', 502, 'PAS_RESPONDED_WITH_ERROR'],
  ['A014', 422, 'UNABLE_TO_CANCEL_APPOINTMENT'],
  ['A022', 422, 'UNABLE_TO_CANCEL_APPOINTMENT'],
])('%s that the hospital refuses is %i %s', async (operation, status, code) => {
  const before = await booked()
  const answering = OPERATIONS[operation]?.call(before)
  pas.answer(await pas.asked('CANCEL'), REFUSED)
  expect(refusal((await answering) as Reply)).toEqual([status, code])
  expect((await read(before.referral.json.id)).text).toBe(before.referral.text)
})

test.each(Object.keys(OPERATIONS))(
  '%s that the hospital leaves unanswered is 504',
  async (operation) => {
    const before = await booked()
    const answering = OPERATIONS[operation]?.call(before)
    const { slotId } = await pas.asked('CANCEL')
    await pas.world.advance(120_000)
    const answer = (await answering) as Reply
    expect(refusal(answer)).toEqual([504, 'PAS_NOT_RESPONDING'])
    expect(answer.json.issue[0].diagnostics).toBe(
      `PAS unable to cancel booking into slot '${slotId}' for UBRN: ${before.referral.json.id}. PAS Request Status: TIMED_OUT`,
    )
    expect((await read(before.referral.json.id)).text).toBe(before.referral.text)
  },
)

test('a change of the referral meanwhile wins; what the hospital cancelled is cancelled', async () => {
  const before = await booked()
  const answering = OPERATIONS.A036?.call(before)
  const asked = await pas.asked('CANCEL')
  await pas.control('POST', `/referrals/${asked.ubrn}/actions`, {
    action: 'PRINT_CLINICAL_INFORMATION',
  })
  pas.answer(asked, { state: 'CONFIRMED' })
  expect(refusal((await answering) as Reply)).toEqual([409, undefined])
  expect(stateOf(await read(asked.ubrn))).toBe('APPT_CANCELLED_BY_PROVIDER')
})

test('of two calls that cancel the same booking one is locked out, and the hospital hears once', async () => {
  const before = await booked()
  const both = [OPERATIONS.A034?.call(before), OPERATIONS.A034?.call(before)]
  const asked = await pas.asked('CANCEL')
  await read(asked.ubrn)
  pas.answer(asked, { state: 'CONFIRMED' })
  const statuses = (await Promise.all(both)).map((answer) => answer?.status)
  expect(statuses.sort()).toEqual([200, 423])
  expect(pas.of('CANCEL')).toHaveLength(1)
})

test('no other change is let through while the hospital is asked, and reading is', async () => {
  const before = await booked()
  const answering = OPERATIONS.A034?.call(before)
  const asked = await pas.asked('CANCEL')
  for (const operation of ['A036', 'A014', 'A022'])
    expect(refusal((await OPERATIONS[operation]?.call(before)) as Reply)).toEqual([423, undefined])
  expect((await read(asked.ubrn)).status).toBe(200)
  pas.answer(asked, { state: 'CONFIRMED' })
  expect((await answering)?.status).toBe(200)
  const after = { ...before, referral: await read(asked.ubrn) }
  expect((await OPERATIONS.A036?.call(after))?.status).toBe(200)
})

test('a rebooking cancels first and then books; a refusal leaves no appointment', async () => {
  const before = await booked()
  const cancelling = OPERATIONS.A034?.call(before)
  pas.answer(await pas.asked('CANCEL'), { state: 'CONFIRMED' })
  await cancelling
  const after = await read(before.referral.json.id)
  const [slot] = await freeSlots(pas.gp, SERVICE)
  if (!slot) throw new Error('no slot')
  const booking = book(pas.gp, after, SERVICE, slot)
  pas.answer(await pas.asked('BOOK', 2), { state: 'REJECTED', rejection: { code: '6' } })
  expect(refusal(await booking)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
  expect(stateOf(await read(after.json.id))).toBe('APPT_CANCELLED_BY_PATIENT')
})

test('the patient rebooks: one appointment goes before the other is asked for', async () => {
  const { referral } = await booked()
  const ubrn = referral.json.id
  const [slot] = await freeSlots(pas.gp, SERVICE)
  const rebook = { action: 'PATIENT_REBOOKS', reason: 'PATIENT_HOLIDAY', slotId: Number(slot?.id) }
  const answering = pas.control('POST', `/referrals/${ubrn}/actions`, rebook)
  const cancelled = await pas.asked('CANCEL')
  expect(pas.of('BOOK')).toHaveLength(1)
  pas.answer(cancelled, { state: 'CONFIRMED' })
  pas.answer(await pas.asked('BOOK', 2), { state: 'CONFIRMED' })
  expect((await answering).json).toMatchObject({ ubrn, state: 'BOOKED' })
})
