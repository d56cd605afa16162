import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isTrustedHost } from '../../src/admin/guard.js'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'
import { ErsClient, GP, type Reply, request } from '../support/client.js'

let sandbox: RunningSandbox

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

const send = (method: string, path: string, body?: object): Promise<Reply> =>
  request(`${sandbox.url}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })

describe('worlds', () => {
  test('are made, listed, shown, reset and deleted', async () => {
    const made = await send('POST', '/_sandbox/worlds', {
      name: 'a-world',
      start: '2026-06-01T09:00:00Z',
      frozen: true,
    })
    expect([made.status, made.json]).toEqual([
      201,
      {
        name: 'a-world',
        now: '2026-06-01T09:00:00.000Z',
        clock: 'frozen',
        path: '/worlds/a-world',
      },
    ])
    const names = (await send('GET', '/_sandbox/worlds')).json.map(
      (one: { name: string }) => one.name,
    )
    expect(names).toEqual(expect.arrayContaining(['default', 'a-world']))
    await send('POST', '/worlds/a-world/_sandbox/clock/advance', { days: 1 })
    const reset = await send('POST', '/_sandbox/worlds/a-world/reset')
    expect(reset.json.now).toBe('2026-06-01T09:00:00.000Z')
    expect((await send('DELETE', '/_sandbox/worlds/a-world')).status).toBe(204)
    expect((await send('GET', '/_sandbox/worlds/a-world')).status).toBe(404)
  })

  test.each<[string, string, object | undefined, number]>([
    ['POST', '/_sandbox/worlds', { name: '../../etc' }, 400],
    ['POST', '/_sandbox/worlds', { name: 'Upper' }, 400],
    ['POST', '/_sandbox/worlds', { name: 'x'.repeat(64) }, 400],
    ['POST', '/_sandbox/worlds', {}, 400],
    ['POST', '/_sandbox/worlds', { name: 'b', seed: '/etc' }, 400],
    ['POST', '/_sandbox/worlds', { name: 'b', start: 'tomorrow' }, 400],
    ['POST', '/_sandbox/worlds', { name: 'default' }, 409],
    ['DELETE', '/_sandbox/worlds/default', undefined, 409],
    ['DELETE', '/_sandbox/worlds/none', undefined, 404],
    ['POST', '/_sandbox/worlds/none/reset', undefined, 404],
    ['GET', '/_sandbox/nothing', undefined, 404],
    ['GET', '/worlds/none/_sandbox/clock', undefined, 404],
    ['POST', '/_sandbox/clock/advance', {}, 400],
    ['POST', '/_sandbox/clock/advance', { days: -1 }, 400],
    ['POST', '/_sandbox/clock/advance', { to: '1999-01-01T00:00:00Z' }, 400],
    ['POST', '/_sandbox/tokens', { user: 'nobody' }, 400],
    ['GET', '/_sandbox/journal/999999', undefined, 404],
  ])('%s %s %j answers %i in words', async (method, path, body, status) => {
    const answer = await send(method, path, body)
    expect(answer.status, answer.text).toBe(status)
    expect(answer.headers.get('content-type')).toContain('problem+json')
    expect(answer.json.detail.length).toBeGreaterThan(5)
  })

  test('others are answered while one with many patients is made', async () => {
    const answered: string[] = []
    const large = send('POST', '/_sandbox/worlds', { name: 'large', patients: 1600 })
    const made = large.then(({ status }) => answered.push(`made ${status}`))
    await send('GET', '/_sandbox/health').then(() => answered.push('health'))
    await made
    expect(answered).toEqual(['health', 'made 201'])
    await send('DELETE', '/_sandbox/worlds/large')
  })

  test('a body that is not JSON is refused in words', async () => {
    const answer = await request(`${sandbox.url}/_sandbox/worlds`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{',
    })
    expect(answer.status).toBe(400)
  })

  test('are picked by header too, and not by two names at once', async () => {
    sandbox.world('by-header')
    const header = { 'X-Sandbox-World': 'by-header' }
    const inWorld = new ErsClient(sandbox.world('by-header'), GP)
    expect((await inWorld.get('/R4/PractitionerRole')).status).toBe(200)
    const path = '/referrals/FHIR/R4/PractitionerRole'
    const unknown = await request(`${sandbox.url}${path}`, {
      headers: { 'X-Sandbox-World': 'none' },
    })
    expect([unknown.status, unknown.json.title]).toEqual([404, 'Unknown world'])
    const two = await request(`${sandbox.url}/worlds/default${path}`, { headers: header })
    expect([two.status, two.json.title]).toEqual([400, 'Two worlds named'])
    const clock = await request(`${sandbox.url}/_sandbox/clock`, { headers: header })
    expect(clock.status).toBe(200)
  })
})

describe('the clock', () => {
  beforeEach(() => sandbox.world('clock').reset())

  test('is frozen, moved and set running', async () => {
    const at = '/worlds/clock/_sandbox/clock'
    const frozen = await send('PUT', at, { mode: 'frozen', at: '2030-01-01T00:00:00Z' })
    expect(frozen.json).toEqual({ mode: 'frozen', now: '2030-01-01T00:00:00.000Z' })
    const moved = await send('POST', `${at}/advance`, { days: 1, hours: 2, minutes: 3 })
    expect(moved.json.now).toBe('2030-01-02T02:03:00.000Z')
    const to = await send('POST', `${at}/advance`, { to: '2030-02-01T00:00:00Z' })
    expect(to.json.now).toBe('2030-02-01T00:00:00.000Z')
    expect((await send('PUT', at, { mode: 'real' })).json.mode).toBe('real')
    expect(sandbox.world('clock').clock.now().getTime()).toBeLessThan(Date.parse('2030-01-01'))
  })

  test('makes tokens expire', async () => {
    const world = sandbox.world('clock')
    world.clock.freeze()
    const gp = new ErsClient(world, GP)
    await world.clock.advance(598_000)
    expect((await gp.get('/R4/PractitionerRole')).status).toBe(200)
    await world.clock.advance(10_000)
    const late = await gp.get('/R4/PractitionerRole')
    expect([late.status, late.json.issue[0].code]).toEqual([401, 'login'])
  })
})

describe('the journal', () => {
  test('shows exchanges, filtered, and one of them byte for byte', async () => {
    const world = sandbox.world('journal')
    const gp = new ErsClient(world, GP)
    await gp.get('/R4/PractitionerRole')
    await gp.get('/STU3/ReferralRequest/000099999999', { 'X-Correlation-ID': 'find-me' })
    const list = (query: string) => send('GET', `/worlds/journal/_sandbox/journal?${query}`)
    expect((await list('operation=A030')).json).toHaveLength(1)
    expect((await list('status=404')).json).toHaveLength(1)
    const [failed] = (await list('findings=true')).json
    const whole = await send('GET', `/worlds/journal/_sandbox/journal/${failed.id}`)
    expect(whole.json.request.headers).toContainEqual(['x-correlation-id', 'find-me'])
    expect(whole.json.answer).toMatchObject({ body: '', encoding: 'utf8' })
    expect((await send('DELETE', '/worlds/journal/_sandbox/journal')).status).toBe(204)
    expect((await list('')).json).toEqual([])
  })

  test('tells which operations were used', async () => {
    const gp = new ErsClient(sandbox.world('coverage'), GP)
    await gp.get('/R4/PractitionerRole')
    await gp.get('/R4/HealthcareService')
    const coverage = (await send('GET', '/worlds/coverage/_sandbox/coverage')).json
    const of = (operation: string) =>
      coverage.find((one: { operation: string }) => one.operation === operation)
    expect(of('A030')).toMatchObject({ service: 'ers', calls: 1, statuses: { 200: 1 } })
    expect(of('A035').refusals).toEqual({
      met: ['REC_BAD_REQUEST'],
      notMet: ['REC_NOT_FOUND', 'NO_RELATIONSHIP'],
    })
    expect(of('A011')).toMatchObject({ calls: 0, refusals: { met: [] } })
  })
})

describe('credentials and tokens', () => {
  test('list applications with keys, users with roles and levels', async () => {
    const { json } = await send('GET', '/_sandbox/credentials')
    const demo = json.applications.find((one: { keyId?: string }) => one.keyId)
    expect(demo.privateKey).toContain('BEGIN PRIVATE KEY')
    const gp = json.users.find((one: { username: string }) => one.username === '021600556514')
    expect(gp).toMatchObject({ authenticationAssurance: 3, identityAssurance: 3 })
    expect(gp.organisations).toContainEqual(
      expect.objectContaining({
        odsCode: 'R69',
        businessFunctions: expect.arrayContaining(['REFERRING_CLINICIAN']),
      }),
    )
  })

  test('give a token in one call, for a user or an application', async () => {
    const user = await send('POST', '/_sandbox/tokens', { user: '021600556514' })
    expect(user.json).toMatchObject({ token_type: 'Bearer', expires_in: 599 })
    const application = await send('POST', '/_sandbox/tokens', {})
    expect(application.json.scopes.every((scope: string) => scope.includes(':app:level3:'))).toBe(
      true,
    )
  })
})

describe('safety', () => {
  test.each([
    ['127.0.0.1:9000', true],
    ['[::1]:9000', true],
    ['localhost:9000', true],
    ['ers-sandbox:9000', true],
    ['spine.localhost', true],
    ['evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['', false],
  ])('host %j may reach the control API: %s', (host, expected) => {
    expect(isTrustedHost(host, [])).toBe(expected)
  })

  test('a name can be allowed', () => {
    expect(isTrustedHost('spine.test:9000', ['spine.test'])).toBe(true)
  })

  test('a page of another site changes nothing', async () => {
    const path = `${sandbox.url}/_sandbox/worlds/default/reset`
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'https://evil.example' },
    ] as Record<string, string>[]) {
      const answer = await request(path, { method: 'POST', headers })
      expect([answer.status, answer.json.title]).toEqual([403, 'Cross-site request'])
    }
  })

  test('the description of the API is there', async () => {
    const { json } = await send('GET', '/_sandbox/openapi.json')
    expect(Object.keys(json.paths)).toContain('/_sandbox/worlds/{name}/reset')
    expect((await send('GET', '/_sandbox/health')).json.status).toBe('pass')
    const text = JSON.stringify(json)
    const names = new Set(Object.keys(json.components.schemas))
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(names).toContain(name)
  })

  test.each([
    ['/', '/_sandbox/docs'],
    ['/_sandbox', '/_sandbox/docs'],
    ['/worlds/default/', '/worlds/default/_sandbox/docs'],
  ])('a browser at %s is led to its page', async (path, page) => {
    const { status, headers } = await fetch(sandbox.url + path, { redirect: 'manual' })
    expect([status, headers.get('location')]).toEqual([302, page])
    expect((await fetch(sandbox.url + path)).status).toBe(200)
  })

  test('nobody’s address is told which addresses there are', async () => {
    const answer = await send('GET', '/fhir/Patient')
    expect(answer.status).toBe(404)
    expect(answer.json.detail).toContain('PDS FHIR API: /personal-demographics/FHIR/R4')
  })

  test('and as a page with every call, its parameters and a command to paste', async () => {
    const { json } = await send('GET', '/_sandbox/openapi.json')
    const page = await send('GET', '/_sandbox/docs')
    expect(page.headers.get('content-type')).toContain('text/html')
    for (const path of Object.keys(json.paths)) expect(page.text).toContain(`<code>${path}</code>`)
    expect(page.text).toContain('/_sandbox/worlds/NAME/reset&#39;')
    expect(page.text).not.toMatch(/src="|<script|https:\/\//)
  })
})
