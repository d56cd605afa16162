import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, type Reply, refusal } from '../../support/client.js'
import { proposal, worklist } from '../../support/ers-bodies.js'
import {
  book,
  freeSlots,
  onWorklist,
  operate,
  operationBody,
  refer,
} from '../../support/ers-steps.js'
import { control, letters, uploaded } from './documents/support.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let gp: ErsClient
let consultant: ErsClient

beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T06:00:00Z'), frozen: true },
  })
  world = sandbox.world('worklists')
})
beforeEach(async () => {
  await world.reset()
  gp = new ErsClient(world, GP)
  consultant = new ErsClient(world, CONSULTANT)
})
afterAll(() => sandbox.close())

const PATH = '/STU3/ReferralRequest/$ers.fetchworklist'
const SD = (name: string) =>
  `https://fhir.nhs.uk/STU3/StructureDefinition/Extension-eRS-${name}-WorkListItem-1`
const DBS = '11000'
const RAS = '11004'

interface Field {
  readonly url: string
  readonly valueCodeableConcept?: { readonly coding: readonly { code: string; display?: string }[] }
  readonly valueReference?: {
    readonly reference?: string
    readonly identifier?: { readonly value: string }
  }
}

/** The value of a field as a test wants to see it: a code, an id, a text, a number or a date. */
function shown({ url: _url, valueCodeableConcept, valueReference, ...plain }: Field): unknown {
  const [coding] = valueCodeableConcept?.coding ?? []
  if (coding) return coding.display === undefined ? coding.code : [coding.code, coding.display]
  if (valueReference) return valueReference.reference ?? valueReference.identifier?.value
  return Object.values(plain)[0]
}

/** The line of a request on a list: the name of its extension, and its fields by name. */
async function lineOf(client: ErsClient, type: string, ubrn: string) {
  const list = await client.post(PATH, worklist(type))
  expect(list.status, list.text).toBe(200)
  const entry = list.json.entry.find(
    (one: { item: { reference: string } }) => one.item.reference === `ReferralRequest/${ubrn}`,
  )
  expect(entry?.extension, `${ubrn} on ${type}`).toHaveLength(1)
  const [{ url, extension }] = entry.extension
  const fields = extension.map((field: Field) => [field.url, shown(field)])
  return { url, fields: Object.fromEntries(fields), names: fields.map(([name]: [string]) => name) }
}

const read = (ubrn: string): Promise<Reply> => gp.get(`/STU3/ReferralRequest/${ubrn}`)

async function withLetter(referral: Reply): Promise<Reply> {
  const url = await uploaded(gp, { request: referral.json.id })
  const changed = await operate(
    gp,
    await read(referral.json.id),
    'maintainReferralLetter',
    letters({ url }),
  )
  expect(changed.status, changed.text).toBe(200)
  return changed
}

async function booked(): Promise<Reply> {
  const referral = await refer(gp)
  const [slot] = await freeSlots(gp, DBS)
  if (!slot) throw new Error('no slot')
  expect((await book(gp, referral, DBS, slot)).status).toBe(201)
  return read(referral.json.id)
}

const toTriage = ({ json }: Reply) =>
  gp.post(
    '/STU3/Appointment',
    proposal({ ubrn: json.id, version: json.meta.versionId, service: RAS }, 'TRIAGE'),
  )

const accept = (referral: Reply) => operate(consultant, referral, 'acceptReferral')

describe('referrals for review', () => {
  test('tell of a booking who, when, where and at which version', async () => {
    const { json } = await booked()
    const { url, fields, names } = await lineOf(consultant, 'REFERRALS_FOR_REVIEW', json.id)
    expect(url).toBe(SD('ReferralsforReview'))
    expect(fields).toMatchObject({
      priority: 'ROUTINE',
      specialty: 'CARDIOLOGY',
      patient: '#Patient-9912003888',
      eReferralPathwayStart: '2026-06-01T06:00:00.000Z',
      clinicalInfoPrinted: false,
      requestContextStatus: ['NEVER_REVIEWED', 'Never Reviewed'],
      referralType: 'APPOINTMENT',
      service: DBS,
      referralRequestVersion: Number(json.meta.versionId),
    })
    const appointment = json.contained.find(({ id }: { id: string }) => id === 'appointment')
    expect(Date.parse(fields.appointmentStart)).toBe(Date.parse(appointment.start))
    expect(names).not.toContain('clinicalInfoFirstSubmitted')
  })

  test('tell of a triage when its letter came, and have it only then', async () => {
    const referral = await refer(gp, { services: [RAS], letter: 'NEED_TO_ADD_LATER' })
    const { id } = referral.json
    expect((await toTriage(referral)).status).toBe(201)
    expect(await onWorklist(consultant, 'REFERRALS_FOR_REVIEW')).not.toContain(id)
    await world.clock.advance(60_000)
    await withLetter(referral)
    const { fields, names } = await lineOf(consultant, 'REFERRALS_FOR_REVIEW', id)
    expect(fields).toMatchObject({
      referralType: 'TRIAGE_DEFERRAL',
      clinicalInfoFirstSubmitted: '2026-06-01T06:01:00.000Z',
      service: RAS,
    })
    expect(names).not.toContain('appointmentStart')
  })

  test('lose what was accepted, and have it back as changed when its letter changes', async () => {
    const referral = await booked()
    const { id } = referral.json
    expect((await accept(referral)).status).toBe(200)
    expect(await onWorklist(consultant, 'REFERRALS_FOR_REVIEW')).not.toContain(id)
    await withLetter(await read(id))
    const { fields } = await lineOf(consultant, 'REFERRALS_FOR_REVIEW', id)
    expect(fields.requestContextStatus).toEqual(['LETTER_CHANGED', 'Letter Changed'])
    const act = { action: 'CHANGE_PRIORITY', priority: 'URGENT' }
    expect((await control(world.url, 'POST', `/referrals/${id}/actions`, act)).status).toBe(200)
    const again = await lineOf(consultant, 'REFERRALS_FOR_REVIEW', id)
    expect(again.fields.requestContextStatus[0]).toBe('PRIORITY_AND_LETTER_CHANGED')
    expect((await accept(await read(id))).status).toBe(200)
    expect(await onWorklist(consultant, 'REFERRALS_FOR_REVIEW')).not.toContain(id)
  })

  test('lose a booking whose day has passed', async () => {
    const { json } = await booked()
    await world.clock.advance(7 * 86_400_000)
    expect(
      await onWorklist(new ErsClient(world, CONSULTANT), 'REFERRALS_FOR_REVIEW'),
    ).not.toContain(json.id)
  })

  test('come with the most urgent first, then the oldest', async () => {
    const ofPriority = async (priority: string): Promise<string> => {
      const referral = await refer(gp, { services: [RAS], letter: 'NEED_TO_ADD_LATER', priority })
      expect((await toTriage(referral)).status).toBe(201)
      await withLetter(referral)
      await world.clock.advance(1000)
      return referral.json.id
    }
    const routine = [await ofPriority('ROUTINE'), await ofPriority('ROUTINE')]
    const urgent = [await ofPriority('URGENT'), await ofPriority('URGENT')]
    const all = await onWorklist(consultant, 'REFERRALS_FOR_REVIEW')
    const mine = all.filter((ubrn) => [...routine, ...urgent].includes(ubrn))
    expect(mine).toEqual([...urgent, ...routine])
  })
})

describe('appointment slot issues', () => {
  test('tell why, since when, and by when the patient is promised an answer', async () => {
    const { url, fields } = await lineOf(consultant, 'APPOINTMENT_SLOT_ISSUES', '000000070003')
    expect(url).toBe(SD('AppointmentSlotIssues'))
    expect(fields).toEqual({
      priority: 'URGENT',
      specialty: 'CARDIOLOGY',
      patient: '9912003888',
      eReferralPathwayStart: '2026-05-18T08:54:00.000Z',
      clinicalInfoPrinted: false,
      ubrnReceived: '2026-05-28T12:55:00.000Z',
      patientContactExpected: '2026-06-11',
      clinicalInformationStatus: 'PRESENT',
      reason: 'NO_SLOTS_AT_SERVICE',
      service: '11010',
    })
  })

  test('keep what was reviewed already, and lose what the provider takes on', async () => {
    const before = await consultant.get('/STU3/ReferralRequest/000000070003')
    const outcome = operationBody(
      'eRS-RecordReviewOutcome-Parameters-1',
      [
        'reviewOutcome',
        'valueCoding',
        {
          system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-ReviewOutcome-1',
          code: 'ACCEPT_REFER_BOOK_LATER',
        },
      ],
      ['reviewComments', 'valueString', 'Book into the next clinic'],
      [
        'reviewPriority',
        'valueCoding',
        { system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-Priority-1', code: 'URGENT' },
      ],
    )
    expect((await operate(consultant, before, 'recordReviewOutcome', outcome)).status).toBe(200)
    expect(await onWorklist(consultant, 'APPOINTMENT_SLOT_ISSUES')).not.toContain('000000070003')
  })
})

describe("a referrer's lists", () => {
  const COMMON = { patient: '9912003888', priority: 'ROUTINE', referrer: GP.user }

  test('letters outstanding: until the letter is there', async () => {
    const referral = await refer(gp, { letter: 'NEED_TO_ADD_LATER' })
    const { url, fields } = await lineOf(gp, 'LETTERS_OUTSTANDING', referral.json.id)
    expect(url).toBe(SD('LettersOutstanding'))
    expect(fields).toEqual({
      ...COMMON,
      referralCreated: '2026-06-01T06:00:00.000Z',
      clinicalContext: 'CARDIOLOGY/HEART_FAILURE',
      letterDue: '2026-06-01',
    })
    await withLetter(referral)
    expect(await onWorklist(gp, 'LETTERS_OUTSTANDING')).not.toContain(referral.json.id)
  })

  test('awaiting booking: with the state in its own words, and why an appointment was cancelled', async () => {
    const waiting = await refer(gp)
    const line = await lineOf(gp, 'AWAITING_BOOKING', waiting.json.id)
    expect(line.url).toBe(SD('AwaitingBooking'))
    expect(line.fields.status).toEqual(['NOT_BOOKED', 'Not booked'])
    expect(line.names).not.toContain('reason')
    const { json } = await booked()
    expect(await onWorklist(gp, 'AWAITING_BOOKING')).not.toContain(json.id)
    const act = { action: 'PROVIDER_CANCELS', reason: 'CLINIC_CANCELLED' }
    const done = await control(world.url, 'POST', `/referrals/${json.id}/actions`, act)
    expect(done.status, await done.text()).toBe(200)
    const { fields } = await lineOf(gp, 'AWAITING_BOOKING', json.id)
    expect(fields).toMatchObject({
      status: ['APP_CANCELLED_BY_PROVIDER', 'Appointment cancelled by provider'],
      reason: ['CLINIC_CANCELLED', expect.any(String)],
    })
  })

  test('rejected and returned: the reason of a rejection, none of a triage', async () => {
    const rejected = await lineOf(gp, 'REJECTED_TRIAGE_RESPONSE', '000000071005')
    expect(rejected.url).toBe(SD('RejectedTriageResponse'))
    expect(rejected.fields).toMatchObject({
      status: ['REJECTED', 'Rejected'],
      reason: ['FURTHER_INFORMATION_REQUIRED', 'Further information required'],
    })
    const returned = await lineOf(gp, 'REJECTED_TRIAGE_RESPONSE', '000000071004')
    expect(returned.fields.status).toEqual(['TRIAGE_RESPONSE', 'Triage Response'])
    expect(returned.names).not.toContain('reason')
  })

  test('assessed, cancelled elsewhere, not attended: not what the referrer cancelled', async () => {
    const { url, fields } = await lineOf(gp, 'ASSESSMENT_RETURNED_CANCELLED_DNA', '000000071007')
    expect(url).toBe(SD('AssessmentReturnedCancelledDna'))
    expect(fields.status).toEqual(['CANCELLED_REFERRAL', 'Cancelled referral'])
    const missed = await lineOf(gp, 'ASSESSMENT_RETURNED_CANCELLED_DNA', '000000071006')
    expect([missed.fields.status[0], missed.names.includes('reason')]).toEqual([
      'DID_NOT_ATTEND',
      false,
    ])
    const own = await refer(gp)
    const reason = {
      system: '_baseUrl_/STU3/CodeSystem/REFERRAL-CANCELLATION-REASON',
      code: 'RAISED_IN_ERROR',
    }
    const cancellation = operationBody('eRS-CancelReferral-Request-Parameters-1', [
      'cancellationReason',
      'valueCoding',
      reason,
    ])
    expect((await operate(gp, own, 'cancelReferral', cancellation)).status).toBe(200)
    expect(await onWorklist(gp, 'ASSESSMENT_RETURNED_CANCELLED_DNA')).not.toContain(own.json.id)
  })

  test('a request without specialty tells that of the service it is for', async () => {
    const term = { name: 'namedClinician', valueIdentifier: identifier('021600556514') }
    const referral = await refer(gp, {
      specialty: '',
      clinicType: '',
      more: [term],
      services: ['11008'],
    })
    const { fields } = await lineOf(gp, 'AWAITING_BOOKING', referral.json.id)
    expect(fields.clinicalContext).toMatch(/^CARDIOLOGY\/[A-Z_]+$/)
  })

  test('are read by nobody of another practice', async () => {
    const { json } = await refer(gp)
    const elsewhere = new ErsClient(world, { ...GP, organisation: 'R68' })
    expect(await onWorklist(elsewhere, 'AWAITING_BOOKING')).not.toContain(json.id)
  })
})

const identifier = (value: string) => ({
  system: 'http://fhir.nhs.net/Id/sds-user-id',
  value,
})

describe('an application', () => {
  const ask = (service: string) =>
    fetch(`${world.url}/referrals/FHIR${PATH}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${world.token({ application: 'ProviderApplication0000000000002' })}`,
        'Content-Type': 'application/fhir+json',
      },
      body: JSON.stringify(
        worklist('REFERRALS_FOR_REVIEW', {
          name: 'service',
          valueIdentifier: { system: 'http://fhir.nhs.net/Id/ers-service', value: service },
        }),
      ),
    })
  const told = () => world.findings().filter(({ rule }) => rule === 'ers.worklist-too-often').length

  test('is told when it fetches the list of a service a third time in a day', async () => {
    for (const service of ['11002', '11002', '11000']) expect((await ask(service)).status).toBe(200)
    expect(told()).toBe(0)
    expect((await ask('11002')).status).toBe(200)
    expect(told()).toBe(1)
    await world.clock.advance(86_400_000)
    expect((await ask('11002')).status).toBe(200)
    expect(told()).toBe(1)
  })
})

describe('filters of a provider', () => {
  const filtered = async (...filters: object[]): Promise<string[]> => {
    const list = await consultant.post(PATH, worklist('REFERRALS_FOR_REVIEW', ...filters))
    expect(list.status, list.text).toBe(200)
    return list.json.entry.map((one: { item: { reference: string } }) =>
      one.item.reference.replace('ReferralRequest/', ''),
    )
  }
  const assigned = (name: string, code: string) => ({
    name,
    valueCodeableConcept: {
      coding: [{ system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-AssignedIndicator-1', code }],
    },
  })
  const site = (value: string) => ({
    name: 'location',
    valueIdentifier: { system: 'https://directory.spineservices.nhs.uk/STU3/Organization', value },
  })

  test('narrow a list by service, specialty, place and clinician, and together', async () => {
    const specialty = {
      name: 'specialty',
      valueCodeableConcept: {
        coding: [{ system: '_baseUrl_/STU3/CodeSystem/SPECIALTY', code: 'CARDIOLOGY' }],
      },
    }
    const cardiology = [assigned('specialtyAssignedIndicator', 'ASSIGNED'), specialty]
    const allocated = [
      assigned('clinicianAssignedIndicator', 'ASSIGNED'),
      { name: 'clinician', valueIdentifier: identifier('021600556514') },
    ]
    const service = {
      name: 'service',
      valueIdentifier: { system: 'http://fhir.nhs.net/Id/ers-service', value: '11002' },
    }
    const all = await filtered()
    expect(await filtered(site('R6901'))).toEqual(all)
    const hearts = await filtered(...cardiology)
    expect(hearts.length).toBeLessThan(all.length)
    expect(await filtered(service)).toEqual(await filtered(service, ...cardiology))
    expect(await filtered(...allocated)).toContain('000000070001')
    expect(await filtered(assigned('clinicianAssignedIndicator', 'NOT_ASSIGNED'))).not.toContain(
      '000000070001',
    )
  })

  test('refuse a service of somebody else', async () => {
    const service = {
      name: 'service',
      valueIdentifier: { system: 'http://fhir.nhs.net/Id/ers-service', value: DBS },
    }
    const other = new ErsClient(world, {
      user: '200000000003',
      organisation: 'RZZ',
      role: 'SERVICE_PROVIDER_CLINICIAN',
    })
    const answer = await other.post(PATH, worklist('REFERRALS_FOR_REVIEW', service))
    expect(refusal(answer)).toEqual([422, 'NO_RELATIONSHIP'])
  })
})
