import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, type Reply, request } from '../support/client.js'
import { proposal, type SlotResource } from '../support/ers-bodies.js'
import {
  actionsFor,
  book,
  freeSlots,
  onWorklist,
  operate,
  operationBody,
  refer,
  stateOf,
} from '../support/ers-steps.js'

const CS = 'https://fhir.nhs.uk/STU3/CodeSystem/'

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

const read = (client: ErsClient, ubrn: string) => client.get(`/STU3/ReferralRequest/${ubrn}`)

async function attachLetter(referral: Reply): Promise<Reply> {
  const uploaded = await gp.send('/STU3/Binary', {
    method: 'POST',
    body: 'Dear colleague, thank you for seeing this patient.',
    headers: {
      'Content-Type': 'text/plain',
      'NHSD-eRS-File-Name': 'letter.txt',
      'NHSD-eRS-Referral-ID': referral.json.id,
    },
  })
  expect(uploaded.status, uploaded.text).toBe(201)
  const letter = {
    resourceType: 'DocumentReference',
    meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/eRS-DocumentReference-1'] },
    type: { coding: [{ system: `${CS}eRS-AttachmentType-1`, code: 'REFERRER' }] },
    status: 'current',
    indexed: world.clock.now().toISOString(),
    content: [{ attachment: { url: uploaded.headers.get('location') } }],
  }
  const current = await read(gp, referral.json.id)
  const attached = await operate(
    gp,
    current,
    'maintainReferralLetter',
    operationBody('eRS-MaintainReferralLetter-Parameters-1', [
      'referralLetterFile',
      'resource',
      letter,
    ]),
  )
  expect(attached.status, attached.text).toBe(200)
  return attached
}

const propose = (referral: Reply, service: string, reason: string) =>
  gp.post(
    '/STU3/Appointment',
    proposal({ ubrn: referral.json.id, version: referral.json.meta.versionId, service }, reason),
  )

const review = (code: string, ...more: readonly (readonly [string, string, unknown])[]) =>
  operationBody(
    'eRS-RecordReviewOutcome-Parameters-1',
    ['reviewOutcome', 'valueCoding', { system: `${CS}eRS-ReviewOutcome-1`, code }],
    ['reviewComments', 'valueString', 'Please see the advice'],
    ...more,
  )

const reason = (name: string, set: string, code: string) =>
  [name, 'valueCoding', { system: `_baseUrl_/STU3/CodeSystem/${set}`, code }] as const

describe('stories of a referral', () => {
  test('two-week wait: referred, booked by the GP, letter added, accepted', async () => {
    const referral = await refer(gp, {
      priority: 'TWO_WEEK_WAIT',
      services: ['11002'],
      letter: 'NEED_TO_ADD_LATER',
    })
    const [slot] = await freeSlots(gp, '11002', { appointmentType: 'TWO_WEEK_WAIT' })
    expect((await book(gp, referral, '11002', slot as SlotResource)).status).toBe(201)
    const { id } = referral.json
    expect(await onWorklist(consultant, 'REFERRALS_FOR_REVIEW')).not.toContain(id)
    expect(await onWorklist(gp, 'LETTERS_OUTSTANDING')).toContain(id)
    await attachLetter(referral)
    expect(await onWorklist(gp, 'LETTERS_OUTSTANDING')).not.toContain(id)
    const list = await onWorklist(consultant, 'REFERRALS_FOR_REVIEW')
    // Two-week waits come first, the oldest of them first: the seed holds two older ones.
    expect(list.slice(0, 3)).toEqual(['000000071003', '000000070005', id])
    const accepted = await operate(consultant, await read(consultant, id), 'acceptReferral')
    expect(accepted.status, accepted.text).toBe(200)
  })

  test('triage: sent, reviewed, returned with advice, referred again', async () => {
    const referral = await refer(gp, { services: ['11004'], letter: 'NEED_TO_ADD_LATER' })
    const { id } = referral.json
    expect((await propose(referral, '11004', 'TRIAGE')).status).toBe(201)
    const waiting = await read(gp, id)
    expect(await actionsFor(consultant, id, waiting.json.meta.versionId)).toEqual([
      'CANCEL_REFERRAL',
    ])
    const sent = await attachLetter(referral)
    expect(await onWorklist(consultant, 'REFERRALS_FOR_REVIEW')).toContain(id)
    expect(await actionsFor(consultant, id, sent.json.meta.versionId)).toContain(
      'RECORD_REVIEW_OUTCOME',
    )
    const returned = await operate(
      consultant,
      sent,
      'recordReviewOutcome',
      review('RETURN_TO_REFERRER_WITH_ADVICE'),
    )
    expect(stateOf(returned)).toBe('TRIAGE_RESPONSE')
    expect(await onWorklist(gp, 'REJECTED_TRIAGE_RESPONSE')).toContain(id)
  })

  test('deferral: no slots, on the list of slot issues, booked by the provider later', async () => {
    const referral = await refer(gp, { services: ['11021'], letter: 'NEED_TO_ADD_LATER' })
    const { id } = referral.json
    expect((await propose(referral, '11021', 'NO_SLOTS_AT_SERVICE')).status).toBe(201)
    expect(await onWorklist(consultant, 'APPOINTMENT_SLOT_ISSUES')).toContain(id)
    const answer = await request(`${world.url}/_sandbox/referrals/${id}/actions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        action: 'RECORD_INDIRECT_BOOKING',
        serviceId: '11021',
        at: '2026-07-01T10:00:00Z',
      }),
    })
    expect(answer.json.state).toBe('BOOKED')
    expect(await onWorklist(consultant, 'APPOINTMENT_SLOT_ISSUES')).not.toContain(id)
  })

  test('cancel and refer again', async () => {
    const referral = await refer(gp)
    const cancelled = await operate(
      gp,
      referral,
      'cancelReferral',
      operationBody(
        'eRS-CancelReferral-Request-Parameters-1',
        reason('cancellationReason', 'REFERRAL-CANCELLATION-REASON', 'RAISED_IN_ERROR'),
      ),
    )
    expect(cancelled.status, cancelled.text).toBe(200)
    expect(await onWorklist(gp, 'AWAITING_BOOKING')).not.toContain(referral.json.id)
    const again = await refer(gp)
    expect(await onWorklist(gp, 'AWAITING_BOOKING')).toContain(again.json.id)
  })

  test('the provider rejects, the referrer shortlists another service and books there', async () => {
    const referral = await refer(gp)
    const [slot] = await freeSlots(gp, '11000')
    await book(gp, referral, '11000', slot as SlotResource)
    const booked = await read(consultant, referral.json.id)
    const rejected = await operate(
      consultant,
      booked,
      'rejectReferral',
      operationBody(
        'eRS-RejectReferral-Parameters-1',
        reason('rejectionReason', 'APPOINTMENT-CANCELLATION-REASON', 'SERVICE_INAPPROPRIATE'),
      ),
    )
    expect(rejected.status, rejected.text).toBe(200)
    expect(await onWorklist(gp, 'REJECTED_TRIAGE_RESPONSE')).toContain(referral.json.id)
    expect(await actionsFor(consultant, referral.json.id, rejected.json.meta.versionId)).toEqual([])
  })
})
