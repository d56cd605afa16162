import { describe, expect, test } from 'vitest'
import { readApiKey } from '../../src/gateway/api-key.js'
import { bearerFaultAnswer, insufficientScopeAnswer } from '../../src/gateway/fault.js'
import { countCall } from '../../src/gateway/rate-limit.js'
import { createGatewayEndpoints, MONITORING_KEY } from '../../src/gateway/status.js'
import { writeSetting } from '../../src/world/tables/setting.js'
import { CLIENT, exchangeFor, newWorld, register, START } from '../services/auth/support.js'

describe('the api key', () => {
  const APIS = ['e-referrals-service-api']
  const read = (headers: Record<string, string>, change = {}, apis = APIS) => {
    const world = newWorld()
    register(world, change)
    return readApiKey(exchangeFor(world, '/some/api', { headers }), apis)
  }
  const fault = (faultstring: string, errorcode: string) => ({
    fault: { faultstring, detail: { errorcode } },
  })

  test.each([
    [
      'absent',
      {},
      {},
      APIS,
      fault(
        'Failed to resolve API Key variable request.header.apikey',
        'steps.oauth.v2.FailedToResolveAPIKey',
      ),
    ],
    ['unknown', { apikey: 'x' }, {}, APIS, fault('Invalid ApiKey', 'oauth.v2.InvalidApiKey')],
    [
      'revoked',
      { apikey: CLIENT },
      { status: 'revoked' },
      APIS,
      fault('ApiKey not approved', 'oauth.v2.InvalidApiKey'),
    ],
    [
      'without the product',
      { APIKEY: CLIENT },
      {},
      ['spine-directory-service'],
      fault('Invalid ApiKey for given resource', 'oauth.v2.InvalidApiKeyForGivenResource'),
    ],
  ])('%s is refused', (_name, headers, change, apis, body) => {
    const key = read(headers as Record<string, string>, change, apis)
    if (key.ok) throw new Error('the key passed')
    expect(key.answer.status).toBe(401)
    expect(JSON.parse(String(key.answer.body))).toEqual(body)
  })

  test('passes with the product', () => {
    expect(read({ apikey: CLIENT })).toMatchObject({ ok: true, application: { clientId: CLIENT } })
  })
})

test('a bearer problem has the platform’s own body where an API adds none', () => {
  const answer = bearerFaultAnswer('ABSENT')
  expect(answer.status).toBe(401)
  expect(answer.headers['WWW-Authenticate']).toBe(
    'Bearer realm="null",error="invalid_token",error_description="oauth.v2.InvalidAccessToken: Invalid access token"',
  )
  expect(JSON.parse(String(answer.body))).toEqual({
    fault: {
      faultstring: 'Invalid access token',
      detail: { errorcode: 'oauth.v2.InvalidAccessToken' },
    },
  })
  const scope = insufficientScopeAnswer(['urn:one'])
  expect(scope.status).toBe(403)
  expect(JSON.parse(String(scope.body))).toEqual({
    fault: {
      faultstring: 'Required scope(s) : urn:one',
      detail: { errorcode: 'steps.oauth.v2.InsufficientScope' },
    },
  })
})

describe('rate limits', () => {
  const API = 'e-referrals-service-api'

  test('count nothing while they are off', () => {
    const world = newWorld()
    for (let at = 0; at < 2000; at++) expect(countCall(world, API, 'a')).toBeUndefined()
  })

  test('a quota counts in a minute of the world’s clock, each application by itself', () => {
    const world = newWorld()
    writeSetting(world.store, 'rateLimits', { [API]: { quota: 2 } })
    expect([1, 2, 3].map(() => countCall(world, API, 'a'))).toEqual([undefined, undefined, 'QUOTA'])
    expect(countCall(world, API, 'b')).toBeUndefined()
    world.clock.set(START + 59_999)
    expect(countCall(world, API, 'a')).toBe('QUOTA')
    world.clock.set(START + 60_000)
    expect(countCall(world, API, 'a')).toBeUndefined()
  })

  test('a spike limit spreads the calls evenly', () => {
    const world = newWorld()
    writeSetting(world.store, 'rateLimits', true)
    const at = (moment: number) => {
      world.clock.set(START + moment)
      return countCall(world, API, 'a')
    }
    expect([0, 83, 84, 167, 168].map(at)).toEqual([
      undefined,
      'SPIKE',
      undefined,
      'SPIKE',
      undefined,
    ])
  })

  test('a call that a refused operation rolls back stays counted', () => {
    const world = newWorld()
    writeSetting(world.store, 'rateLimits', { [API]: { quota: 1 } })
    countCall(world, API, 'a')
    world.store.attempt(
      () => undefined,
      () => false,
    )
    expect(countCall(world, API, 'a')).toBe('QUOTA')
  })
})

describe('ping and status of e-RS', () => {
  const endpoints = createGatewayEndpoints('/referrals')
  const call = (
    path: string,
    method = 'GET',
    headers: Record<string, string> = {},
    world = newWorld(),
  ) => {
    const endpoint = endpoints.find((one) => one.path === path && one.method === method)
    const answer = endpoint?.handle(exchangeFor(world, path, { method, headers }))
    if (!answer || answer instanceof Promise) throw new Error('no such endpoint')
    return answer
  }

  test('ping is open', () => {
    const answer = call('/referrals/_ping')
    expect(answer.status).toBe(200)
    const body = JSON.parse(String(answer.body))
    expect(Object.keys(body)).toEqual(['version', 'revision', 'releaseId', 'commitId'])
    for (const value of Object.values(body)) expect(value).toEqual(expect.any(String))
    expect(call('/referrals/_ping', 'HEAD')).toEqual({ ...answer, body: null })
  })

  test('status needs the monitoring key and refuses with an empty body', () => {
    for (const headers of [{}, { apikey: 'x' }] as Record<string, string>[])
      expect(call('/referrals/_status', 'GET', headers)).toEqual({
        status: 401,
        headers: {},
        body: null,
      })
    const answer = call('/referrals/_status', 'GET', { apikey: MONITORING_KEY })
    expect(JSON.parse(String(answer.body))).toMatchObject({
      status: 'pass',
      checks: { 'healthcheckService:status': [{ status: 'pass', timeout: 'false' }] },
    })
  })

  test('the world may set another key', () => {
    const world = newWorld()
    writeSetting(world.store, 'monitoringKey', 'own')
    expect(call('/referrals/_status', 'GET', { apikey: 'own' }, world).status).toBe(200)
    expect(call('/referrals/_status', 'GET', { apikey: MONITORING_KEY }, world).status).toBe(401)
  })

  test('no other base has them by accident', () => {
    expect(() => createGatewayEndpoints('/elsewhere')).toThrow('/elsewhere')
  })
})
