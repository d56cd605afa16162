import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RATE_LIMIT_SETTING } from '../../../../src/gateway/rate-limit.js'
import { assemble } from '../../../../src/library/assemble.js'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import { issueTokenFor } from '../../../../src/services/auth/issue-token-for.js'
import { writeSetting } from '../../../../src/world/tables/setting.js'
import { request } from '../../../support/client.js'
import { patientCare, problemOf, searchFor } from './support.js'

const PATIENT = '9912003071'
const PATH = searchFor(PATIENT)

let sandbox: RunningSandbox
let send: ReturnType<typeof patientCare>

beforeAll(async () => {
  sandbox = await startSandbox()
  send = patientCare(sandbox.world(), PATIENT)
})
afterAll(() => sandbox.close())

const inBase64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64')
const TARGET_EXPRESSION = 'http."NHSD-Target-Identifier"'

describe('the gateway of the patient care API', () => {
  test.each(['', 'Bearer', 'Bearer 99999999999999999999999999999999', 'Basic abc'])(
    'refuses the authorization "%s" first of all',
    async (authorization) => {
      const answer = await send(PATH, {
        Authorization: authorization,
        'NHSD-Target-Identifier': '',
      })
      expect(problemOf(answer)).toEqual([401, 'forbidden', 'ACCESS_DENIED', undefined])
      expect(answer.json.issue[0].diagnostics.toLowerCase()).toBe('invalid access token')
      expect(answer.json.meta.profile).toEqual([
        'https://fhir.nhs.uk/StructureDefinition/NHSDigital-OperationOutcome',
      ])
    },
  )

  test('refuses a healthcare worker: the product has patients proved at P9 only', async () => {
    const worker = patientCare(sandbox.world(), '021600556514')
    expect(problemOf(await worker(PATH))).toEqual([401, 'forbidden', 'ACCESS_DENIED', undefined])
  })

  test('refuses a vector of trust that does not say how the patient was proved', async () => {
    const halfTrusted = patientCare(sandbox.world(), '5900068196')
    const answer = await halfTrusted(searchFor('5900068196'), { 'NHSD-Target-Identifier': '' })
    expect(problemOf(answer)).toEqual([401, 'login', 'ACCESS_DENIED', 'http."Authorization"'])
    expect(answer.json.issue[0].diagnostics).toBe(
      'Unsupported Vector of Trust value utilised for authentication.',
    )
  })

  test.each([
    '',
    'AA',
    inBase64(null),
    inBase64({ system: 'urn:ietf:rfc:3986' }),
    inBase64({ value: '2b3b21fd-fe9f-403c-9682-10b8d8a4eaf3' }),
  ])('refuses the target identifier "%s", on every path', async (target) => {
    for (const path of [PATH, '', '/FHIR/R4/Nothing']) {
      const answer = await send(path, { 'NHSD-Target-Identifier': target })
      expect(problemOf(answer)).toEqual([404, 'not-found', 'VALIDATION_ERROR', TARGET_EXPRESSION])
    }
  })

  test('gives the correlation id back, and a request id of its own', async () => {
    const answer = await send(PATH, { 'X-Correlation-ID': 'mine', 'X-Request-ID': 'also mine' })
    expect(answer.headers.get('x-correlation-id')).toBe('mine')
    expect(answer.headers.get('x-request-id')?.length).toBeGreaterThan(15)
    const refused = await send(PATH, { 'X-Correlation-ID': 'mine', Authorization: '' })
    expect(refused.headers.get('x-correlation-id')).toBe('mine')
    expect(refused.headers.get('x-request-id')).toBeNull()
  })

  test('answers an unknown path with 404 and another method with 405', async () => {
    expect(problemOf(await send('/FHIR/R4/Nothing'))).toEqual([
      404,
      'not-found',
      'REC_NOT_FOUND',
      undefined,
    ])
  })

  test('answers ping openly and status with the monitoring key', async () => {
    const base = `${sandbox.url}/e-referrals-service-patient-care-api`
    expect((await request(`${base}/_ping`)).status).toBe(200)
    expect((await request(`${base}/_status`)).status).toBe(401)
    const apikey = 'sandbox-monitoring-key'
    expect((await request(`${base}/_status`, { headers: { apikey } })).json.status).toBe('pass')
  })
})

test('the search for referrals has a rate limit of its own', async () => {
  const inside = await assemble({ log: 'silent', clock: { frozen: true } })
  const world = inside.worlds.get('default')
  const api = 'e-referrals-service-patient-care-api'
  writeSetting(world.store, RATE_LIMIT_SETTING, { [`${api}/referrals`]: { quota: 1 } })
  const issued = issueTokenFor(world, { user: PATIENT })
  if ('problem' in issued) throw new Error(issued.problem)
  const headers = {
    Authorization: `Bearer ${issued.token}`,
    'NHSD-Target-Identifier': inBase64({
      system: 'urn:ietf:rfc:3986',
      value: '2b3b21fd-fe9f-403c-9682-10b8d8a4eaf3',
    }),
  }
  const status = async (path: string): Promise<number> =>
    (await inside.app.request(`http://localhost/${api}${path}`, { headers })).status
  expect([await status(PATH), await status(PATH)]).toEqual([200, 429])
  expect(await status('/FHIR/R4/HealthcareService/11000')).toBe(200)
  await inside.close()
})
