import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeSetting, writeSetting } from '../../../src/world/tables/setting.js'
import {
  BASE,
  changeApplication,
  control,
  type Directory,
  interaction,
  KEY,
  openDirectory,
  organisation,
} from './support.js'

let directory: Directory

beforeAll(async () => {
  directory = await openDirectory(true)
})
afterAll(() => directory.close())

const ID = '11111111-2222-3333-4444-555555555555'
const WHOLE = [organisation('X26'), interaction('gp2gp:COPC_IN000001UK01')]

const search = (resource: string, parameters: readonly string[], init: RequestInit = {}) =>
  directory.search(resource, parameters, {
    ...init,
    headers: { 'X-Correlation-Id': ID, ...(init.headers as object) },
  })

describe('the gateway', () => {
  const refused = (code: string, issue: string, display: string) => ({
    resourceType: 'OperationOutcome',
    id: ID,
    issue: [
      {
        severity: 'error',
        code: issue,
        details: {
          coding: [
            {
              system: 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode',
              version: '1',
              code,
              display,
            },
          ],
        },
      },
    ],
  })
  const NO_KEY = 'Failed to resolve API Key variable request.header.apikey'

  test.each([
    ['no key', '', NO_KEY],
    ['an unknown key', 'x'.repeat(32), 'Invalid ApiKey'],
    [
      'the key of an application without SDS',
      'PdsApplication000000000000000012',
      'Invalid ApiKey for given resource',
    ],
  ])('refuses %s before it looks at anything else', async (_, apikey, display) => {
    for (const path of ['Device', 'nothing']) {
      const { status, json } = await search(path, ['foo=1'], { headers: { apikey } })
      expect([status, json]).toEqual([401, refused('ACCESS_DENIED', 'forbidden', display)])
    }
  })

  test('refuses the key of a revoked application', async () => {
    changeApplication(directory, { status: 'revoked' })
    const { status, json } = await search('Device', WHOLE)
    changeApplication(directory, { status: 'approved' })
    expect([status, json]).toEqual([
      401,
      refused('ACCESS_DENIED', 'forbidden', 'ApiKey not approved'),
    ])
  })

  test('takes any key where the world says so, as the public sandbox does', async () => {
    await control(directory, 'PATCH', '/settings', { sdsApiKeyRequired: false })
    expect((await search('Device', WHOLE, { headers: { apikey: '' } })).status).toBe(200)
    await control(directory, 'PATCH', '/settings', { sdsApiKeyRequired: null })
  })

  test('counts calls', async () => {
    writeSetting(directory.world.store, 'rateLimits', { 'spine-directory-service': { quota: 1 } })
    expect((await search('Device', WHOLE)).status).toBe(200)
    const { status, json } = await search('Device', WHOLE)
    const quota = 'Rate limit quota violation. Quota limit exceeded. Identifier : _default'
    expect([status, json]).toEqual([429, refused('UNKNOWN_ERROR', 'throttled', quota)])
    writeSetting(directory.world.store, 'rateLimits', true)
    const spike = await search('Device', WHOLE)
    expect([spike.status, spike.json]).toEqual([
      429,
      refused('UNKNOWN_ERROR', 'throttled', 'Spike arrest violation. Allowed rate : 40ps'),
    ])
    removeSetting(directory.world.store, 'rateLimits')
  })

  test('answers a preflight, and only that', async () => {
    const headers = { Origin: 'https://client.example', 'Access-Control-Request-Method': 'GET' }
    const {
      status,
      headers: answered,
      text,
    } = await directory.ask(`${BASE}/Device`, { method: 'OPTIONS', headers })
    expect([status, text]).toEqual([200, ''])
    expect(Object.fromEntries(answered)).toMatchObject({
      'access-control-allow-origin': 'https://client.example',
      'access-control-allow-headers': 'origin, x-requested-with, accept, content-type, if-match',
      'access-control-max-age': '3628800',
      'access-control-allow-methods': 'GET, PUT, POST, PATCH, DELETE',
    })
    const plain = await search('Device', [], {
      method: 'OPTIONS',
      headers: { Origin: 'https://client.example' },
    })
    expect(plain.status).toBe(405)
  })

  test('is pinged without key, asked for its status with a key of its own', async () => {
    for (const method of ['GET', 'HEAD']) {
      const ping = await directory.ask(`${BASE}/_ping`, { method })
      expect(ping.status).toBe(200)
      if (method === 'GET')
        expect(Object.keys(ping.json)).toEqual(['version', 'revision', 'releaseId', 'commitId'])
    }
    const refusal = await directory.ask(`${BASE}/_status`, {
      headers: { apikey: KEY, 'X-Correlation-Id': ID },
    })
    expect([refusal.status, refusal.json]).toEqual([
      401,
      refused('ACCESS_DENIED', 'forbidden', 'Invalid ApiKey'),
    ])
    const status = await directory.ask(`${BASE}/_status`, {
      headers: { apikey: 'sandbox-monitoring-key' },
    })
    expect(status.json).toMatchObject({
      status: 'pass',
      checks: { 'healthcheckService:status': [{ status: 'pass', responseCode: 200 }] },
    })
  })

  test('shows the health of the service and of the directory', async () => {
    const headers = { 'X-Correlation-Id': ID }
    const shallow = await directory.ask(`${BASE}/healthcheck`, { headers })
    expect([shallow.status, shallow.text]).toEqual([200, ''])
    expect(shallow.headers.get('content-type')).toContain('text/html')
    expect(shallow.headers.get('x-correlation-id')).toBe(ID)
    const deep = await directory.ask(`${BASE}/healthcheck/deep`, { headers })
    expect([deep.status, deep.json]).toMatchObject([
      200,
      { status: 'pass', details: { ldap: { status: 'pass' } } },
    ])
    expect(deep.headers.get('x-correlation-id')).toBe(ID)
    writeSetting(directory.world.store, 'brokenServices', { ldap: null })
    const broken = await directory.ask(`${BASE}/healthcheck/deep`, { headers })
    expect([broken.status, broken.json]).toMatchObject([
      503,
      { status: 'fail', details: { ldap: { status: 'fail' } } },
    ])
    removeSetting(directory.world.store, 'brokenServices')
  })
})
