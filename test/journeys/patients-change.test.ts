import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, type Reply, refusal, request } from '../support/client.js'
import { newReferral, PATIENT } from '../support/ers-bodies.js'
import { actionsFor, onWorklist, operate, refer } from '../support/ers-steps.js'
import { pdfText } from '../support/pdf-text.js'

/** Somebody to merge the patient of the referrals into. */
const OTHER = '9472063845'

let sandbox: RunningSandbox
let world: SandboxWorld
let gp: ErsClient
let at = 0

beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:00:00Z'), frozen: true },
  })
})
beforeEach(() => {
  world = sandbox.world(`patients-${at++}`)
  gp = new ErsClient(world, GP)
})
afterAll(() => sandbox.close())

const happens = (action: object, nhsNumber = PATIENT): Promise<Reply> =>
  request(`${world.url}/_sandbox/patients/${nhsNumber}/actions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(action),
  })

const MOVE = { action: 'MOVE', line: ['7 New Street', '', '', 'York'], postcode: 'YO1 7AA' }
const letterOf = async (referral: Reply): Promise<string> => {
  const letter = await operate(gp, referral, 'generatePatientLetter')
  expect(letter.status, letter.headers.get('content-type') ?? '').toBe(200)
  return pdfText(letter.bytes)
}
const pds = (path: string) =>
  request(`${world.url}/personal-demographics/FHIR/R4${path}`, {
    headers: {
      Authorization: `Bearer ${world.token({ user: '787807429512' })}`,
      'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
    },
  })
const createFor = (patient: string) =>
  gp.post('/STU3/ReferralRequest/$ers.createReferral', newReferral({ patient }))

describe('what happens to a patient outside the API', () => {
  test('is the next version of the record, and an event', async () => {
    const before = (await pds(`/Patient/${PATIENT}`)).json.meta.versionId
    const moved = await happens(MOVE)
    expect([moved.status, moved.json]).toEqual([
      200,
      { nhsNumber: PATIENT, version: Number(before) + 1, sensitivity: 'U' },
    ])
    const { json } = await request(`${world.url}/_sandbox/events?after=0`)
    const events = json.events ?? json
    expect(events.at(-1)).toMatchObject({ kind: 'patient', action: 'CHANGED', subject: PATIENT })
  })

  test('a move: the new address is in the letter of a referral made before', async () => {
    const referral = await refer(gp)
    expect(await letterOf(referral)).not.toContain('7 New Street')
    await happens(MOVE)
    expect(await letterOf(referral)).toMatch(/7 New Street.*York.*YO1 7AA/s)
  })

  test('a sensitive record: no new referral, and nothing to do with an old one', async () => {
    const referral = await refer(gp)
    const { id, meta } = referral.json
    await happens({ action: 'SET_SENSITIVITY', sensitivity: 'R' })
    expect(refusal(await createFor(PATIENT))).toEqual([422, 'PATIENT_ERROR'])
    expect((await actionsFor(gp, id, meta.versionId)).length).toBe(0)
    expect((await pds(`/Patient/${PATIENT}`)).json).not.toHaveProperty('address')
    await happens({ action: 'SET_SENSITIVITY', sensitivity: 'U' })
    expect((await createFor(PATIENT)).status).toBe(201)
    expect((await actionsFor(gp, id, meta.versionId)).length).toBeGreaterThan(0)
  })

  test('a death: PDS tells it formally, e-RS goes on', async () => {
    await happens({ action: 'DIE', date: '2026-05-31' })
    const { json } = await pds(`/Patient/${PATIENT}`)
    expect(json.deceasedDateTime).toBe('2026-05-31T00:00:00+00:00')
    expect(JSON.stringify(json.extension)).toContain('Formal - death notice')
    expect((await createFor(PATIENT)).status).toBe(201)
  })

  test('leaving the practice: e-RS wants one for a new referral', async () => {
    await happens({ action: 'LEAVE_PRACTICE', reason: 'SCT' })
    expect(refusal(await createFor(PATIENT))).toEqual([422, 'NO_REG_GP_PRACTICE'])
    expect(JSON.stringify((await pds(`/Patient/${PATIENT}`)).json)).toContain('"SCT"')
    await happens({ action: 'REGISTER', odsCode: 'H81109' })
    expect((await createFor(PATIENT)).status).toBe(201)
  })

  test('a merge: the old number leads to the survivor, on worklists too', async () => {
    const referral = await refer(gp)
    await happens({ action: 'MERGE', into: OTHER })
    expect((await pds(`/Patient/${PATIENT}`)).json.id).toBe(OTHER)
    expect(await letterOf(referral)).toContain('Ashdown')
    expect((await createFor(PATIENT)).status).toBe(201)
    const worklist = await onWorklist(new ErsClient(world, CONSULTANT), 'REFERRALS_FOR_REVIEW')
    expect(worklist.length).toBeGreaterThan(0)
  })

  test('an invalid number: nobody has it any more', async () => {
    await happens({ action: 'INVALIDATE' })
    expect((await pds(`/Patient/${PATIENT}`)).status).toBe(404)
    expect(refusal(await createFor(PATIENT))).toEqual([422, 'REFERENCE_NOT_FOUND'])
  })

  test.each<[string, object, string, number, string]>([
    ['nobody', MOVE, '9111231130', 404, 'Unknown patient'],
    ['an unknown action', { action: 'FLY' }, PATIENT, 400, 'Invalid request'],
    ['a merge into oneself', { action: 'MERGE', into: PATIENT }, PATIENT, 422, 'INVALID_UPDATE'],
    [
      'a merge into nobody',
      { action: 'MERGE', into: '9111231130' },
      PATIENT,
      422,
      'RESOURCE_NOT_FOUND',
    ],
    [
      'a hospital as practice',
      { action: 'REGISTER', odsCode: 'RCD' },
      PATIENT,
      422,
      'INVALID_VALUE',
    ],
    ['a death tomorrow', { action: 'DIE', date: '2026-06-02' }, PATIENT, 422, 'INVALID_UPDATE'],
    [
      'an unknown sensitivity',
      { action: 'SET_SENSITIVITY', sensitivity: 'S' },
      PATIENT,
      400,
      'Invalid request',
    ],
  ])('%s is refused', async (_, action, number, status, title) => {
    const answer = await happens(action, number)
    expect([answer.status, answer.json.title]).toEqual([status, title])
  })

  describe('PDS takes as long as it is told', () => {
    const takes = (times: object) =>
      request(`${world.url}/_sandbox/pds/times`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(times),
      })

    test('for writes', async () => {
      expect((await takes({ write: 12 })).status).toBe(204)
      const answer = await request(
        `${world.url}/personal-demographics/FHIR/R4/Patient/9736363066`,
        {
          method: 'PATCH',
          headers: {
            Authorization: `Bearer ${world.token({ user: '787807429512' })}`,
            'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d069',
            'Content-Type': 'application/json-patch+json',
            'If-Match': 'W/"3"',
          },
          body: '{"patches":[{"op":"replace","path":"/gender","value":"male"}]}',
        },
      )
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    })

    test('for reads', async () => {
      await takes({ read: 11 })
      const answer = await pds(`/Patient/${PATIENT}`)
      expect(refusal(answer)).toEqual([408, 'UNABLE_TO_CALL_SERVICE'])
      await takes({ read: 0 })
      expect((await pds(`/Patient/${PATIENT}`)).status).toBe(200)
    })

    test('but no such time', async () => {
      expect((await takes({ write: -1 })).status).toBe(400)
    })
  })
})
