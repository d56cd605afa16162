import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { patientCare, problemOf, searchFor } from '../services/ers/patient-care/support.js'
import { ErsClient, GP, type Reply, request } from '../support/client.js'
import { newReferral, PATIENT, type SlotResource } from '../support/ers-bodies.js'
import { book, freeSlots, refer } from '../support/ers-steps.js'

const READ = '/STU3/ReferralRequest/000000070000'
const CREATE = '/STU3/ReferralRequest/$ers.createReferral'

let sandbox: RunningSandbox
let world: SandboxWorld
let gp: ErsClient
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:00:00Z'), frozen: true },
  })
  world = sandbox.world()
})
beforeEach(async () => {
  await world.reset()
  gp = new ErsClient(world, GP)
})
afterAll(() => sandbox.close())

const control = (method: string, path: string, body?: object): Promise<Reply> =>
  request(`${world.url}/_sandbox${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

async function fault(of: object): Promise<string> {
  const made = await control('POST', '/faults', of)
  expect(made.status, made.text).toBe(201)
  return made.json.id
}

const statuses = async (calls: number): Promise<number[]> => {
  const seen: number[] = []
  for (let call = 0; call < calls; call++) seen.push((await gp.get(READ)).status)
  return seen
}

const UNAVAILABLE = { kind: 'FAIL', failure: 'SYSTEM_UNAVAILABLE' }

describe('A fault strikes', () => {
  test('the operation it names, and no other', async () => {
    await fault({ operation: 'A005', effect: UNAVAILABLE })
    expect((await gp.get(READ)).status).toBe(503)
    expect((await gp.get('/R4/HealthcareService/11000')).status).toBe(200)
  })

  test('one call of many, by its number', async () => {
    await fault({ operation: 'A005', nth: 2, effect: UNAVAILABLE })
    expect(await statuses(3)).toEqual([200, 503, 200])
  })

  test('so many times', async () => {
    await fault({ service: 'ers', times: 2, effect: UNAVAILABLE })
    expect(await statuses(3)).toEqual([503, 503, 200])
  })

  test("until a moment of the world's clock", async () => {
    await fault({ service: 'ers', until: '2026-06-01T09:05:00Z', effect: UNAVAILABLE })
    expect(await statuses(1)).toEqual([503])
    await world.clock.advance(300_000)
    gp = new ErsClient(world, GP)
    expect(await statuses(1)).toEqual([200])
  })

  test('by chance, the same in two worlds of one seed', async () => {
    const play = async (name: string) => {
      world = sandbox.world(name)
      gp = new ErsClient(world, GP)
      await fault({ operation: 'A005', probability: 0.5, effect: UNAVAILABLE })
      return statuses(12)
    }
    const [first, second] = [await play('chance-one'), await play('chance-two')]
    world = sandbox.world()
    expect(first).toEqual(second)
    expect(new Set(first)).toEqual(new Set([200, 503]))
  })

  test('until it is mended, one by one or all together', async () => {
    const id = await fault({ operation: 'A005', effect: UNAVAILABLE })
    await fault({ operation: 'A005', effect: { kind: 'ANSWER', status: 418 } })
    expect(await statuses(1)).toEqual([503])
    expect((await control('GET', '/faults')).json).toMatchObject([
      { id, operation: 'A005', seen: 1, struck: 1 },
      { seen: 1, struck: 1 },
    ])
    expect((await control('DELETE', `/faults/${id}`)).status).toBe(204)
    expect(await statuses(1)).toEqual([418])
    expect((await control('DELETE', '/faults')).status).toBe(204)
    expect(await statuses(1)).toEqual([200])
    expect((await control('DELETE', `/faults/${id}`)).status).toBe(404)
  })
})

describe('The failures that are documented', () => {
  test('are listed by service', async () => {
    expect((await control('GET', '/failures')).json).toMatchObject({
      ers: [
        'SERVER_ERROR',
        'SYSTEM_UNAVAILABLE',
        'TOO_MANY_REQUESTS',
        'PAS_NOT_RESPONDING',
        'PAS_RESPONDED_WITH_ERROR',
      ],
      'patient-care': ['SERVER_ERROR', 'GATEWAY_TIMEOUT', 'TOO_MANY_REQUESTS'],
    })
  })

  test.each([
    ['PAS_NOT_RESPONDING', 504, 'TIMED_OUT'],
    ['PAS_RESPONDED_WITH_ERROR', 502, 'ERROR'],
  ])('%s: the booking is refused once, and nothing is changed', async (failure, status, said) => {
    await fault({ operation: 'A016', times: 1, effect: { kind: 'FAIL', failure } })
    const referral = await refer(gp)
    const [slot] = await freeSlots(gp, '11000')
    const refused = await book(gp, referral, '11000', slot as SlotResource)
    expect(refused.status).toBe(status)
    expect(refused.json.issue[0]).toMatchObject({
      details: { coding: [{ code: failure }] },
      diagnostics: `PAS unable to create booking into slot '${slot?.id}' for UBRN: ${referral.json.id}. PAS Request Status: ${said}`,
    })
    expect((await book(gp, referral, '11000', slot as SlotResource)).status).toBe(201)
  })

  test('trouble of the hospital leaves operations alone that do not ask it', async () => {
    await fault({ service: 'ers', effect: { kind: 'FAIL', failure: 'PAS_NOT_RESPONDING' } })
    expect((await gp.get(READ)).status).toBe(200)
    expect((await refer(gp)).status).toBe(201)
  })

  test.each([
    ['pds', 'TOO_MANY_REQUESTS', 429, '/personal-demographics/FHIR/R4/Patient/9000000009'],
    ['pds', 'UNABLE_TO_CALL_SERVICE', 408, '/personal-demographics/FHIR/R4/Patient/9000000009'],
    ['sds', 'TOO_MANY_REQUESTS', 429, '/spine-directory/FHIR/R4/Device'],
    ['auth', 'TOO_MANY_REQUESTS', 429, '/oauth2-mock/authorize'],
  ])('%s has %s', async (service, failure, status, path) => {
    await fault({ service, effect: { kind: 'FAIL', failure } })
    expect((await request(world.url + path)).status).toBe(status)
  })

  test('maintenance of e-RS, in either version of FHIR', async () => {
    await fault({ service: 'ers', effect: UNAVAILABLE })
    const stu3 = await gp.get(READ)
    expect(stu3.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(stu3.json.issue[0]).toEqual({
      severity: 'error',
      code: 'transient',
      details: {
        coding: [
          {
            system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-APIErrorCode-1',
            code: 'SYSTEM_UNAVAILABLE',
            display: 'System Unavailable',
          },
        ],
      },
    })
    const r4 = await gp.get('/R4/HealthcareService/11000')
    expect([r4.status, r4.json.issue[0].details.coding[0].code]).toEqual([503, 'REC_UNAVAILABLE'])
    expect(r4.json.issue[0]).not.toHaveProperty('diagnostics')
  })

  test.each<[string, number]>([
    ['SERVER_ERROR', 500],
    ['TOO_MANY_REQUESTS', 429],
  ])('%s of e-RS has no body over STU3, an outcome over R4', async (failure, status) => {
    await fault({ service: 'ers', effect: { kind: 'FAIL', failure } })
    const stu3 = await gp.get(READ)
    expect([stu3.status, stu3.text]).toEqual([status, ''])
    const r4 = await gp.get('/R4/HealthcareService/11000')
    expect([r4.status, r4.json.resourceType]).toEqual([status, 'OperationOutcome'])
  })

  test.each<[string, number, string]>([
    ['SERVER_ERROR', 500, 'REC_SERVER_ERROR'],
    ['GATEWAY_TIMEOUT', 504, 'GATEWAY_TIMEOUT'],
    ['TOO_MANY_REQUESTS', 429, 'TOO_MANY_REQUESTS'],
  ])('%s of the patient care API', async (failure, status, code) => {
    await fault({ service: 'patient-care', effect: { kind: 'FAIL', failure } })
    const answer = await patientCare(world, PATIENT)(searchFor(PATIENT))
    const [seen, , named] = problemOf(answer)
    expect([seen, named]).toEqual([status, code])
  })
})

describe('The network', () => {
  test('closes the connection before anything is done', async () => {
    await fault({ operation: 'A011', effect: { kind: 'DROP' } })
    await expect(gp.post(CREATE, newReferral())).rejects.toThrow('fetch failed')
    expect((await control('GET', '/events')).json).toEqual([])
  })

  test('loses the answer of what was done', async () => {
    await fault({ operation: 'A011', effect: { kind: 'LOSE_ANSWER' } })
    await expect(gp.post(CREATE, newReferral())).rejects.toThrow('fetch failed')
    expect((await control('GET', '/events')).json).toMatchObject([{ action: 'CREATE' }])
    const [lost] = (await control('GET', '/journal?operation=A011')).json
    expect(lost).toMatchObject({ status: 0, faults: ['1'] })
  })

  test('is slow, with an answer of any kind', async () => {
    await fault({ effect: { kind: 'DELAY', milliseconds: 30, upTo: 60 } })
    await fault({
      effect: { kind: 'ANSWER', status: 502, headers: { 'X-Made': 'up' }, body: 'Bad' },
    })
    const answer = await gp.get(READ)
    expect([answer.status, answer.text, answer.headers.get('x-made')]).toEqual([502, 'Bad', 'up'])
    const [late] = (await control('GET', '/journal')).json
    expect(late.milliseconds).toBeGreaterThanOrEqual(29)
  })

  test('sends the body piece by piece, and whole in the end', async () => {
    const before = (await gp.get(READ)).text
    await fault({ effect: { kind: 'SLOW_BODY', milliseconds: 40 } })
    expect((await gp.get(READ)).text).toBe(before)
  })

  test('cuts the body in the middle', async () => {
    const before = (await gp.get(READ)).text
    await fault({ effect: { kind: 'CUT_BODY' } })
    const cut = (await gp.get(READ)).text
    expect(before.startsWith(cut)).toBe(true)
    expect(() => JSON.parse(cut)).toThrow()
  })
})

test.each<[string, object, number]>([
  ['an unknown service', { service: 'moon', effect: { kind: 'DROP' } }, 422],
  ['an unknown operation', { operation: 'A999', effect: { kind: 'DROP' } }, 422],
  ['an unknown failure', { service: 'pds', effect: { kind: 'FAIL', failure: 'FLOOD' } }, 422],
  ['an unknown effect', { effect: { kind: 'EXPLODE' } }, 400],
  ['a chance above one', { probability: 2, effect: { kind: 'DROP' } }, 400],
  [
    'a header that is none',
    { effect: { kind: 'ANSWER', status: 200, headers: { 'a b': 'c' } } },
    400,
  ],
  ['a status that no answer has', { effect: { kind: 'ANSWER', status: 99 } }, 400],
])('A fault with %s is refused', async (_what, of, status) => {
  expect((await control('POST', '/faults', of)).status).toBe(status)
})

test('Faults of one world leave the others alone', async () => {
  await fault({ effect: { kind: 'DROP' } })
  const other = new ErsClient(sandbox.world('peaceful'), GP)
  expect((await other.get(READ)).status).toBe(200)
})
