import { beforeEach, describe, expect, test } from 'vitest'
import { pdsService } from '../../../src/services/pds/fhir/service.js'
import { applications } from '../../../src/world/tables/application.js'
import { practitioners } from '../../../src/world/tables/practitioner.js'
import { providerSessions } from '../../../src/world/tables/provider-session.js'
import { writeSetting } from '../../../src/world/tables/setting.js'
import type { World } from '../../../src/world/world.js'
import {
  APPLICATION,
  appToken,
  NOW,
  NURSE,
  newWorld,
  patientToken,
  REQUEST_ID,
  refusalOf,
  rulesOf,
  SCOPES,
  type Sent,
  send,
  separateToken,
  userToken,
} from '../../services/pds/harness.js'

const JANE = '/Patient/9000000009'
const SEARCH = '/Patient?family=Smith&gender=female&birthdate=eq2010-10-22'

let world: World
beforeEach(() => {
  world = newWorld()
})

const asUser = (path: string, sent: Sent = {}) =>
  send(world, path, { token: userToken(world), ...sent })
const asApp = (path: string, sent: Sent = {}) =>
  send(world, path, { token: appToken(world), ...sent })
const asPatient = (nhsNumber: string, path: string, sent: Sent = {}) =>
  send(world, path, { token: patientToken(world, nhsNumber), ...sent })

describe('the token (auth 10.2)', () => {
  test.each([
    ['no header', {}, 'Missing Authorization header'],
    ['an empty header', { authorization: '' }, 'Empty Authorization header'],
    ['a scheme alone', { authorization: 'Bearer' }, 'Missing access token'],
    ['one word', { authorization: 'Basic' }, 'Missing access token'],
    [
      'another scheme',
      { authorization: 'Basic abc' },
      "Invalid token type 'Basic', must be 'Bearer'",
    ],
    ['an unknown token', { authorization: 'Bearer nobody' }, 'Invalid Access Token'],
    ['an API key', { apikey: APPLICATION.clientId }, 'Missing Authorization header'],
  ])('%s', async (_title, headers: Record<string, string>, diagnostics) => {
    const answer = await send(world, JANE, { headers })
    expect(refusalOf(answer)).toEqual({
      status: 401,
      severity: 'error',
      issue: 'forbidden',
      code: 'ACCESS_DENIED',
      display: 'Access Denied - Unauthorised',
      diagnostics,
    })
    expect(answer.headers).toMatchObject({
      'Content-Type': 'application/fhir+json',
      'X-Request-ID': REQUEST_ID,
    })
  })

  test.each([
    ['expired', { expires: NOW }, 'Access Token expired'],
    ['revoked', { revoked: true }, 'Invalid Access Token'],
  ])('%s', async (_title, more, diagnostics) => {
    const answer = await send(world, JANE, { token: appToken(world, more) })
    expect(refusalOf(answer)).toMatchObject({ status: 401, diagnostics })
  })

  test('of an application without a PDS product', async () => {
    applications.save(world.store, { ...APPLICATION, scopes: ['urn:nhsd:apim:app:level3:sds'] })
    expect(refusalOf(await asApp(JANE))).toMatchObject({
      status: 401,
      diagnostics: 'Invalid API call as no apiproduct match found',
    })
  })

  test('is looked at before anything else', async () => {
    const answer = await send(world, '/Unknown', { headers: { 'X-Request-ID': 'no' } })
    expect(refusalOf(answer).status).toBe(401)
  })
})

describe('rate limits (auth 10.5)', () => {
  const limited = (limit: object) =>
    writeSetting(world.store, 'rateLimits', { 'personal-demographics-service': limit })

  test('quota', async () => {
    limited({ quota: 1 })
    const token = userToken(world)
    expect((await send(world, JANE, { token })).status).toBe(200)
    expect(refusalOf(await send(world, JANE, { token }))).toMatchObject({
      status: 429,
      issue: 'value',
      code: 'TOO_MANY_REQUESTS',
      display: 'Too many requests',
      diagnostics: expect.stringMatching(
        /^Your application, example-app, has exceeded its quota of \d+ requests every 1 minute\(s\) and is being rate limited\. Please see: https:.* for more details\.$/,
      ),
    })
  })

  test('spike', async () => {
    limited({ quota: 100, spike: 60 })
    const token = userToken(world)
    expect((await send(world, JANE, { token })).status).toBe(200)
    expect(refusalOf(await send(world, JANE, { token })).diagnostics).toMatch(
      /^Your application, example-app, has created a spike in traffic/,
    )
  })
})

describe('the path and the request id', () => {
  test.each(['/HelloWorld', '/Patients', '/', '/metadata'])('refuses %s', async (path) => {
    expect(refusalOf(await asUser(path))).toMatchObject({
      status: 400,
      issue: 'value',
      code: 'UNSUPPORTED_REQUEST',
      display: 'The request is not one that is supported.',
      diagnostics: `Unsupported path - '${path}'`,
    })
  })

  test.each(['12345', '', '60e0b220-8136-4ca5-ae46-1d97ef59d06', 'x'.repeat(36)])(
    'refuses X-Request-ID "%s", and mirrors it',
    async (requestId) => {
      const answer = await asUser(JANE, { requestId })
      expect(refusalOf(answer)).toMatchObject({
        status: 400,
        issue: 'value',
        code: 'INVALID_VALUE',
        display: 'Provided value is invalid',
        diagnostics: `Invalid value - '${requestId}' in header 'X-Request-ID'`,
      })
      expect(answer.headers['X-Request-ID']).toBe(requestId)
    },
  )

  test('leaves a missing X-Request-ID to PDS, which refuses it', async () => {
    const answer = await asUser(JANE, { requestId: null, headers: { 'X-Correlation-ID': 'mine' } })
    expect(refusalOf(answer)).toMatchObject({
      status: 400,
      issue: 'required',
      code: 'MISSING_VALUE',
      display: 'Required value is missing',
      diagnostics:
        'Invalid request with error - X-Request-ID header must be supplied to access this resource',
    })
    expect(answer.headers).not.toHaveProperty('X-Request-ID')
    expect(answer.headers['X-Correlation-ID']).toBe('mine')
    expect(rulesOf(answer)).toEqual(['pds.request-id-missing'])
  })

  test('looks at the path before the request id, and at that before the role', async () => {
    const many = { token: userToken(world, { selectedRole: '' }), requestId: 'no' }
    expect(refusalOf(await send(world, '/Unknown', many)).code).toBe('UNSUPPORTED_REQUEST')
    expect(refusalOf(await send(world, JANE, many)).diagnostics).toContain('X-Request-ID')
  })
})

describe('the role of a user (auth 7)', () => {
  const [role] = NURSE.roles
  const twoRoles = () =>
    practitioners.save(world.store, {
      ...NURSE,
      roles: [...NURSE.roles, { ...(role as NonNullable<typeof role>), roleId: '656014452101' }],
    })
  const withHeader = (value: string, more: object = {}) =>
    send(world, JANE, { token: userToken(world, more), headers: { 'NHSD-Session-URID': value } })

  const refused = (value: string) => ({
    status: 400,
    issue: 'value',
    code: 'INVALID_VALUE',
    display: 'Provided value is invalid',
    diagnostics: `Invalid value - '${value}' in header 'NHSD-Session-URID'. Refer to the guidance for this header in our API Specification https://digital.nhs.uk/developer/api-catalogue/personal-demographics-service-fhir`,
  })

  test('is the only one there is', async () => {
    expect((await asUser(JANE)).status).toBe(200)
  })

  test('is asked for where there are several', async () => {
    twoRoles()
    const answer = await asUser(JANE)
    expect(refusalOf(answer)).toMatchObject(refused(''))
    expect(answer.exchange.findings[0]?.message).toMatch(
      /multiple roles found in user info.*555254242105 \(Y12345\), 656014452101 \(Y12345\)\.$/,
    )
    expect((await withHeader('656014452101')).status).toBe(200)
  })

  test('must be one of the user’s', async () => {
    expect(refusalOf(await withHeader('notAuserRole123'))).toMatchObject(refused('notAuserRole123'))
  })

  test('is the one chosen at login, whatever the header says', async () => {
    const answer = await withHeader('999', { selectedRole: '555254242105' })
    expect(answer.status).toBe(200)
    expect(rulesOf(answer)).toEqual(['gateway.pds.role-ignored'])
  })

  test('is taken unchecked after a separate login', async () => {
    const token = separateToken(world)
    const sent = { token, headers: { 'NHSD-Session-URID': '123' } }
    const answer = await send(world, JANE, sent)
    expect(answer.status).toBe(200)
    expect(rulesOf(answer)).toEqual(['gateway.pds.role-unchecked'])
    expect(refusalOf(await send(world, JANE, { token }))).toMatchObject(refused(''))
  })

  test.each([
    ['no role at all', () => practitioners.save(world.store, { ...NURSE, roles: [] })],
    ['nobody the directory knows', () => practitioners.remove(world.store, NURSE.userId)],
    [
      'a broken list of roles',
      () =>
        providerSessions.save(world.store, {
          sessionId: 'session-1',
          provider: 'nhs-cis2',
          username: 'Aal5',
          userId: NURSE.userId,
          level: 'aal3',
          identityAssurance: 3,
          amr: 'N3_SMARTCARD',
          acr: 'AAL3_ANY',
          malformedRoles: true,
          scope: 'openid',
          authenticated: NOW,
          expires: NOW + 1,
        }),
    ],
  ])('cannot be found: %s', async (_title, arrange) => {
    arrange()
    expect(refusalOf(await asUser(JANE))).toMatchObject(refused(''))
  })

  test('cannot be found: an empty one chosen at login', async () => {
    expect(refusalOf(await withHeader('555254242105', { selectedRole: '' }))).toMatchObject(
      refused('555254242105'),
    )
  })

  test('of nobody is asked in application mode', async () => {
    const answer = await asApp(JANE, { headers: { 'NHSD-Session-URID': 'x' } })
    expect(answer.status).toBe(200)
    expect(rulesOf(answer)).toEqual(['gateway.pds.role-ignored'])
  })
})

describe('the ASID', () => {
  const { asid: _, ...without } = APPLICATION

  test('is required', async () => {
    applications.save(world.store, without)
    expect(refusalOf(await asUser(JANE))).toEqual({
      status: 400,
      severity: 'error',
      issue: 'value',
      code: 'MISSING_VALUE',
      display: 'Required value is missing',
      diagnostics: 'No ASID is associated with your app. Please contact support.',
    })
  })

  test('is not required where the application says so', async () => {
    applications.save(world.store, {
      ...without,
      flowVariables: { pds: { 'asid-required': false } },
    })
    expect((await asUser(JANE)).status).toBe(200)
  })

  test('is not required where the world says so', async () => {
    applications.save(world.store, without)
    writeSetting(world.store, 'pdsAsidRequired', false)
    expect((await asUser(JANE)).status).toBe(200)
  })
})

const INSUFFICIENT = (what: string) =>
  `Your app has insufficient permissions to ${what}. Please contact support.`
const PATIENT = {
  status: 403,
  severity: 'error',
  issue: 'forbidden',
  code: 'ACCESS_DENIED',
  display: 'Patient cannot perform this action',
  diagnostics:
    'Your access token has insufficient permissions. See documentation regarding Patient access restrictions https://digital.nhs.uk/developer/api-catalogue/personal-demographics-service-fhir',
}

describe('application-restricted access', () => {
  test('reads a record and finds one person', async () => {
    expect((await asApp(JANE)).status).toBe(200)
    expect((await asApp(SEARCH)).json.total).toBe(1)
    expect((await asApp(`${SEARCH}&_max-results=1`)).json.total).toBe(1)
  })

  test('finds too many where a healthcare worker gets a list', async () => {
    const answer = await asApp('/Patient?family=YOUDS&birthdate=1970-01-24')
    expect(refusalOf(answer).code).toBe('TOO_MANY_MATCHES')
  })

  test.each([
    ['application-restricted', [SCOPES.app]],
    ['privileged-application-restricted', [SCOPES.app, SCOPES.privileged]],
    ['application-restricted', ['urn:nhsd:apim:user-nhs-id:aal2:personal-demographics-service']],
  ])('%s may not do more (scopes %s)', async (mode, scopes) => {
    const token = appToken(world, { scopes })
    const call = (path: string, method = 'GET') => send(world, path, { token, method })
    expect(refusalOf(await call(JANE, 'PATCH'))).toEqual({
      status: 403,
      severity: 'error',
      issue: 'forbidden',
      code: 'INVALID_METHOD',
      display: `Cannot update resource with ${mode} access token`,
      diagnostics: INSUFFICIENT('use this method'),
    })
    expect(refusalOf(await call('/Patient', 'POST'))).toMatchObject({
      status: 403,
      code: 'INVALID_METHOD',
      display: `Cannot create resource with ${mode} access token`,
      diagnostics: INSUFFICIENT('use this method'),
    })
    expect(refusalOf(await call(`${SEARCH}&_max-results=2`))).toMatchObject({
      status: 403,
      issue: 'token',
      code: 'INVALID_VALUE',
      display: `Cannot retrieve more than one result with ${mode} access token`,
      diagnostics: INSUFFICIENT('perform this search'),
    })
    expect(refusalOf(await call('/Coverage', 'POST'))).toMatchObject({
      status: 403,
      code: 'ACCESS_DENIED',
      display: `Cannot POST resource with ${mode} access token`,
      diagnostics: INSUFFICIENT('use this operation'),
    })
  })

  test('counts as a user where the application may update', async () => {
    applications.save(world.store, {
      ...APPLICATION,
      flowVariables: { pds: { 'app-restricted': { update: true } } },
    })
    const answer = await asApp(JANE, { method: 'PATCH' })
    expect(refusalOf(answer).code).not.toBe('INVALID_METHOD')
    expect((await asApp('/Patient?family=YOUDS&birthdate=1970-01-24')).json.total).toBe(4)
  })
})

describe('user-restricted access', () => {
  test.each([[SCOPES.user], [SCOPES.aal2], [SCOPES.oldUser]])('has the scope %s', async (scope) => {
    const token = userToken(world, { scopes: [scope] })
    const answer = await send(world, '/Patient?family=YOUDS&birthdate=1970-01-24', { token })
    expect(answer.json.total).toBe(4)
    expect(answer.exchange.caller).toEqual({ clientId: APPLICATION.clientId, userId: NURSE.userId })
  })

  test('may not use coverage', async () => {
    const answer = await asUser('/Coverage?subscriber%3Aidentifier=9000000009')
    expect(refusalOf(answer)).toMatchObject({
      status: 403,
      code: 'ACCESS_DENIED',
      display: 'Cannot GET resource with user-restricted access token',
    })
  })

  test('names the organisation it acts for', async () => {
    const headers = { 'NHSD-End-User-Organisation-ODS': 'Y12345' }
    const { exchange } = await asUser(JANE, { headers })
    expect(exchange.caller?.organisation).toBe('Y12345')
  })
})

describe('patient access', () => {
  const SAM = '9912003071'

  test('reads the own record', async () => {
    const answer = await asPatient(SAM, `/Patient/${SAM}`)
    expect(answer.status).toBe(200)
    expect(answer.json.name[0].family).toBe('EXAMPLE')
  })

  test.each(['P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm'])('with vector of trust %s', async (vectorOfTrust) => {
    const token = patientToken(world, SAM, { vectorOfTrust })
    expect((await send(world, `/Patient/${SAM}`, { token })).status).toBe(200)
  })

  test.each(['P9.Cp', 'P5.Cp.Cd', ''])('not with vector of trust "%s"', async (vectorOfTrust) => {
    const token = patientToken(world, SAM, { vectorOfTrust })
    expect(refusalOf(await send(world, `/Patient/${SAM}`, { token }))).toEqual(PATIENT)
  })

  test.each([[SCOPES.p5], [SCOPES.p0]])('not with the scope %s', async (scope) => {
    const token = patientToken(world, SAM, { scopes: [scope] })
    expect(refusalOf(await send(world, `/Patient/${SAM}`, { token }))).toEqual(PATIENT)
  })

  test.each([JANE, SEARCH, `${JANE}/RelatedPerson`, '/Coverage?subscriber:identifier=9000000009'])(
    'not to %s',
    async (path) => {
      expect(refusalOf(await asPatient(SAM, path))).toEqual(PATIENT)
    },
  )

  test('cannot create a record', async () => {
    expect(refusalOf(await asPatient(SAM, '/Patient', { method: 'POST' }))).toMatchObject({
      status: 403,
      code: 'INVALID_METHOD',
      display: 'Cannot create resource with patient-access access token',
      diagnostics: INSUFFICIENT('use this method'),
    })
  })

  test.each([
    '',
    '?subscriber%3Aidentifier=abc',
    `?subscriber%3Aidentifier=${SAM}&x=1`,
    '?patient=1',
  ])('searches for coverage in one form, not in /Coverage%s', async (query) => {
    expect(refusalOf(await asPatient(SAM, `/Coverage${query}`))).toMatchObject({
      status: 400,
      issue: 'value',
      code: 'INVALID_SEARCH_DATA',
      diagnostics:
        "Invalid search data provided - 'Coverage search request must follow the format /Coverage?subscriber:identifier=NHS_NUMBER'",
    })
  })
})

describe('what PDS does not offer', () => {
  test.each([
    ['PUT', JANE],
    ['DELETE', JANE],
    ['GET', '/Patient/'],
    ['GET', `${JANE}/Nothing`],
    ['GET', '/_poll/abc'],
  ])('%s %s', async (method, path) => {
    expect(refusalOf(await asUser(path, { method }))).toEqual({
      status: 400,
      severity: 'error',
      issue: 'processing',
      code: 'UNSUPPORTED_SERVICE',
      display: 'Unsupported Service',
      diagnostics: undefined,
    })
  })

  test('OPTIONS breaks off behind the gateway', async () => {
    const refusal = refusalOf(await asUser(JANE, { method: 'OPTIONS' }))
    expect(refusal).toMatchObject({
      status: 502,
      severity: 'error',
      issue: 'unknown',
      code: 'UNKNOWN_ERROR',
      display: 'Unknown Error',
    })
    expect(refusal.diagnostics).toMatch(/^An unknown error occurred .*\(Message ID: \w+\)$/)
  })

  test('a failure of its own is 500 with the exchange as message id', async () => {
    const { exchange } = await asUser(JANE)
    const answer = pdsService.failed(exchange)
    expect(answer.status).toBe(500)
    expect(JSON.parse(String(answer.body)).issue[0]).toMatchObject({
      severity: 'error',
      code: 'unknown',
      details: { coding: [{ code: 'UNKNOWN_ERROR' }] },
      diagnostics: expect.stringContaining(`(Message ID: ${exchange.id})`),
    })
  })

  test('is told of only after the request id', async () => {
    const answer = await asUser(JANE, { method: 'PUT', requestId: null })
    expect(refusalOf(answer).code).toBe('MISSING_VALUE')
  })
})

describe('headers that change nothing', () => {
  test.each([
    ['Prefer', 'respond-async', 'gateway.pds.prefer-ignored'],
    ['NHSE-PDS-Privileged-Access', 'true', 'gateway.pds.internal-header'],
    ['NHSE-PDS-Custom-Attributes', 'x', 'gateway.pds.internal-header'],
  ])('%s', async (name, value, rule) => {
    const answer = await asUser(JANE, { headers: { [name]: value } })
    expect(answer.status).toBe(200)
    expect(rulesOf(answer)).toEqual([rule])
  })
})

describe('ping and status', () => {
  test('ping is open', async () => {
    const answer = await send(world, '/_ping', { requestId: null })
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.json)).toEqual(['version', 'revision', 'releaseId', 'commitId'])
  })

  test('status asks for the monitoring key', async () => {
    expect(refusalOf(await send(world, '/_status'))).toMatchObject({
      status: 401,
      code: 'ACCESS_DENIED',
      diagnostics: 'Invalid Api Key',
    })
    const headers = { apikey: 'sandbox-monitoring-key' }
    const answer = await send(world, '/_status', { headers })
    expect(answer.json).toMatchObject({ status: 'pass', checks: { 'spine:status': [{}] } })
  })
})
