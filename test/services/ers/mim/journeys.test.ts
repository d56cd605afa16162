import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  writeCancellationAnswer,
  writeProviderCancellation,
} from '../../../../src/hl7v3/ebooking/payloads/appointment-cancellation.js'
import { writeCancelledSlotList } from '../../../../src/hl7v3/ebooking/payloads/cancelled-slot-list.js'
import { writeDnaList } from '../../../../src/hl7v3/ebooking/payloads/dna-list.js'
import { readRequestAppointment } from '../../../../src/hl7v3/ebooking/payloads/request-appointment.js'
import { readRequestCancellation } from '../../../../src/hl7v3/ebooking/payloads/request-cancellation.js'
import { writeRequestedAppointment } from '../../../../src/hl7v3/ebooking/payloads/requested-appointment.js'
import { rejectionReason } from '../../../../src/hl7v3/ebooking/vocabularies/rejection-reason.js'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import { CONSULTANT, ErsClient, type Reply, refusal } from '../../../support/client.js'
import { book, onWorklist, operationBody, refer, stateOf } from '../../../support/ers-steps.js'
import { SessionClient } from '../../../support/session-client.js'
import { answerTo, Hospital, MessageParty, NOW, SERVICE, slotAt, uuid } from './support.js'

let sandbox: RunningSandbox
let party: MessageParty
let hospital: Hospital
let count = 0

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  party = await MessageParty.listen()
})
beforeEach(async () => {
  hospital = await Hospital.open(sandbox, `mim-${++count}`, party)
})
afterAll(async () => {
  await sandbox.close()
  await party.close()
})

const read = (ubrn: string) => hospital.gp.get(`/STU3/ReferralRequest/${ubrn}`)

/** Starts a booking, up to the request that the hospital receives. */
async function asked() {
  const referral = await refer(hospital.gp)
  const [slot] = await hospital.free()
  if (!slot) throw new Error('no slot')
  const answering: Promise<Reply> = book(hospital.gp, referral, SERVICE, slot)
  const received = await hospital.next(
    'requestAppointment',
    hospital.count('requestAppointment') + 1,
  )
  const wanted = readRequestAppointment(received.content)
  if (!wanted) throw new Error('not a booking request')
  return { referral, slot, answering, received, wanted, ubrn: wanted.ubrn }
}

async function booked() {
  const { answering, received, wanted, ...more } = await asked()
  await hospital.send({
    family: 'appointmentConfirmed',
    acknowledgement: answerTo(received),
    content: writeRequestedAppointment(wanted),
  })
  const answer = await answering
  expect(answer.status, answer.text).toBe(201)
  return { answer, wanted, ...more }
}

test('a system with a session waits for the hospital as well', async () => {
  await hospital.connect()
  const { ubrn } = await booked()
  const client = await SessionClient.of(hospital.world)
  const ticket = hospital.world.ticket({ userId: CONSULTANT.user, organisation: 'R69' })
  const { json } = await client.open(ticket)
  await client.choose(json.id, ticket, {
    businessFunction: 'SERVICE_PROVIDER_CLINICIAN',
    orgIdentifier: 'R69',
  })
  const before = await client.fhir(`/ReferralRequest/${ubrn}`, json.id)
  const answering = client.fhir(`/ReferralRequest/${ubrn}/$ers.rejectReferral`, json.id, {
    method: 'POST',
    headers: { 'If-Match': before.headers.get('etag') ?? '' },
    body: operationBody('eRS-RejectReferral-Parameters-1', [
      'rejectionReason',
      'valueCoding',
      {
        system: '_baseUrl_/STU3/CodeSystem/APPOINTMENT-CANCELLATION-REASON',
        code: 'SERVICE_INAPPROPRIATE',
      },
    ]),
  })
  const received = await hospital.next('requestCancellation')
  expect(readRequestCancellation(received.content)?.reason).toBe('53')
  expect(received.message.controlAct.author?.user).toBe(CONSULTANT.user)
  await hospital.send({
    family: 'cancellationConfirmed',
    acknowledgement: answerTo(received),
    content: writeCancellationAnswer({ ubrn }),
  })
  const answer = await answering
  expect(answer.status, answer.text).toBe(200)
})

describe('a hospital’s system and the FHIR API', () => {
  test('a poll is asked and answered; a slot is booked, and stands on the worklist', async () => {
    await hospital.connect()
    const poll = await hospital.next('requestSlots')
    expect(poll.message.versionCode).toBe('V3NPfIT3.1.09')
    expect(poll.message.controlAct.author).toBeUndefined()
    const { answering, received, wanted, referral, ubrn } = await asked()
    expect(received.message.controlAct.author).toMatchObject({ user: '021600556514' })
    expect(wanted).toMatchObject({
      ubrn: referral.json.id,
      patient: { nhsNumber: '9912003888' },
      referral: { priority: '1', author: { organisation: 'R69', user: '021600556514' } },
    })
    await hospital.send({
      family: 'appointmentConfirmed',
      acknowledgement: answerTo(received),
      content: writeRequestedAppointment(wanted),
      conversationId: received.post.header.conversationId,
    })
    const answer = await answering
    expect([answer.status, answer.json.status]).toEqual([201, 'booked'])
    const provider = new ErsClient(hospital.world, CONSULTANT)
    expect(await onWorklist(provider, 'REFERRALS_FOR_REVIEW')).toContain(ubrn)
    expect(hospital.findings()).toEqual([])
  })

  test('a rejection is 502, and the slot that is taken is shown no more', async () => {
    await hospital.connect()
    const { answering, received, wanted, slot } = await asked()
    await hospital.send({
      family: 'appointmentRejected',
      acknowledgement: answerTo(received, 'AE'),
      reasons: [{ code: rejectionReason('2'), severity: 'ER' }],
      content: writeRequestedAppointment(wanted),
    })
    expect(refusal(await answering)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
    expect((await hospital.free()).map(({ id }) => id)).not.toContain(slot.id)
    const [exchange] = hospital.world.journal.exchanges('A016')
    expect(exchange?.findings[0]?.message).toContain('rejected with reason 2 Slot already taken')
  })

  test('silence is 504 when the world’s clock says so; a late confirmation is undone', async () => {
    await hospital.connect()
    const { answering, received, wanted } = await asked()
    await hospital.world.clock.advance(120_000)
    expect(refusal(await answering)).toEqual([504, 'PAS_NOT_RESPONDING'])
    await hospital.send({
      family: 'appointmentConfirmed',
      acknowledgement: answerTo(received),
      content: writeRequestedAppointment(wanted),
    })
    const release = await hospital.next('requestCancellation')
    expect(readRequestCancellation(release.content)).toEqual({
      ubrn: wanted.ubrn,
      usrn: wanted.usrn,
      reason: '39',
    })
    expect(hospital.findings()).toEqual(['ebs.late-answer'])
  })

  test('an address that cannot be reached is 504', async () => {
    await hospital.connect()
    party.behaviour = () => 'hang-up'
    const { answering } = await asked()
    await hospital.world.clock.advance(5 * 60_000)
    expect(refusal(await answering)).toEqual([504, 'PAS_NOT_RESPONDING'])
  })

  test('a system that the directory has no contract of is 504 at once, and the slot stays free', async () => {
    await hospital.connect()
    const [slot] = await hospital.free()
    if (!slot) throw new Error('no slot')
    const endpoints = await hospital.control('GET', `/sds/endpoints?partyKey=${hospital.partyKey}`)
    for (const { id } of endpoints.json) await hospital.control('DELETE', `/sds/endpoints/${id}`)
    const answer = await book(hospital.gp, await refer(hospital.gp), SERVICE, slot)
    expect(refusal(answer)).toEqual([504, 'PAS_NOT_RESPONDING'])
    const [exchange] = hospital.world.journal.exchanges('A016')
    expect(exchange?.findings[0]?.message).toContain('no contract with an address')
    expect((await hospital.free()).map(({ id }) => id)).toContain(slot.id)
    const poll = await hospital.control('POST', `/services/${SERVICE}/polls`)
    expect([poll.status, poll.json.state]).toEqual([201, 'FAILED'])
    expect(poll.json.trouble).toContain('no contract with an address')
  })

  test('a cancellation in e-RS reaches the hospital first', async () => {
    await hospital.connect()
    const { ubrn, wanted } = await booked()
    const act = { action: 'PATIENT_CANCELS', reason: 'PATIENT_HOLIDAY' }
    const answering = hospital.control('POST', `/referrals/${ubrn}/actions`, act)
    const received = await hospital.next('requestCancellation')
    expect(readRequestCancellation(received.content)).toEqual({
      ubrn,
      usrn: wanted.usrn,
      reason: '22',
    })
    expect(received.message.controlAct.author).toBeUndefined()
    await hospital.send({
      family: 'cancellationConfirmed',
      acknowledgement: answerTo(received),
      content: writeCancellationAnswer({ ubrn }),
    })
    expect((await answering).json.state).toBe('APPT_CANCELLED_BY_PATIENT')
  })

  test('a refused cancellation leaves the booking', async () => {
    await hospital.connect()
    const { ubrn } = await booked()
    const act = { action: 'PATIENT_CANCELS', reason: 'PATIENT_HOLIDAY' }
    const answering = hospital.control('POST', `/referrals/${ubrn}/actions`, act)
    const received = await hospital.next('requestCancellation')
    await hospital.send({
      family: 'cancellationRejected',
      acknowledgement: answerTo(received, 'AE'),
      content: writeCancellationAnswer({ ubrn }),
    })
    expect((await answering).json.title).toBe('PAS_RESPONDED_WITH_ERROR')
    expect(stateOf(await read(ubrn))).toBe('BOOKED')
  })

  test('the hospital cancels: the referral wants another booking, the slot is not free', async () => {
    await hospital.connect()
    const { ubrn, slot } = await booked()
    const content = writeProviderCancellation({ ubrn, reason: '01' })
    await hospital.send({ family: 'providerCancellation', content })
    expect(await hospital.acknowledged()).toBe('AA')
    expect(stateOf(await read(ubrn))).toBe('APPT_CANCELLED_BY_PROVIDER')
    expect(await onWorklist(hospital.gp, 'AWAITING_BOOKING')).toContain(ubrn)
    expect((await hospital.free()).map(({ id }) => id)).not.toContain(slot.id)
    await hospital.send({ family: 'providerCancellation', content })
    expect(await hospital.acknowledged(2)).toBe('AA')
  })

  test('the hospital cancels what e-RS is cancelling: both sides at once', async () => {
    await hospital.connect()
    const { ubrn } = await booked()
    const act = { action: 'PATIENT_CANCELS', reason: 'PATIENT_HOLIDAY' }
    const answering = hospital.control('POST', `/referrals/${ubrn}/actions`, act)
    const received = await hospital.next('requestCancellation')
    const content = writeProviderCancellation({ ubrn, reason: '01' })
    await hospital.send({ family: 'providerCancellation', content })
    expect((await answering).status).toBe(200)
    const before = await read(ubrn)
    await hospital.send({
      family: 'cancellationRejected',
      acknowledgement: answerTo(received, 'AE'),
      reasons: [{ code: rejectionReason('4'), severity: 'ER' }],
      content: writeCancellationAnswer({ ubrn }),
    })
    expect((await read(ubrn)).text).toBe(before.text)
    expect(hospital.findings()).toEqual([])
  })

  test('a patient who did not come goes back to the referrer', async () => {
    await hospital.connect([slotAt(0)])
    const { ubrn } = await booked()
    const list = (...ubrns: string[]) =>
      writeDnaList({ id: uuid(), missed: ubrns.map((one) => ({ ubrn: one, reason: '3' })) })
    await hospital.send({ family: 'didNotAttend', content: list(ubrn) })
    expect(await hospital.acknowledged()).toBe('AE 4')
    await hospital.world.clock.advance(2 * 24 * 3_600_000)
    await hospital.send({ family: 'didNotAttend', content: list('000000000000', ubrn) })
    expect(await hospital.acknowledged(2)).toBe('AE 4')
    const gp = new ErsClient(hospital.world, {
      user: '021600556514',
      organisation: 'R69',
      role: 'REFERRING_CLINICIAN',
    })
    expect(stateOf(await gp.get(`/STU3/ReferralRequest/${ubrn}`))).toBe('DID_NOT_ATTEND')
    expect(await onWorklist(gp, 'ASSESSMENT_RETURNED_CANCELLED_DNA')).toContain(ubrn)
    const { json } = await gp.get(`/STU3/ReferralRequest/${ubrn}`)
    const [missed] = json.contained.filter(
      ({ resourceType }: { resourceType: string }) => resourceType === 'Appointment',
    )
    expect(missed).toMatchObject({
      status: 'noshow',
      start: expect.stringContaining('T'),
      end: expect.stringContaining('T'),
      reason: [{ coding: [{ code: 'PATIENT_FORGOT' }] }],
    })
    expect(missed.slot).toBeUndefined()
    await hospital.send({ family: 'didNotAttend', content: list(ubrn) })
    expect(await hospital.acknowledged(3)).toBe('AA')
  })

  test('withdrawn slots go; one that is booked stays', async () => {
    const [one, two] = [slotAt(0), slotAt(1)]
    await hospital.connect([one, two])
    const { wanted, ubrn } = await booked()
    const content = writeCancelledSlotList({ id: uuid(), usrns: [one.usrn, two.usrn, uuid()] })
    await hospital.send({ family: 'slotsWithdrawn', content })
    expect(await hospital.acknowledged()).toBe('AA')
    expect(await hospital.free()).toEqual([])
    expect([one.usrn, two.usrn]).toContain(wanted.usrn)
    expect(stateOf(await read(ubrn))).toBe('BOOKED')
    expect(hospital.findings()).toEqual(['ebs.booked-slot-withdrawn'])
  })

  test('a slot that is withdrawn under a booking is gone, unless the hospital books it after all', async () => {
    const slot = slotAt(0)
    await hospital.connect([slot])
    const withdraw = async () =>
      hospital.send({
        family: 'slotsWithdrawn',
        content: writeCancelledSlotList({ id: uuid(), usrns: [slot.usrn] }),
      })
    const refused = await asked()
    await withdraw()
    await hospital.send({
      family: 'appointmentRejected',
      acknowledgement: answerTo(refused.received, 'AE'),
      reasons: [{ code: rejectionReason('7', 'withdrawn'), severity: 'ER' }],
      content: writeRequestedAppointment(refused.wanted),
    })
    expect((await refused.answering).status).toBe(502)
    expect(await hospital.free()).toEqual([])
    await hospital.poll()
    await hospital.offer([slot])
    const taken = await asked()
    await withdraw()
    await hospital.send({
      family: 'appointmentConfirmed',
      acknowledgement: answerTo(taken.received),
      content: writeRequestedAppointment(taken.wanted),
    })
    expect((await taken.answering).status).toBe(201)
  })
})
