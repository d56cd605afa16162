import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, type Reply, refusal, request } from '../../support/client.js'
import { actionsFor, book, freeSlots, onWorklist, refer, stateOf } from '../../support/ers-steps.js'

const SERVICE = '11000'

let sandbox: RunningSandbox
let world: SandboxWorld
let gp: ErsClient

beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T06:00:00Z'), frozen: true },
  })
  world = sandbox.world()
})
beforeEach(async () => {
  await world.reset()
  gp = new ErsClient(world, GP)
})
afterAll(() => sandbox.close())

const control = (method: string, path: string, body: object): Promise<Reply> =>
  request(`${world.url}/_sandbox${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const act = (ubrn: string, body: object) => control('POST', `/referrals/${ubrn}/actions`, body)
const read = (ubrn: string) => gp.get(`/STU3/ReferralRequest/${ubrn}`)

async function booked(): Promise<{ ubrn: string; slot: { id: string; start: string } }> {
  const referral = await refer(gp)
  const [slot] = await freeSlots(gp, SERVICE)
  if (!slot) throw new Error('no slot')
  await book(gp, referral, SERVICE, slot)
  return { ubrn: referral.json.id, slot }
}

describe('outside the API', () => {
  test('the patient books from the shortlist and cancels again', async () => {
    const { id } = (await refer(gp)).json
    const [slot] = await freeSlots(gp, SERVICE)
    const answer = await act(id, { action: 'PATIENT_BOOKS', slotId: Number(slot?.id) })
    expect([answer.status, answer.json.state]).toEqual([200, 'BOOKED'])
    expect(await onWorklist(new ErsClient(world, CONSULTANT), 'REFERRALS_FOR_REVIEW')).toContain(id)
    await act(id, { action: 'PATIENT_CANCELS', reason: 'PATIENT_HOLIDAY' })
    expect(stateOf(await read(id))).toBe('APPT_CANCELLED_BY_PATIENT')
    expect((await freeSlots(gp, SERVICE)).map((one) => one.id)).toContain(slot?.id)
  })

  test('the hospital cancels an appointment', async () => {
    const { ubrn } = await booked()
    await act(ubrn, { action: 'PROVIDER_CANCELS', reason: 'CLINIC_CANCELLED' })
    expect(stateOf(await read(ubrn))).toBe('APPT_CANCELLED_BY_PROVIDER')
    expect(await onWorklist(gp, 'AWAITING_BOOKING')).toContain(ubrn)
  })

  test('an indirect booking is recorded: it has a moment and no slot', async () => {
    const { id } = (await refer(gp)).json
    await act(id, {
      action: 'RECORD_INDIRECT_BOOKING',
      serviceId: SERVICE,
      at: '2026-06-20T09:00:00Z',
    })
    const appointment = (await read(id)).json.contained.find(
      (one: { id: string }) => one.id === 'appointment',
    )
    expect(appointment).toMatchObject({
      start: '2026-06-20T09:00:00.000Z',
      end: '2026-06-20T09:00:00.000Z',
    })
    expect(appointment).not.toHaveProperty('slot')
  })

  test('the provider books for a deferred referral', async () => {
    const [slot] = await freeSlots(gp, '11010')
    const answer = await act('000000070003', { action: 'PROVIDER_BOOKS', slotId: Number(slot?.id) })
    expect([answer.status, answer.json.state]).toEqual([200, 'BOOKED'])
  })

  test('who did not come is returned to the referrer, but only afterwards', async () => {
    const { ubrn, slot } = await booked()
    const absent = { action: 'RECORD_NON_ATTENDANCE', reason: 'PATIENT_FORGOT' }
    expect([(await act(ubrn, absent)).status, (await act(ubrn, absent)).json.title]).toEqual([
      422,
      'INVALID_REQUEST_STATE',
    ])
    await world.clock.advanceTo(new Date(Date.parse(slot.start) + 3_600_000))
    gp = new ErsClient(world, GP)
    expect((await act(ubrn, absent)).status).toBe(200)
    expect(stateOf(await read(ubrn))).toBe('DID_NOT_ATTEND')
    expect(await onWorklist(gp, 'ASSESSMENT_RETURNED_CANCELLED_DNA')).toContain(ubrn)
  })

  test('an assessment is recorded', async () => {
    const { ubrn, slot } = await booked()
    await world.clock.advanceTo(new Date(Date.parse(slot.start) + 3_600_000))
    gp = new ErsClient(world, GP)
    await act(ubrn, { action: 'RECORD_ASSESSMENT', comment: 'Carry on' })
    expect(stateOf(await read(ubrn))).toBe('ASSESSMENT_RESULT')
  })

  test('a provider refers onward: a new UBRN, related both ways', async () => {
    const { ubrn } = await booked()
    const onward = (await act(ubrn, { action: 'REFER_ONWARD', serviceId: '11001' })).json.ubrn
    expect(onward).not.toBe(ubrn)
    const related = async (of: string) => (await read(of)).json.supportingInfo
    expect(await related(ubrn)).toContainEqual({ reference: `ReferralRequest/${onward}` })
    expect(await related(onward)).toContainEqual({ reference: `ReferralRequest/${ubrn}` })
  })

  test('an onward referral is for the patient to book, not for a referrer', async () => {
    const { ubrn } = await booked()
    const onward = (await act(ubrn, { action: 'REFER_ONWARD', serviceId: '11001' })).json.ubrn
    const referral = await read(onward)
    const [slot] = await freeSlots(gp, '11001')
    if (!slot) throw new Error('no slot')
    expect(refusal(await book(gp, referral, '11001', slot))).toEqual([422, 'INVALID_REQUEST_STATE'])
    expect(await actionsFor(gp, onward, '1')).not.toContain('CREATE_APPOINTMENT')
    const done = await act(onward, { action: 'PATIENT_BOOKS', slotId: Number(slot.id) })
    expect(done.status, done.text).toBe(200)
    expect(stateOf(await read(onward))).toBe('BOOKED')
  })

  test.each<[string, object, number]>([
    ['000099999999', { action: 'PATIENT_BOOKS', slotId: 1 }, 404],
    ['000000070000', { action: 'FLY' }, 400],
    ['000000070000', { action: 'PATIENT_BOOKS' }, 400],
    ['000000070000', { action: 'PATIENT_BOOKS', slotId: 1, colour: 'red' }, 400],
    ['000000070000', { action: 'PATIENT_BOOKS', slotId: 1 }, 422],
    ['000000070000', { action: 'PROVIDER_CANCELS', reason: 'CLINIC_CANCELLED' }, 422],
    ['000000070001', { action: 'PROVIDER_CANCELS', reason: 'PATIENT_ILL' }, 422],
    ['000000070001', { action: 'PROVIDER_CANCELS', reason: 'BORED' }, 422],
  ])('%s %j is refused with %i, in words', async (ubrn, body, status) => {
    const answer = await act(ubrn, body)
    expect(answer.status, answer.text).toBe(status)
    expect(answer.json.detail).toBeTruthy()
  })
})

describe('a request that somebody holds', () => {
  test('answers 423 to changes, and can be read', async () => {
    const referral = await refer(gp)
    const [slot] = await freeSlots(gp, SERVICE)
    if (!slot) throw new Error('no slot')
    const path = `/referrals/${referral.json.id}/lock`
    await control('PUT', path, { held: true })
    expect(refusal(await book(gp, referral, SERVICE, slot))).toEqual([423, undefined])
    expect((await read(referral.json.id)).status).toBe(200)
    await control('PUT', path, { held: false })
    expect((await book(gp, referral, SERVICE, slot)).status).toBe(201)
  })
})

describe('trouble of the PAS', () => {
  test.each([
    ['TIMES_OUT', 504, 'PAS_NOT_RESPONDING', 'PAS Request Status: TIMED_OUT'],
    ['ERRORS', 502, 'PAS_RESPONDED_WITH_ERROR', 'PAS Request Status: ERROR'],
    ['REFUSES', 422, 'UNABLE_TO_CONFIRM_APPOINTMENT', 'could not be confirmed'],
  ])('%s on booking', async (behaviour, status, code, words) => {
    const referral = await refer(gp)
    const [slot] = await freeSlots(gp, SERVICE)
    if (!slot) throw new Error('no slot')
    await control('PUT', `/services/${SERVICE}/pas`, { behaviour })
    const answer = await book(gp, referral, SERVICE, slot)
    expect(refusal(answer)).toEqual([status, code])
    expect(answer.json.issue[0].diagnostics).toContain(words)
    await control('PUT', `/services/${SERVICE}/pas`, { behaviour: 'ACCEPTS' })
    expect((await book(gp, referral, SERVICE, slot)).status).toBe(201)
  })

  test.each([
    ['TIMES_OUT', 504, 'PAS_NOT_RESPONDING'],
    ['ERRORS', 502, 'PAS_RESPONDED_WITH_ERROR'],
    ['REFUSES', 422, 'UNABLE_TO_CANCEL_APPOINTMENT'],
  ])('%s on cancelling leaves everything as it was', async (behaviour, status, code) => {
    const { ubrn } = await booked()
    const before = await read(ubrn)
    await control('PUT', `/services/${SERVICE}/pas`, { behaviour })
    const answer = await gp.post(
      `/STU3/ReferralRequest/${ubrn}/$ers.cancelReferral`,
      {
        resourceType: 'Parameters',
        meta: {
          profile: [
            'https://fhir.nhs.uk/STU3/StructureDefinition/eRS-CancelReferral-Request-Parameters-1',
          ],
        },
        parameter: [
          {
            name: 'cancellationReason',
            valueCoding: {
              system: '_baseUrl_/STU3/CodeSystem/REFERRAL-CANCELLATION-REASON',
              code: 'PATIENT_DIED',
            },
          },
        ],
      },
      { 'If-Match': before.headers.get('etag') ?? '' },
    )
    expect(refusal(answer)).toEqual([status, code])
    expect((await read(ubrn)).text).toBe(before.text)
  })
})

test('what happened is published in the order it happened, and nothing that was refused', async () => {
  const before = (await request(`${world.url}/_sandbox/events?limit=1000`)).json.length
  const { ubrn } = await booked()
  await act(ubrn, { action: 'PROVIDER_CANCELS', reason: 'BORED' })
  const events = (await request(`${world.url}/_sandbox/events?after=${before}`)).json
  expect(
    events
      .filter((one: { kind: string }) => one.kind === 'referral')
      .map((one: { action: string; subject: string; detail: { state: string } }) => [
        one.action,
        one.subject,
        one.detail.state,
      ]),
  ).toEqual([
    ['CREATE', ubrn, 'NOT_BOOKED'],
    ['BOOK', ubrn, 'BOOKED'],
  ])
})
