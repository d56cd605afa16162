import { describe, expect, test } from 'vitest'
import { MONITORING_KEY } from '../../../src/gateway/status.js'
import {
  addPeople,
  BASE,
  codeFor,
  exchangeCode,
  exchangeFor,
  newService,
  newWorld,
  postForm,
  refusal,
  register,
  send,
} from './support.js'

const service = newService()
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

describe.each(['/oauth2', '/oauth2-mock'])('below %s', (base) => {
  test('the token endpoint takes a form only, whatever its charset', async () => {
    for (const type of ['application/json', 'multipart/form-data', '']) {
      const headers: Record<string, string> = type ? { 'Content-Type': type } : {}
      const reply = await send(service, newWorld(), `${base}/token`, { method: 'POST', headers })
      expect(refusal(reply)).toEqual([
        415,
        'invalid_request',
        'Content-Type header must be application/x-www-form-urlencoded',
      ])
    }
    const charset = { 'Content-Type': 'Application/X-WWW-Form-URLencoded; charset=UTF-8' }
    const reply = await postForm(service, newWorld(), `${base}/token`, {}, charset)
    expect(reply.status).toBe(400)
  })

  test.each([
    [{}, 'invalid_request', 'grant_type is missing'],
    [{ grant_type: '' }, 'invalid_request', 'grant_type is missing'],
    [{ grant_type: 'password' }, 'unsupported_grant_type', 'grant_type is invalid'],
    [
      { grant_type: EXCHANGE },
      'invalid_request',
      "missing or invalid subject_token_type - must be 'urn:ietf:params:oauth:token-type:id_token'",
    ],
    [
      { grant_type: EXCHANGE, subject_token_type: 'urn:ietf:params:oauth:token-type:jwt' },
      'invalid_request',
      "missing or invalid subject_token_type - must be 'urn:ietf:params:oauth:token-type:id_token'",
    ],
  ])('%o finds no flow', async (form, error, description) => {
    const reply = await postForm(service, newWorld(), `${base}/token`, form)
    expect(refusal(reply)).toEqual([400, error, description])
  })

  test('other methods are not allowed', async () => {
    for (const [path, method, allow] of [
      ['/authorize', 'POST', 'GET'],
      ['/authorize', 'HEAD', 'GET'],
      ['/token', 'GET', 'POST'],
      ['/token', 'DELETE', 'POST'],
      ['/token', 'OPTIONS', 'POST'],
    ]) {
      const reply = await send(service, newWorld(), `${base}${path}`, { method: method as string })
      expect([reply.status, reply.header('Allow'), reply.body]).toEqual([405, allow, null])
    }
  })

  test('anything else is not found', async () => {
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/.well-known/openid-configuration'],
      ['GET', '/jwks'],
      ['POST', '/callback'],
      ['POST', '/userinfo'],
      ['POST', '/_ping'],
      ['OPTIONS', '/userinfo'],
    ] as const) {
      const reply = await send(service, newWorld(), `${base}${path}`, { method })
      expect(refusal(reply)).toEqual([404, 'invalid_request', 'Not Found'])
    }
  })

  test('a preflight is answered on every path', async () => {
    const headers = { Origin: 'https://app.example', 'Access-Control-Request-Method': 'POST' }
    for (const path of ['/token', '/authorize', '/userinfo', '/elsewhere']) {
      const reply = await send(service, newWorld(), base + path, { method: 'OPTIONS', headers })
      expect(reply.status).toBe(200)
      expect(reply.header('Access-Control-Allow-Origin')).toBe('https://app.example')
    }
  })

  test('ping is open, status needs the monitoring key', async () => {
    const ping = await send(service, newWorld(), `${base}/_ping`)
    expect(ping.status).toBe(200)
    expect(Object.keys(ping.json)).toEqual(['version', 'revision', 'releaseId', 'commitId'])
    const head = await send(service, newWorld(), `${base}/_ping`, { method: 'HEAD' })
    expect([head.status, head.body]).toEqual([200, null])
    expect(refusal(await send(service, newWorld(), `${base}/_status`))).toEqual([
      401,
      'Access Denied',
      'Invalid api key for _status monitoring endpoint',
    ])
    const headers = { apikey: MONITORING_KEY }
    const { status, json } = await send(service, newWorld(), `${base}/_status`, { headers })
    expect(status).toBe(200)
    expect(json.status).toBe('pass')
    expect(Object.keys(json.checks)).toEqual(['nhs-cis2', 'nhs-login'])
    expect(json.checks['nhs-cis2']).toEqual({
      status: 'pass',
      timeout: 'false',
      responseCode: 200,
      outcome: 'OK',
      links: { self: `${BASE}${base}/_ping` },
    })
  })
})

test('a failure and a body that is too large have the catch-all body, a page where people look', () => {
  const json = (path: string, answer: 'failed' | 'tooLarge') =>
    service[answer](exchangeFor(newWorld(), path))
  const failed = json('/oauth2/token', 'failed')
  expect(failed.status).toBe(500)
  expect(JSON.parse(String(failed.body))).toEqual({
    error: 'unknown_error',
    error_description:
      'An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: https://digital.nhs.uk/developer/help-and-support quoting Message ID',
    message_id: expect.any(String),
  })
  expect(json('/oauth2-mock/token', 'tooLarge').status).toBe(413)
  const page = json('/realms/Cis2-mock-int/x', 'failed')
  expect([page.status, page.headers['Content-Type']]).toEqual([500, 'text/html;charset=utf-8'])
})

test('a repeated form parameter counts once, the first', async () => {
  const world = newWorld()
  register(world)
  addPeople(world)
  const code = await codeFor(service, world, 'doctor')
  const body = `grant_type=authorization_code&code=${code}&code=other`
  const reply = await send(service, world, '/oauth2/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  })
  expect(reply.exchange.findings[0]?.rule).toBe('auth.parameter.repeated')
  expect((await exchangeCode(service, world, code)).status).toBe(200)
})
