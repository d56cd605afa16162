import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, type Reply, refusal } from '../../support/client.js'
import { type Criteria, shortlist } from '../../support/ers-bodies.js'
import {
  book,
  freeSlots,
  onWorklist,
  operate,
  operationBody,
  refer,
  stateOf,
} from '../../support/ers-steps.js'

const CS = 'https://fhir.nhs.uk/STU3/CodeSystem/'
const SERVICE = '11000'

let sandbox: RunningSandbox
let world: SandboxWorld
let gp: ErsClient
let consultant: ErsClient

beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T06:00:00Z'), frozen: true },
  })
  world = sandbox.world()
})
beforeEach(async () => {
  await world.reset()
  gp = new ErsClient(world, GP)
  consultant = new ErsClient(world, CONSULTANT)
})
afterAll(() => sandbox.close())

type Parameter = readonly [string, string, unknown]

const body = operationBody

const coding = (name: string, system: string, code: string): Parameter => [
  name,
  'valueCoding',
  { system, code },
]
const reasonOf = (name: string, set: string, code: string) =>
  coding(name, `_baseUrl_/STU3/CodeSystem/${set}`, code)
const words = (name: string, text: string): Parameter => [name, 'valueString', text]

const act = operate

async function booked(): Promise<{ referral: Reply; appointment: Reply; slot: string }> {
  const referral = await refer(gp)
  const [slot] = await freeSlots(gp, SERVICE)
  if (!slot) throw new Error('no slot')
  const appointment = await book(gp, referral, SERVICE, slot)
  const current = await gp.get(`/STU3/ReferralRequest/${referral.json.id}`)
  return { referral: current, appointment, slot: slot.id }
}

const isFree = async (slot: string) => (await freeSlots(gp, SERVICE)).some(({ id }) => id === slot)

describe('A014 rejects', () => {
  const rejection = (code: string, ...more: readonly Parameter[]) =>
    body(
      'eRS-RejectReferral-Parameters-1',
      reasonOf('rejectionReason', 'APPOINTMENT-CANCELLATION-REASON', code),
      ...more,
    )

  test('a booked referral: the appointment is cancelled, the slot free, the referrer is told', async () => {
    const { referral, slot } = await booked()
    const rejected = await act(
      consultant,
      referral,
      'rejectReferral',
      rejection('SERVICE_INAPPROPRIATE', words('rejectionComments', 'Not for us')),
    )
    expect(rejected.status, rejected.text).toBe(200)
    expect(stateOf(rejected)).toBe('REJECTED')
    const appointment = rejected.json.contained.find(
      (one: { id: string }) => one.id === 'appointment',
    )
    expect(appointment).toMatchObject({ status: 'cancelled', comment: 'Not for us' })
    expect(appointment).not.toHaveProperty('slot')
    expect(await isFree(slot)).toBe(true)
    expect(await onWorklist(gp, 'REJECTED_TRIAGE_RESPONSE')).toContain(referral.json.id)
  })

  test.each<[string, ReturnType<typeof rejection>, string]>([
    ['an unknown reason', rejection('BORED'), 'INVALID_CODE'],
    ['a reason of patients', rejection('PATIENT_ILL'), 'INAPPROPRIATE_VALUE'],
    ['a reason no longer in use', rejection('ADDITIONAL_REQ_NOT_AVAILABLE'), 'INAPPROPRIATE_VALUE'],
    ['no reason', body('eRS-RejectReferral-Parameters-1'), 'MISSING_VALUE'],
    [
      'a comment that is too long',
      rejection('OTHER', words('rejectionComments', 'x'.repeat(2001))),
      'INVALID_VALUE',
    ],
    [
      'a word on the PAS',
      rejection('OTHER', ['appointmentCancelledInPAS', 'valueBoolean', true]),
      'FIELD_NOT_PERMITTED',
    ],
  ])('but not for %s', async (_what, sent, code) => {
    const { referral } = await booked()
    expect(refusal(await act(consultant, referral, 'rejectReferral', sent))).toEqual([422, code])
  })

  test('an indirect booking only with a word on the PAS', async () => {
    const indirect = await gp.get('/STU3/ReferralRequest/000000070002')
    const without = await act(consultant, indirect, 'rejectReferral', rejection('OTHER'))
    expect(refusal(without)).toEqual([422, 'VALUE_IS_REQUIRED'])
    const said = rejection('OTHER', ['appointmentCancelledInPAS', 'valueBoolean', true])
    expect((await act(consultant, indirect, 'rejectReferral', said)).status).toBe(200)
  })

  test('nothing that is not booked, and not twice', async () => {
    const { referral } = await booked()
    await act(consultant, referral, 'rejectReferral', rejection('OTHER'))
    const now = await gp.get(`/STU3/ReferralRequest/${referral.json.id}`)
    expect(refusal(await act(consultant, now, 'rejectReferral', rejection('OTHER')))).toEqual([
      422,
      'INVALID_REQUEST_STATE',
    ])
  })
})

describe('A022 cancels to act later', () => {
  const later = (...more: readonly Parameter[]) =>
    body(
      'eRS-cancelAppointmentActionLater-Parameters-1',
      words('comments', 'Please rebook'),
      ...more,
    )

  test('keeps the appointment as a proposal, and may change the priority', async () => {
    const { referral, slot } = await booked()
    const sent = later(coding('priority', `${CS}eRS-Priority-1`, 'URGENT'))
    const changed = await act(consultant, referral, 'cancelAppointmentActionLater', sent)
    expect(changed.status, changed.text).toBe(200)
    expect(stateOf(changed)).toBe('TRIAGED_PROVIDER_TO_ACTION')
    expect(changed.text).toContain('CANCEL_APPOINTMENT_ACTION_LATER')
    expect(await isFree(slot)).toBe(true)
    const appointment = changed.json.contained.find(
      (one: { id: string }) => one.id === 'appointment',
    )
    expect(appointment).toMatchObject({ status: 'proposed', comment: 'Please rebook' })
  })

  test.each<[string, object, string]>([
    ['without comments', body('eRS-cancelAppointmentActionLater-Parameters-1'), 'MISSING_VALUE'],
    [
      'with an unknown priority',
      later(coding('priority', `${CS}eRS-Priority-1`, 'SOON')),
      'INVALID_CODE',
    ],
    [
      'with a word on the PAS',
      later(['appointmentCancelledInPAS', 'valueBoolean', false]),
      'FIELD_NOT_PERMITTED',
    ],
  ])('but not %s', async (_what, sent, code) => {
    const { referral } = await booked()
    expect(refusal(await act(consultant, referral, 'cancelAppointmentActionLater', sent))).toEqual([
      422,
      code,
    ])
  })
})

describe('A028 records', () => {
  const outcome = (code: string, ...more: readonly Parameter[]) =>
    body(
      'eRS-RecordReviewOutcome-Parameters-1',
      coding('reviewOutcome', `${CS}eRS-ReviewOutcome-1`, code),
      words('reviewComments', 'Seen'),
      ...more,
    )
  const priority = (code: string) => coding('reviewPriority', `${CS}eRS-Priority-1`, code)
  const deferred = () => gp.get('/STU3/ReferralRequest/000000070003')

  test.each([
    ['ACCEPT_REFER_BOOK_LATER', 'TRIAGED_PROVIDER_TO_ACTION', [priority('ROUTINE')]],
    ['RETURN_TO_REFERRER_WITH_ADVICE', 'TRIAGE_RESPONSE', []],
  ] as const)('%s as %s', async (code, state, more) => {
    const referral = await deferred()
    const reviewed = await act(consultant, referral, 'recordReviewOutcome', outcome(code, ...more))
    expect(reviewed.status, reviewed.text).toBe(200)
    expect(stateOf(reviewed)).toBe(state)
    expect(Number(reviewed.json.meta.versionId)).toBe(6)
  })

  test.each<[string, object, string]>([
    ['an acceptance without priority', outcome('ACCEPT_REFER_BOOK_LATER'), 'VALUE_IS_REQUIRED'],
    [
      'a return with another priority',
      outcome('RETURN_TO_REFERRER_WITH_ADVICE', priority('ROUTINE')),
      'PRIORITY_NOT_CURRENT',
    ],
    [
      'an outcome of another operation',
      outcome('CANCEL_APPOINTMENT_ACTION_LATER'),
      'INAPPROPRIATE_VALUE',
    ],
    ['an unknown outcome', outcome('SHRUG'), 'INVALID_CODE'],
  ])('but not %s', async (_what, sent, code) => {
    expect(refusal(await act(consultant, await deferred(), 'recordReviewOutcome', sent))).toEqual([
      422,
      code,
    ])
  })

  test('nothing for a booked referral', async () => {
    const { referral } = await booked()
    const sent = outcome('RETURN_TO_REFERRER_WITH_ADVICE')
    expect(refusal(await act(consultant, referral, 'recordReviewOutcome', sent))).toEqual([
      422,
      'INVALID_REQUEST_STATE',
    ])
  })
})

describe('A031 and A032 change the shortlist', () => {
  const change = (
    profile: string,
    services: readonly string[],
    of: Criteria = {},
    letter = 'NEED_TO_ADD_LATER',
  ) =>
    body(
      profile,
      ['shortlist', 'resource', shortlist(services, of)],
      coding('intentionToAddReferralLetter', `${CS}eRS-ReferralLetterIntention-1`, letter),
      ['firstReminderLetterFollowUpDays', 'valueUnsignedInt', 0],
    )
  const plain = (...services: string[]) => change('eRS-ChangeShortlist-Parameters-1', services)
  const criteriaOf = (of: Criteria) => change('eRS-ChangeShortlist-Parameters-1', [SERVICE], of)
  const forTriage = (...services: string[]) =>
    change('eRS-ChangeShortlistAndSendForTriage-Request-Parameters-1', services)

  test('of an unbooked referral', async () => {
    const changed = await act(gp, await refer(gp), 'changeShortlist', plain('11001', '11003'))
    expect(changed.status, changed.text).toBe(200)
    expect(stateOf(changed)).toBe('NOT_BOOKED')
    expect(changed.json.contained[1].entry).toHaveLength(2)
  })

  test('of a rejected one, which is then unbooked again', async () => {
    const { referral } = await booked()
    const sent = body(
      'eRS-RejectReferral-Parameters-1',
      reasonOf('rejectionReason', 'APPOINTMENT-CANCELLATION-REASON', 'OTHER'),
    )
    const rejected = await act(consultant, referral, 'rejectReferral', sent)
    const changed = await act(gp, rejected, 'changeShortlist', plain('11001'))
    expect(stateOf(changed)).toBe('NOT_BOOKED')
    expect(changed.json).not.toHaveProperty('specialty')
    expect(changed.json.contained).toHaveLength(2)
  })

  test('but not of a booked one, nor to a service that does not match', async () => {
    const { referral } = await booked()
    expect(refusal(await act(gp, referral, 'changeShortlist', plain('11001')))).toEqual([
      422,
      'INVALID_REQUEST_STATE',
    ])
    expect(refusal(await act(gp, await refer(gp), 'changeShortlist', plain('50002')))).toEqual([
      422,
      'SHORTLISTED_SERVICE_NOT_IN_RESULTS',
    ])
  })

  test.each<[string, object, string]>([
    ['a service that never existed', plain('99999'), 'SHORTLISTED_SERVICE_NOT_IN_RESULTS'],
    ['criteria without a target', criteriaOf({ specialty: '', clinicType: '' }), 'MISSING_VALUE'],
    ['a clinic type alone', criteriaOf({ specialty: '' }), 'INAPPROPRIATE_VALUE'],
    [
      'an unknown postcode',
      criteriaOf({ more: [{ name: 'postcode', valueString: 'QQ1 1QQ' }] }),
      'INVALID_VALUE',
    ],
  ])('with the codes of its own list: %s', async (_what, sent, code) => {
    expect(refusal(await act(gp, await refer(gp), 'changeShortlist', sent))).toEqual([422, code])
  })

  test.each([
    ['a letter that is not intended', 'NOT_INTENDING_TO_ADD', 0],
    ['a reminder', 'NEED_TO_ADD_LATER', 7],
  ])('but not for triage with %s', async (_what, letter, days) => {
    const sent = body(
      'eRS-ChangeShortlistAndSendForTriage-Request-Parameters-1',
      ['shortlist', 'resource', shortlist(['11004'])],
      coding('intentionToAddReferralLetter', `${CS}eRS-ReferralLetterIntention-1`, letter),
      ['firstReminderLetterFollowUpDays', 'valueUnsignedInt', days],
    )
    const answer = await act(gp, await refer(gp), 'changeShortlistAndSendForTriage', sent)
    expect(refusal(answer)).toEqual([422, 'INAPPROPRIATE_VALUE'])
  })

  test('and send it for triage, to one triage service', async () => {
    const referral = await refer(gp)
    const name = 'changeShortlistAndSendForTriage'
    expect(refusal(await act(gp, referral, name, forTriage('11004', '11115')))).toEqual([
      422,
      'TOO_MANY_ITEMS',
    ])
    expect(refusal(await act(gp, referral, name, forTriage('11001')))).toEqual([
      422,
      'INAPPROPRIATE_VALUE',
    ])
    const sent = await act(gp, referral, name, forTriage('11004'))
    expect(sent.status, sent.text).toBe(200)
    expect(sent.headers.get('etag')).toBeNull()
    expect(sent.json.parameter.map((one: { name: string }) => one.name)).toEqual([
      'updatedReferralRequest',
      'createdAppointment',
    ])
  })
})

describe('A034 cancels an appointment', () => {
  const cancellation = (appointment: Reply, code: string, more: object = {}) => ({
    ...appointment.json,
    status: 'cancelled',
    reason: [
      {
        coding: [{ system: '_baseUrl_/STU3/CodeSystem/APPOINTMENT-CANCELLATION-REASON', code }],
      },
    ],
    ...more,
  })
  const put = (appointment: Reply, sent: object, etag = 'W/"0"') =>
    gp.send(`/STU3/Appointment/${appointment.json.id}`, {
      method: 'PUT',
      body: sent,
      headers: { 'If-Match': etag },
    })

  test('at the patient’s wish: the slot is free, the referral can be booked again', async () => {
    const { referral, appointment, slot } = await booked()
    const cancelled = await put(appointment, cancellation(appointment, 'PATIENT_ILL'))
    expect(cancelled.status, cancelled.text).toBe(200)
    expect(cancelled.json).toMatchObject({ status: 'cancelled', meta: { versionId: '1' } })
    expect(cancelled.json).not.toHaveProperty('start')
    expect(await isFree(slot)).toBe(true)
    const after = await gp.get(`/STU3/ReferralRequest/${referral.json.id}`)
    expect(stateOf(after)).toBe('APPT_CANCELLED_BY_PATIENT')
    const [next] = await freeSlots(gp, SERVICE)
    if (!next) throw new Error('no slot')
    expect((await book(gp, after, SERVICE, next)).status).toBe(201)
    expect((await gp.get(`/STU3/Appointment/${appointment.json.id}`)).status).toBe(404)
  })

  test.each<[string, string, object, string]>([
    ['a reason of referrals', 'INTEND_PRIVATE', {}, 'INAPPROPRIATE_VALUE'],
    ['a reason of providers', 'SLOT_CANCELLED', {}, 'INAPPROPRIATE_VALUE'],
    ['an unknown reason', 'BORED', {}, 'INVALID_VALUE'],
    ['a reason that wants a comment', 'PATIENT_OTHER_ENGAGEMENT', {}, 'MISSING_VALUE'],
    ['no reason', 'PATIENT_ILL', { reason: undefined }, 'MISSING_VALUE'],
    ['another status', 'PATIENT_ILL', { status: 'booked' }, 'INVALID_VALUE'],
    ['a long comment', 'PATIENT_ILL', { comment: 'x'.repeat(2001) }, 'INVALID_VALUE'],
    [
      'another referral',
      'PATIENT_ILL',
      { incomingReferral: [{ reference: 'ReferralRequest/000000070000/_history/5' }] },
      'INAPPROPRIATE_VALUE',
    ],
    ['an unknown member', 'PATIENT_ILL', { colour: 'red' }, 'UNEXPECTED_FIELD'],
    [
      'another moment of making',
      'PATIENT_ILL',
      { created: '2020-01-01T00:00:00Z' },
      'INAPPROPRIATE_VALUE',
    ],
  ])('but not for %s', async (_what, code, more, expected) => {
    const { appointment } = await booked()
    expect(refusal(await put(appointment, cancellation(appointment, code, more)))).toEqual([
      422,
      expected,
    ])
  })

  test('with the moment of making in another zone, but not with more participants', async () => {
    const { appointment } = await booked()
    const { created, participant } = appointment.json
    const more = [...participant, participant[1], participant[1]]
    const sent = cancellation(appointment, 'PATIENT_ILL', { participant: more })
    expect(refusal(await put(appointment, sent))).toEqual([422, 'INAPPROPRIATE_VALUE'])
    const zoned = cancellation(appointment, 'PATIENT_ILL', {
      comment: 'x'.repeat(2000),
      created: created.replace('Z', '+00:00'),
    })
    expect((await put(appointment, zoned)).status).toBe(200)
  })

  test('but not without its participants, in the published words', async () => {
    const { appointment } = await booked()
    const { participant } = appointment.json
    const sent = cancellation(appointment, 'PATIENT_ILL', { participant: participant.slice(0, 2) })
    const answer = await put(appointment, sent)
    if (participant.length < 3) return expect(answer.status).toBe(200)
    expect(answer.json.issue[0].diagnostics).toBe(
      "'participant[2]' is mandatory, but was not supplied for 'cancel'",
    )
  })

  test('but not at another version, nor without one', async () => {
    const { appointment } = await booked()
    const sent = cancellation(appointment, 'PATIENT_ILL')
    expect((await put(appointment, sent, 'W/"7"')).status).toBe(409)
    expect((await put(appointment, sent, '')).status).toBe(412)
  })
})

describe('A036 cancels a referral', () => {
  const cancellation = (code: string, ...more: readonly Parameter[]) =>
    body(
      'eRS-CancelReferral-Request-Parameters-1',
      reasonOf('cancellationReason', 'REFERRAL-CANCELLATION-REASON', code),
      ...more,
    )

  test('and a booked appointment with it', async () => {
    const { referral, slot } = await booked()
    const cancelled = await act(gp, referral, 'cancelReferral', cancellation('PATIENT_DIED'))
    expect(cancelled.status, cancelled.text).toBe(200)
    const [updated, appointment] = cancelled.json.parameter
    expect(updated.resource.status).toBe('cancelled')
    expect([appointment.name, appointment.resource.status]).toEqual([
      'updatedAppointment',
      'cancelled',
    ])
    expect(await isFree(slot)).toBe(true)
    const again = await gp.get(`/STU3/ReferralRequest/${referral.json.id}`)
    expect(refusal(await act(gp, again, 'cancelReferral', cancellation('PATIENT_DIED')))).toEqual([
      422,
      'INVALID_REQUEST_STATE',
    ])
  })

  test('for the provider, with a reason of theirs', async () => {
    const { referral } = await booked()
    const cancelled = await act(
      consultant,
      referral,
      'cancelReferral',
      cancellation('BOOKED_OUTSIDE_CAB'),
    )
    expect(cancelled.status, cancelled.text).toBe(200)
  })

  test.each<[string, ErsClient | undefined, object, string]>([
    ['a reason of providers', undefined, cancellation('BOOKED_OUTSIDE_CAB'), 'INAPPROPRIATE_VALUE'],
    ['a reason of nobody', undefined, cancellation('PROVIDER_CANCELLATION'), 'INAPPROPRIATE_VALUE'],
    ['an unknown reason', undefined, cancellation('BORED'), 'INAPPROPRIATE_VALUE'],
    [
      'a reason that wants a comment',
      undefined,
      cancellation('PATIENT_REQUEST_CANCELLATION_OTHER'),
      'MISSING_VALUE',
    ],
    ['no reason', undefined, body('eRS-CancelReferral-Request-Parameters-1'), 'MISSING_VALUE'],
  ])('but not for %s', async (_what, _who, sent, code) => {
    expect(refusal(await act(gp, await refer(gp), 'cancelReferral', sent))).toEqual([422, code])
  })

  test('a triaged one only for a reason of triage', async () => {
    const triaged = await gp.get('/STU3/ReferralRequest/000000070004')
    expect(
      refusal(await act(consultant, triaged, 'cancelReferral', cancellation('PATIENT_DIED'))),
    ).toEqual([422, 'INAPPROPRIATE_VALUE'])
    const ended = await act(consultant, triaged, 'cancelReferral', cancellation('TRIAGE_ENDED'))
    expect(ended.status, ended.text).toBe(200)
    expect(ended.json.parameter).toHaveLength(1)
  })
})
