import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { ErsClient, GP, type Reply, request } from '../support/client.js'
import { type Control, controlOf } from './support.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let control: Control
let made = 0

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())
beforeEach(() => {
  world = sandbox.world(`settings-${++made}`, {
    frozen: true,
    start: Date.parse('2026-06-01T09:00:00Z'),
  })
  control = controlOf(world)
})

const ASID_LESS = 'ApplicationWithoutAsid0000000004'
const USUAL = {
  rateLimits: false,
  ersAllowLists: 'REGISTERED',
  ersAsidRequired: true,
  pdsAsidRequired: true,
  sdsApiKeyRequired: true,
  spineCoreOrganisation: 'YES',
  spineAddresses: 'sandbox',
  monitoringKey: 'sandbox-monitoring-key',
  pasWaitSeconds: 120,
  messageChecks: 'STRICT',
  strict: [],
  keySetCacheSeconds: 3600,
  logoutCallers: null,
  brokenServices: {},
}

const authorize = (): Promise<Reply> =>
  request(`${world.url}/oauth2/authorize?client_id=SandboxDemoApplication0000000001`, {
    redirect: 'manual',
  })

const pds = (user: string): Promise<Reply> =>
  request(`${world.url}/personal-demographics/FHIR/R4/Patient/9000000009`, {
    headers: {
      Authorization: `Bearer ${world.token({ user })}`,
      'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
      'NHSD-Session-URID': '555254240100',
    },
  })

const ers = (version = 'STU3', application?: string): Promise<Reply> =>
  request(
    `${world.url}/referrals/FHIR/${version}/${version === 'R4' ? 'HealthcareService/1' : 'CodeSystem/SPECIALTY'}`,
    {
      headers: {
        Authorization: `Bearer ${world.token({ user: GP.user, ...(application ? { application } : {}) })}`,
        'NHSD-End-User-Organisation-ODS': 'R69',
        'NHSD-eRS-Business-Function': GP.role,
      },
    },
  )

test('are shown, changed, and set back by null, in their world only', async () => {
  expect((await control('GET', '/settings')).json).toEqual(USUAL)
  const changed = await control('PATCH', '/settings', { rateLimits: true, keySetCacheSeconds: 0 })
  expect([changed.status, changed.json]).toEqual([
    200,
    { ...USUAL, rateLimits: true, keySetCacheSeconds: 0 },
  ])
  expect((await controlOf(sandbox)('GET', '/settings')).json).toEqual(USUAL)
  const back = await control('PATCH', '/settings', { rateLimits: null, keySetCacheSeconds: null })
  expect(back.json).toEqual(USUAL)
})

test.each([
  [{ rateLimits: 'yes' }, 'rateLimits'],
  [{ rateLimits: { nothing: { quota: 1 } } }, 'rateLimits'],
  [{ rateLimits: { 'identity-service': { quota: 0 } } }, 'rateLimits'],
  [{ ersAllowLists: 'ON' }, 'ersAllowLists'],
  [{ brokenServices: { 'nhs-cis2': 7 } }, 'brokenServices'],
  [{ colour: 'red' }, 'colour'],
])('refuses %o', async (body, detail) => {
  const reply = await control('PATCH', '/settings', body)
  expect([reply.status, reply.json.detail]).toEqual([400, expect.stringContaining(detail)])
  expect((await control('GET', '/settings')).json).toEqual(USUAL)
})

describe('rate limits', () => {
  test('of the identity service: each application, and all together', async () => {
    await control('PATCH', '/settings', { rateLimits: { 'identity-service': { quota: 2 } } })
    const answers = [await authorize(), await authorize(), await authorize()]
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 429])
    expect(answers[2]?.json.error).toBe('unknown_error')
    await world.clock.advance(60_000)
    expect((await authorize()).status).toBe(400)
    await control('PATCH', '/settings', {
      rateLimits: { 'identity-service': { quota: 100, whole: 1 } },
    })
    expect([(await authorize()).status, (await authorize()).status]).toEqual([400, 429])
  })

  test('of PDS, with the words of the limit that was broken', async () => {
    const limits = (limit: object) =>
      control('PATCH', '/settings', { rateLimits: { 'personal-demographics-service': limit } })
    const diagnostics = async () => {
      const { status, json } = await pds(GP.user)
      return [status, json.issue?.[0].diagnostics]
    }
    await limits({ quota: 1 })
    expect((await pds(GP.user)).status).toBe(200)
    expect(await diagnostics()).toEqual([
      429,
      expect.stringMatching(
        /^Your application, .+, has exceeded its quota of 1 requests every 1 min/,
      ),
    ])
    await limits({ quota: 100, spike: 60 })
    expect(await diagnostics()).toEqual([
      429,
      expect.stringContaining('has created a spike in traffic'),
    ])
    await limits({ quota: 100, whole: 1 })
    expect((await pds(GP.user)).status).toBe(200)
    expect(await diagnostics()).toEqual([
      429,
      'This API is currently receiving a high volume of requests and is being rate limited. Please see: https://digital.nhs.uk/developer/guides-and-documentation/reference-guide#rate-limits for more details.',
    ])
  })

  test('of e-RS: an empty body in STU3, an outcome in R4', async () => {
    await control('PATCH', '/settings', { rateLimits: true })
    expect((await ers()).status).toBe(200)
    const stu3 = await ers()
    expect([stu3.status, stu3.text]).toEqual([429, ''])
    const r4 = await ers('R4')
    expect([r4.status, r4.json.issue[0].details.coding[0].code]).toEqual([429, 'TOO_MANY_REQUESTS'])
    await world.clock.advance(84)
    expect((await ers()).status).toBe(200)
  })
})

describe('allow lists of e-RS', () => {
  const LISTED = 'ApplicationOfD821060000000000009'

  test('bind the applications that have one, or nobody', async () => {
    expect([(await ers('STU3', LISTED)).status, (await ers()).status]).toEqual([403, 200])
    await control('PATCH', '/settings', { ersAllowLists: 'OFF' })
    expect((await ers('STU3', LISTED)).status).toBe(200)
  })

  test('may be required of all: an application without one cannot be looked up', async () => {
    await control('PATCH', '/settings', { ersAllowLists: 'REQUIRED' })
    const stu3 = await ers()
    expect([stu3.status, stu3.text]).toEqual([500, 'Internal Server Error'])
    const r4 = await ers('R4')
    expect([r4.status, r4.json.issue[0]]).toMatchObject([
      500,
      {
        code: 'exception',
        details: { coding: [{ code: 'SERVICE_ERROR' }] },
        diagnostics: 'Internal Server Error',
      },
    ])
    const headers = { 'NHSD-End-User-Organisation-ODS': '' }
    expect((await new ErsClient(world, GP).get('/R4/HealthcareService/1', headers)).status).toBe(
      400,
    )
    expect((await new ErsClient(world, GP).get('/R4/PractitionerRole', headers)).status).toBe(200)
    await control('PATCH', '/applications/SandboxDemoApplication0000000001', {
      allowedOrganisations: ['R69'],
    })
    expect((await ers()).status).toBe(200)
  })
})

describe('the ASID', () => {
  test('is required of e-RS applications unless the world says otherwise', async () => {
    expect((await ers('STU3', ASID_LESS)).status).toBe(403)
    await control('PATCH', '/settings', { ersAsidRequired: false })
    expect((await ers('STU3', ASID_LESS)).status).toBe(200)
  })

  test('is required of PDS applications unless the world says otherwise', async () => {
    await control('PATCH', '/applications/SandboxDemoApplication0000000001', { asid: null })
    expect((await pds(GP.user)).status).toBe(400)
    await control('PATCH', '/settings', { pdsAsidRequired: false })
    expect((await pds(GP.user)).status).toBe(200)
  })
})

describe('services that are told to be broken', () => {
  const status = async (base: string) =>
    (
      await request(`${world.url}${base}/_status`, {
        headers: { apikey: 'sandbox-monitoring-key' },
      })
    ).json

  test('show in the status of the identity service: warn for one, fail for both', async () => {
    await control('PATCH', '/settings', { brokenServices: { 'nhs-cis2': 503 } })
    const one = await status('/oauth2')
    expect([one.status, one.checks['nhs-login'].status]).toEqual(['warn', 'pass'])
    expect(one.checks['nhs-cis2']).toMatchObject({
      status: 'fail',
      timeout: 'false',
      responseCode: 503,
    })
    await control('PATCH', '/settings', { brokenServices: { 'nhs-cis2': 503, 'nhs-login': null } })
    const both = await status('/oauth2-mock')
    expect([both.status, both.checks['nhs-login']]).toMatchObject([
      'fail',
      { status: 'fail', timeout: 'true', responseCode: null },
    ])
  })

  test('show in the status of e-RS and PDS', async () => {
    const brokenServices = { 'healthcheckService:status': 500, 'spine:status': null }
    await control('PATCH', '/settings', { brokenServices })
    const ers = await status('/referrals')
    expect([ers.status, ers.checks['healthcheckService:status'][0].responseCode]).toEqual([
      'fail',
      500,
    ])
    expect((await status('/personal-demographics/FHIR/R4')).status).toBe('fail')
  })
})

test('the callers that may end sessions can be named', async () => {
  const logout = (forwarded: string): Promise<Reply> =>
    request(`${world.url}/oauth2/backchannel_logout`, {
      method: 'POST',
      headers: { 'X-Forwarded-For': forwarded },
    })
  expect((await logout('192.0.2.1')).status).toBe(400)
  await control('PATCH', '/settings', { logoutCallers: ['192.0.2.1'] })
  const refused = await logout('192.0.2.2')
  expect([refused.status, refused.text]).toEqual([403, ''])
  expect((await logout('192.0.2.1')).json.error_description).toBe('Malformed JWT in logout_token')
})

test('the monitoring key can be another', async () => {
  const status = async (apikey: string) =>
    (await request(`${world.url}/oauth2/_status`, { headers: { apikey } })).status
  await control('PATCH', '/settings', { monitoringKey: 'mine' })
  expect([await status('sandbox-monitoring-key'), await status('mine')]).toEqual([401, 200])
})
