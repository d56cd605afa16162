import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  writeCancellationAnswer,
  writeProviderCancellation,
} from '../../../../src/hl7v3/ebooking/payloads/appointment-cancellation.js'
import { writeCancelledSlotList } from '../../../../src/hl7v3/ebooking/payloads/cancelled-slot-list.js'
import { writeDnaList } from '../../../../src/hl7v3/ebooking/payloads/dna-list.js'
import { readRequestAppointment } from '../../../../src/hl7v3/ebooking/payloads/request-appointment.js'
import { writeRequestedAppointment } from '../../../../src/hl7v3/ebooking/payloads/requested-appointment.js'
import { rejectionReason } from '../../../../src/hl7v3/ebooking/vocabularies/rejection-reason.js'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import { type Reply, refusal } from '../../../support/client.js'
import { book, refer, stateOf } from '../../../support/ers-steps.js'
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
  hospital = await Hospital.open(sandbox, `incoming-${++count}`, party)
})
afterAll(async () => {
  await sandbox.close()
  await party.close()
})

const withdrawn = () => writeCancelledSlotList({ id: uuid(), usrns: [uuid()] })
const read = (ubrn: string) => hospital.gp.get(`/STU3/ReferralRequest/${ubrn}`)

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

describe('a message that is not in order is rejected', () => {
  beforeEach(() => hospital.connect([]))

  test.each([
    ['with the versionCode of another release', { versionCode: 'V3NPfIT2.3' }, 'AR 503'],
    [
      'without the version',
      { edit: (text: string) => text.replace(/<versionCode[^>]*>/, '') },
      'AR 503',
    ],
    [
      'with an identifier in small letters',
      {
        edit: (text: string) =>
          text.replace(/<CancelledSlotList[\s\S]*?<id root="[^"]*"/, (part) =>
            part.replace(/root="[^"]*"$/, (id) => `root="${id.slice(6, -1).toLowerCase()}"`),
          ),
      },
      'AR 202',
    ],
    [
      'with elements that are unknown',
      { edit: (text: string) => text.replace('<component ', '<more/><component ') },
      'AR 202',
    ],
    [
      'with an empty list',
      { edit: (text: string) => text.replace(/<component [\s\S]*<\/component>/, '') },
      'AR 202',
    ],
    [
      'without its subject',
      { edit: (text: string) => text.replace(/<subject[\s\S]*<\/subject>/, '') },
      'AR 513',
    ],
  ])('%s', async (_, more, acknowledgement) => {
    await hospital.send({ family: 'slotsWithdrawn', content: withdrawn(), ...more })
    expect(await hospital.acknowledged()).toBe(acknowledgement)
  })

  test('the second time that its HL7 id comes', async () => {
    const id = uuid()
    await hospital.send({ family: 'slotsWithdrawn', id, content: withdrawn() })
    await hospital.send({ family: 'slotsWithdrawn', id, content: withdrawn() })
    expect(await hospital.acknowledged(2)).toBe('AR 202')
  })

  test('the version is looked at before the HL7 id is looked for', async () => {
    const id = uuid()
    await hospital.send({ family: 'slotsWithdrawn', id, content: withdrawn() })
    const versionCode = 'V3NPfIT3.1.07'
    await hospital.send({ family: 'slotsWithdrawn', id, content: withdrawn(), versionCode })
    expect(await hospital.acknowledged(2)).toBe('AR 503')
  })

  test('from a system that keeps the clinics of no service', async () => {
    await hospital.control('DELETE', `/services/${SERVICE}/pas`)
    await hospital.send({ family: 'slotsWithdrawn', content: withdrawn() })
    expect(await hospital.acknowledged()).toBe('AR 900')
    expect(hospital.findings()).toContain('ebs.rejected')
  })

  test('with a fixed value that is wrong only in strict mode', async () => {
    const edit = (text: string) => text.replace('classCode="LIST"', 'classCode="ACT"')
    await hospital.send({ family: 'slotsWithdrawn', content: withdrawn(), edit })
    expect(await hospital.acknowledged()).toBe('AA')
    expect(hospital.findings()).toEqual(['ebs.fixed-value'])
    await hospital.control('PATCH', '/settings', { strict: ['ebs.*'] })
    await hospital.send({ family: 'slotsWithdrawn', content: withdrawn(), edit })
    expect(await hospital.acknowledged(2)).toBe('AR 202')
  })

  test('an answer that is not in order is never answered, only noted', async () => {
    await hospital.send({
      family: 'appointmentConfirmed',
      acknowledgement: { type: 'AA', details: [], messageRef: uuid() },
      content: writeRequestedAppointment({ usrn: 'not-a-uuid', ubrn: '000000000000' }),
    })
    expect(hospital.findings()).toContain('ebs.rejected')
    expect(hospital.count('acknowledgement')).toBe(0)
  })
})

describe('what the hospital says of its own accord', () => {
  beforeEach(() => hospital.connect([slotAt(0)]))

  test.each([
    ['a UBRN that there is not', '999999999999'],
    ['a UBRN without an appointment', undefined],
  ])('a cancellation of %s is refused with reason 4', async (_, unknown) => {
    const ubrn = unknown ?? (await refer(hospital.gp)).json.id
    const content = writeProviderCancellation({ ubrn, reason: '19' })
    await hospital.send({ family: 'providerCancellation', content })
    expect(await hospital.acknowledged()).toBe('AE 4')
  })

  test('of another provider’s appointment likewise', async () => {
    const { answering, received, wanted, ubrn } = await asked()
    await hospital.send({
      family: 'appointmentConfirmed',
      acknowledgement: answerTo(received),
      content: writeRequestedAppointment(wanted),
    })
    await answering
    const other = await hospital.another('RZZ', '60002')
    const content = writeProviderCancellation({ ubrn, reason: '19' })
    await other.send({ family: 'providerCancellation', content })
    expect(await other.acknowledged()).toBe('AE 4')
    const list = writeCancelledSlotList({ id: uuid(), usrns: [wanted.usrn] })
    await other.send({ family: 'slotsWithdrawn', content: list })
    expect(await other.acknowledged(2)).toBe('AR 900')
    const missed = writeDnaList({ id: uuid(), missed: [{ ubrn, reason: '9' }] })
    await other.send({ family: 'didNotAttend', content: missed })
    expect(await other.acknowledged(3)).toBe('AE 4')
    expect(stateOf(await read(ubrn))).toBe('BOOKED')
  })

  test.each([
    ['1', [], 'CLINIC_CANCELLED'],
    ['13', [], 'CLINIC_OVERRUN_ALTERNATIVE'],
    ['21', ['ebs.not-a-provider-reason'], 'NOT_SPECIFIED'],
  ])('reason %s is taken', async (code, findings, reason) => {
    const { answering, received, wanted, ubrn } = await asked()
    await hospital.send({
      family: 'appointmentConfirmed',
      acknowledgement: answerTo(received),
      content: writeRequestedAppointment(wanted),
    })
    await answering
    await hospital.send({
      family: 'providerCancellation',
      content: writeProviderCancellation({ ubrn, reason: '19' }),
      edit: (text) => text.replace('code="19"', `code="${code}"`),
    })
    expect(await hospital.acknowledged()).toBe('AA')
    expect((await read(ubrn)).text).toContain(reason)
    expect(hospital.findings()).toEqual(expect.arrayContaining(findings))
    if (code === '1') expect(hospital.findings()).toEqual(['ebs.fixed-value'])
  })

  test('a cancellation after the appointment is refused with words', async () => {
    const { answering, received, wanted, ubrn } = await asked()
    await hospital.send({
      family: 'appointmentConfirmed',
      acknowledgement: answerTo(received),
      content: writeRequestedAppointment(wanted),
    })
    await answering
    await hospital.world.clock.advance(2 * 24 * 3_600_000)
    const content = writeProviderCancellation({ ubrn, reason: '19' })
    await hospital.send({ family: 'providerCancellation', content })
    expect(await hospital.acknowledged()).toBe('AE 7')
    const { message } = await hospital.next('acknowledgement')
    expect(message.controlAct.reasons[0]?.code.originalText).toContain('in the past')
  })
})

describe('answers to a booking', () => {
  beforeEach(() => hospital.connect())

  test.each([
    ['AE', ['7'], []],
    ['AR', [], ['202']],
  ] as const)(
    'an acknowledgement %s in place of it is 502, and the slot is free again',
    async (type, reasons, details) => {
      const { answering, received, slot } = await asked()
      await hospital.send({
        family: 'acknowledgement',
        acknowledgement: {
          ...answerTo(received, type),
          details: details.map((code) => ({
            severity: 'ER',
            code: { code, codeSystem: '2.16.840.1.113883.2.1.3.2.4.17.32', displayName: 'Error' },
          })),
        },
        reasons: reasons.map((code) => ({ code: rejectionReason(code, 'no'), severity: 'ER' })),
      })
      expect(refusal(await answering)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
      expect((await hospital.free()).map(({ id }) => id)).toContain(slot.id)
    },
  )

  test('an acknowledgement AA is no answer: the booking waits on', async () => {
    const { answering, received, wanted } = await asked()
    await hospital.send({ family: 'acknowledgement', acknowledgement: answerTo(received) })
    expect(hospital.findings()).toEqual(['ebs.acknowledged-request'])
    await hospital.send({
      family: 'appointmentConfirmed',
      acknowledgement: answerTo(received),
      content: writeRequestedAppointment(wanted),
    })
    expect((await answering).status).toBe(201)
  })

  test.each(['AA', 'AE', 'AR'] as const)('a rejection may come with %s', async (type) => {
    const { answering, received, wanted } = await asked()
    await hospital.send({
      family: 'appointmentRejected',
      acknowledgement: answerTo(received, type),
      reasons: [{ code: rejectionReason('1'), severity: 'ER' }],
      content: writeRequestedAppointment(wanted),
    })
    expect(refusal(await answering)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
    expect(hospital.findings()).toEqual(type === 'AA' ? ['ebs.accepted-rejection'] : [])
  })

  test('the reason may stand in the acknowledgement', async () => {
    const { answering, received, wanted, slot } = await asked()
    await hospital.send({
      family: 'appointmentRejected',
      acknowledgement: {
        ...answerTo(received, 'AE'),
        details: [
          { severity: 'ER', code: { code: '2', codeSystem: '2.16.840.1.113883.2.1.3.2.4.17.32' } },
        ],
      },
      content: writeRequestedAppointment(wanted),
    })
    await answering
    expect(hospital.findings()).toEqual([])
    expect((await hospital.free()).map(({ id }) => id)).not.toContain(slot.id)
  })

  test.each([
    ['an unknown messageRef', 'ebs.unknown-request', { messageRef: uuid() }, {}],
    ['another UBRN', 'ebs.different-request', {}, { ubrn: '000000000000' }],
    ['another USRN', 'ebs.different-request', {}, { usrn: uuid() }],
  ])('with %s', async (_, finding, more, other) => {
    const { answering, received, wanted } = await asked()
    await hospital.send({
      family: 'appointmentConfirmed',
      acknowledgement: { ...answerTo(received), ...more },
      content: writeRequestedAppointment({ ...wanted, ...other }),
    })
    await hospital.world.clock.advance(120_000)
    const status = finding === 'ebs.unknown-request' ? 504 : 502
    expect((await answering).status).toBe(status)
    expect(hospital.findings()).toEqual([finding])
  })

  test('a second answer counts for nothing', async () => {
    const { answering, received, wanted, ubrn } = await asked()
    const answer = {
      acknowledgement: answerTo(received),
      content: writeRequestedAppointment(wanted),
    }
    await hospital.send({ family: 'appointmentConfirmed', ...answer })
    await hospital.send({
      family: 'appointmentRejected',
      ...answer,
      acknowledgement: answerTo(received, 'AE'),
      reasons: [{ code: rejectionReason('6'), severity: 'ER' }],
    })
    expect((await answering).status).toBe(201)
    expect(hospital.findings()).toEqual(['ebs.second-answer'])
    expect(stateOf(await read(ubrn))).toBe('BOOKED')
  })

  test('an answer to a cancellation that nobody asked for is dropped', async () => {
    await hospital.send({
      family: 'cancellationConfirmed',
      acknowledgement: { type: 'AA', details: [], messageRef: uuid() },
      content: writeCancellationAnswer({ ubrn: '000000000000' }),
    })
    expect(hospital.findings()).toEqual(['ebs.unknown-request'])
  })
})

describe('answers to a poll', () => {
  test.each([
    ['to no poll of e-RS', { request: uuid() }, 'ebs.unknown-poll'],
    ['about another service', { service: '11010' }, 'ebs.other-service'],
  ])('%s are dropped', async (_, more, finding) => {
    await hospital.connect([slotAt(0)])
    await hospital.poll()
    await hospital.offer([slotAt(1), slotAt(2)], more)
    expect(hospital.findings()).toEqual([finding])
    expect(await hospital.free()).toHaveLength(1)
  })

  test('the second one is dropped', async () => {
    await hospital.connect([slotAt(0)])
    await hospital.offer([])
    expect(hospital.findings()).toEqual(['ebs.second-answer'])
    expect(await hospital.free()).toHaveLength(1)
  })

  test('a late one is taken, with a finding', async () => {
    await hospital.connect([])
    await hospital.poll()
    await hospital.world.clock.advance(10 * 60_000)
    await hospital.offer([slotAt(0)])
    expect(hospital.findings()).toEqual(['ebs.late-answer'])
  })

  test('an acknowledgement AE leaves the slots as they are', async () => {
    await hospital.connect([slotAt(0)])
    await hospital.poll()
    const poll = await hospital.next('requestSlots', 2)
    await hospital.send({
      family: 'acknowledgement',
      acknowledgement: answerTo(poll, 'AE'),
      reasons: [{ code: rejectionReason('5'), severity: 'ER' }],
    })
    expect(hospital.findings()).toEqual(['ebs.poll-refused'])
    const polls = await hospital.control('GET', `/services/${SERVICE}/polls`)
    expect(polls.json.map(({ state }: { state: string }) => state)).toContain('FAILED')
    expect(await hospital.free()).toHaveLength(1)
  })

  test('priority 4 counts as routine; a start and a length will do; half a time will not', async () => {
    const [one, two, three] = [slotAt(0), slotAt(1), slotAt(2)]
    await hospital.connect([
      { ...one, priority: '4' },
      { ...two, time: { low: two.time.low, width: { value: 30, unit: 'min' } } },
      { ...three, time: { low: three.time.low } },
    ])
    expect(await hospital.free()).toHaveLength(2)
    expect(hospital.findings()).toEqual(['ebs.priority-4', 'ebs.slot-unreadable'])
  })

  test('times are British: nine o’clock in June is eight in FHIR', async () => {
    await hospital.connect([{ usrn: uuid(), time: { low: '202606030900', high: '202606030930' } }])
    const [slot] = await hospital.free()
    expect(slot?.start).toContain('2026-06-03T08:00:00')
  })
})

describe('MiM 2.3', () => {
  test('is spoken to a system that is registered for it alone', async () => {
    hospital = await Hospital.open(sandbox, `incoming-old-${++count}`, party, { releases: ['2.3'] })
    await hospital.connect()
    const poll = await hospital.next('requestSlots')
    expect(poll.message.versionCode).toBe('V3NPfIT2.3')
    const { answering, received, wanted, ubrn } = await asked()
    expect(received.message.interactionId).toBe('PRSC_IN040000UK03')
    await hospital.send({
      family: 'appointmentConfirmed',
      acknowledgement: answerTo(received),
      content: writeRequestedAppointment(wanted),
    })
    expect((await answering).status).toBe(201)
    const content = writeProviderCancellation({ ubrn: '999999999999', reason: '01' })
    await hospital.send({ family: 'providerCancellation', content })
    expect(await hospital.acknowledged()).toBe('AE')
    expect((await hospital.next('acknowledgement')).message.interactionId).toBe('MCCI_IN010000UK01')
    await hospital.send({
      family: 'providerCancellation',
      content: writeProviderCancellation({ ubrn, reason: '01' }),
    })
    expect(await hospital.acknowledged(2)).toBe('AA')
    expect(hospital.findings()).toEqual(['ebs.cancellation-refused'])
  })

  test('from a system that is registered for the newer release gets a finding', async () => {
    hospital = await Hospital.open(sandbox, `incoming-both-${++count}`, party, {
      releases: ['3.1.09', '2.3'],
    })
    await hospital.connect([])
    await hospital.send({ family: 'slotsWithdrawn', release: '2.3', content: withdrawn() })
    expect(hospital.findings()).toEqual(['ebs.old-release'])
    await party.next('MCCI_IN010000UK01')
    await hospital.control('PATCH', '/settings', { strict: ['ebs.old-release'] })
    await hospital.send({ family: 'slotsWithdrawn', release: '2.3', content: withdrawn() })
    await party.next('MCCI_IN010000UK01')
    expect(hospital.findings()).toContain('ebs.rejected')
  })
})
