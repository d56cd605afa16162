import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, type Reply, refusal, request } from '../../support/client.js'
import { worklist } from '../../support/ers-bodies.js'
import { book, freeSlots, onWorklist, operate, refer, stateOf } from '../../support/ers-steps.js'
import { letters, uploaded } from './documents/support.js'

const SERVICE = '11000'
const DEFERRED = '000000070003'
const DAY = 86_400_000

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
  logIn()
})
afterAll(() => sandbox.close())

function logIn(): void {
  gp = new ErsClient(world, GP)
  consultant = new ErsClient(world, CONSULTANT)
}

const control = (method: string, path: string, body: object): Promise<Reply> =>
  request(`${world.url}/_sandbox${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const act = (ubrn: string, body: object) => control('POST', `/referrals/${ubrn}/actions`, body)
const read = (ubrn: string) => gp.get(`/STU3/ReferralRequest/${ubrn}`)

async function accepted(): Promise<string> {
  const referral = await refer(gp)
  const [slot] = await freeSlots(gp, SERVICE)
  if (!slot) throw new Error('no slot')
  await book(gp, referral, SERVICE, slot)
  const { id } = referral.json
  expect((await operate(consultant, await read(id), 'acceptReferral')).status).toBe(200)
  return id
}

interface Field {
  readonly url: string
  readonly [value: string]: unknown
}

/** What a worklist says of a referral, by field. */
async function line(client: ErsClient, listType: string, ubrn: string): Promise<Field[]> {
  const { json } = await client.post('/STU3/ReferralRequest/$ers.fetchworklist', worklist(listType))
  const entry = json.entry.find(
    ({ item }: { item: { reference: string } }) => item.reference === `ReferralRequest/${ubrn}`,
  )
  return entry?.extension[0].extension ?? []
}

const fieldOf = (fields: readonly Field[], name: string) => fields.find(({ url }) => url === name)

const contextOf = async (ubrn: string) =>
  fieldOf(await line(consultant, 'REFERRALS_FOR_REVIEW', ubrn), 'requestContextStatus')

async function kinds(): Promise<string[]> {
  const { json } = await request(`${world.url}/_sandbox/events`)
  return json.map(({ action }: { action: string }) => action)
}

describe('an accepted referral comes back to be reviewed', () => {
  test('when its priority changes, and says so', async () => {
    const ubrn = await accepted()
    expect(await onWorklist(consultant, 'REFERRALS_FOR_REVIEW')).not.toContain(ubrn)
    expect((await act(ubrn, { action: 'CHANGE_PRIORITY', priority: 'URGENT' })).status).toBe(200)
    expect(await contextOf(ubrn)).toMatchObject({
      valueCodeableConcept: {
        coding: [{ code: 'PRIORITY_CHANGED', display: 'Priority Changed' }],
      },
    })
    const fields = await line(consultant, 'REFERRALS_FOR_REVIEW', ubrn)
    expect(fieldOf(fields, 'priority')).toMatchObject({
      valueCodeableConcept: { coding: [{ code: 'URGENT' }] },
    })
  })

  test('when letter and priority change, it says both', async () => {
    const ubrn = await accepted()
    await act(ubrn, { action: 'CHANGE_PRIORITY', priority: 'URGENT' })
    const letter = letters({ url: await uploaded(gp, { request: ubrn }) })
    expect((await operate(gp, await read(ubrn), 'maintainReferralLetter', letter)).status).toBe(200)
    expect(await contextOf(ubrn)).toMatchObject({
      valueCodeableConcept: { coding: [{ code: 'PRIORITY_AND_LETTER_CHANGED' }] },
    })
  })

  test('but one never reviewed stays so, and the same priority is no change', async () => {
    const change = { action: 'CHANGE_PRIORITY', priority: 'URGENT' }
    const { id } = (await refer(gp)).json
    expect((await act(id, change)).status).toBe(200)
    expect((await act(id, change)).json).toMatchObject({ title: 'NO_CHANGES_DETECTED' })
    expect(stateOf(await read(id))).toBe('NOT_BOOKED')
  })
})

describe('the letter', () => {
  test('of a clinical system is left alone by A012', async () => {
    const { id } = (await refer(gp)).json
    const url = await uploaded(gp, { request: id })
    const [, attachment] = url.split('/')
    const added = await act(id, { action: 'ADD_LETTER_BY_SYSTEM', attachments: [attachment] })
    expect(added.status, added.text).toBe(200)
    expect(await onWorklist(gp, 'LETTERS_OUTSTANDING')).not.toContain(id)
    const other = letters({ url: await uploaded(gp, { request: id, name: 'other.pdf' }) })
    const answer = await operate(gp, await read(id), 'maintainReferralLetter', other)
    expect(refusal(answer)).toEqual([422, 'INVALID_STATE'])
  })

  test('is fixed in the freeze time before an appointment', async () => {
    const ubrn = await accepted()
    const change = async (name: string) => {
      const letter = letters({ url: await uploaded(gp, { request: ubrn, name }) })
      return operate(gp, await read(ubrn), 'maintainReferralLetter', letter)
    }
    expect((await change('before.pdf')).status).toBe(200)
    await control('PUT', '/letter-freeze', { hours: 24 * 365 })
    expect(refusal(await change('after.pdf'))).toEqual([422, 'INVALID_REQUEST_STATE'])
  })
})

test('a referral that an onward one superseded takes no letter, to it or to the patient', async () => {
  const ubrn = await accepted()
  await act(ubrn, { action: 'REFER_ONWARD', serviceId: '11001' })
  const letter = letters({ url: await uploaded(gp, { request: ubrn }) })
  const state = [422, 'INVALID_REQUEST_STATE']
  const maintained = await operate(gp, await read(ubrn), 'maintainReferralLetter', letter)
  expect(refusal(maintained)).toEqual(state)
  const printed = await gp.send(`/STU3/ReferralRequest/${ubrn}/$ers.generatePatientLetter`, {
    method: 'POST',
    headers: { Accept: 'application/pdf' },
  })
  expect(refusal(printed)).toEqual(state)
  expect((await act(ubrn, { action: 'REFER_ONWARD', serviceId: '11001' })).status).toBe(422)
})

test('what came back leaves the list once the referrer took note', async () => {
  const ubrn = await accepted()
  await world.clock.advance(60 * DAY)
  logIn()
  await act(ubrn, { action: 'RECORD_NON_ATTENDANCE', reason: 'PATIENT_FORGOT' })
  const list = 'ASSESSMENT_RETURNED_CANCELLED_DNA'
  expect(await onWorklist(gp, list)).toContain(ubrn)
  expect((await act(ubrn, { action: 'ACKNOWLEDGE' })).status).toBe(200)
  expect(await onWorklist(gp, list)).not.toContain(ubrn)
  expect((await act(ubrn, { action: 'ACKNOWLEDGE' })).json.title).toBe('INVALID_REQUEST_STATE')
})

describe('a deferred referral', () => {
  const list = 'APPOINTMENT_SLOT_ISSUES'

  test('shows when its patient was last contacted; the days promised do not move', async () => {
    const before = await line(consultant, list, DEFERRED)
    expect(fieldOf(before, 'lastContact')).toBeUndefined()
    await act(DEFERRED, { action: 'RECORD_CONTACT_ATTEMPT' })
    const after = await line(consultant, list, DEFERRED)
    expect(fieldOf(after, 'lastContact')?.valueDateTime).toBe('2026-06-01T06:00:00.000Z')
    for (const name of ['ubrnReceived', 'patientContactExpected'])
      expect(fieldOf(after, name)).toEqual(fieldOf(before, name))
  })

  test('shows that its clinical information was printed', async () => {
    await act(DEFERRED, { action: 'PRINT_CLINICAL_INFORMATION' })
    const printed = fieldOf(await line(consultant, list, DEFERRED), 'clinicalInfoPrinted')
    expect(printed?.valueBoolean).toBe(true)
  })

  test('goes back to the patient with a shortlist of the provider', async () => {
    const answer = await act(DEFERRED, { action: 'PROVIDER_SHORTLISTS', shortlist: ['11001'] })
    expect([answer.status, answer.json.state]).toEqual([200, 'NOT_BOOKED'])
    expect(await onWorklist(consultant, list)).not.toContain(DEFERRED)
    const unknown = await act(DEFERRED, { action: 'PROVIDER_SHORTLISTS', shortlist: ['1'] })
    expect(unknown.status).toBe(422)
  })
})

describe('a patient who has not booked', () => {
  test('is reminded when the follow-up days have passed', async () => {
    await refer(gp, { reminderDays: 14 })
    await world.clock.advance(14 * DAY - 1)
    expect(await kinds()).not.toContain('REMIND_PATIENT')
    await world.clock.advance(1)
    expect(await kinds()).toContain('REMIND_PATIENT')
  })

  test('is not reminded of a booked referral, or where no reminder was asked for', async () => {
    const referral = await refer(gp, { reminderDays: 14 })
    const [slot] = await freeSlots(gp, SERVICE)
    if (!slot) throw new Error('no slot')
    await book(gp, referral, SERVICE, slot)
    await refer(gp)
    await world.clock.advance(20 * DAY)
    expect(await kinds()).not.toContain('REMIND_PATIENT')
  })

  test('is never reminded where the days are beyond all time', async () => {
    await refer(gp, { reminderDays: 2_147_483_647 })
    await world.clock.advance(20 * DAY)
    expect(await kinds()).not.toContain('REMIND_PATIENT')
  })
})
