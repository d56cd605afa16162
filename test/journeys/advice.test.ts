import { createPrivateKey } from 'node:crypto'
import { SignJWT } from 'jose'
import { Client } from 'ldapts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { type Control, controlOf } from '../admin/support.js'
import { ErsClient, GP, type Reply, request, type Send } from '../support/client.js'
import { booking, type SlotResource } from '../support/ers-bodies.js'
import { freeSlots, refer } from '../support/ers-steps.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let control: Control
let gp: ErsClient
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:00:00Z'), frozen: true },
  })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  world = sandbox.createWorld()
  control = controlOf(world)
  gp = new ErsClient(world, GP)
})

const rules = (): string[] => world.findings().map(({ rule }) => rule)

const strict = (...patterns: string[]): Promise<Reply> =>
  control('PATCH', '/settings', { strict: patterns })

const readPatient = (headers: Record<string, string> = {}, path = '/9000000009') =>
  request(`${world.url}/personal-demographics/FHIR/R4/Patient${path}`, {
    headers: {
      Authorization: `Bearer ${world.token({ user: '787807429512' })}`,
      'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
      ...headers,
    },
  })

const REFERRAL = '/STU3/ReferralRequest/000000070000'
const CASES: [rule: string, path: string, send: Send][] = [
  ['ers.deprecated-operation', '/STU3/Binary/19eb7224-dff3-4730-a5cb-67eac811f1a5', {}],
  ['ers.unknown-parameter', `${REFERRAL}?_summary=true`, {}],
  ['ers.unknown-header', REFERRAL, { headers: { 'NHSD-eRS-Buisness-Function': 'X' } }],
]

describe('advice on calls to e-RS that are answered', () => {
  test.each(CASES)('%s', async (rule, path, send) => {
    const answer = await gp.send(path, send)
    expect(answer.status).toBe(200)
    expect(rules()).toEqual([rule])
  })

  test('a body where none is taken', async () => {
    const path = `${REFERRAL}/$ers.generatePatientLetter`
    const usual = await gp.send(path, { method: 'POST' })
    const answer = await gp.send(path, { method: 'POST', body: { resourceType: 'Parameters' } })
    expect(answer.status).toBe(usual.status)
    expect(rules()).toContain('ers.body-ignored')
  })

  test('a comment on a booking', async () => {
    const referral = await refer(gp)
    const [slot] = await freeSlots(gp, '11000')
    const of = { ubrn: referral.json.id, version: referral.json.meta.versionId, service: '11000' }
    const body = { ...booking(of, slot as SlotResource), comment: 'Please ring first' }
    const booked = await gp.post('/STU3/Appointment', body)
    expect([booked.status, booked.json.comment]).toEqual([201, undefined])
    expect(rules()).toEqual(['ers.booking-comment'])
  })

  test('what an operation knows is no matter', async () => {
    await gp.send('/R4/HealthcareService?_id=11000')
    await gp.send(REFERRAL, { headers: { 'NHSD-Session-URID': '555021935107' } })
    expect(rules()).toEqual([])
  })
})

describe('advice on logins', () => {
  const CALLBACK = 'http://localhost:8080/callback'

  /** Follows a login without pages; answers the exchange of the code. */
  async function logIn(more: Record<string, string>, form: Record<string, string>): Promise<Reply> {
    const [demo] = (await control('GET', '/credentials')).json.applications
    const asked = { client_id: demo.clientId, redirect_uri: CALLBACK, state: 's' }
    const query = new URLSearchParams({ response_type: 'code', ...asked, ...more })
    let at = `${world.url}/oauth2-mock/authorize?${query}&login_hint=${GP.user}`
    while (!at.startsWith(CALLBACK))
      at = (await fetch(at, { redirect: 'manual' })).headers.get('location') as string
    const code = new URL(at).searchParams.get('code') as string
    const known = { client_id: demo.clientId, client_secret: demo.secret, redirect_uri: CALLBACK }
    const body = { grant_type: 'authorization_code', code, ...known, ...form }
    return request(`${world.url}/oauth2-mock/token`, {
      method: 'POST',
      body: new URLSearchParams(body),
    })
  }

  test('names parameters that had no effect', async () => {
    expect((await logIn({ nonce: 'n', prompt: 'login' }, { scope: 'openid' })).status).toBe(200)
    expect(world.findings().map(({ rule, message }) => [rule, message.split('.')[0]])).toEqual([
      ['auth.parameter.ignored', 'Not looked at: nonce, prompt'],
      ['auth.parameter.ignored', 'Not looked at: scope'],
    ])
  })

  test('says nothing of what is known', async () => {
    expect((await logIn({ scope: 'nhs-cis2' }, {})).status).toBe(200)
    expect(rules()).toEqual([])
  })
})

describe('a world that is strict', () => {
  test.each(CASES)('refuses what %s is about, and says so', async (rule, path, send) => {
    await strict('*')
    const answer = await gp.send(path, send)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.json).toMatchObject({ title: 'Refused by a strict world', rule })
    expect(rules()).toEqual([rule])
  })

  test('lets everything else through', async () => {
    await strict('*')
    expect((await gp.send(REFERRAL)).status).toBe(200)
  })

  test('undoes what a refused call had begun', async () => {
    await strict('pds.patch.*')
    const before = await readPatient()
    const send = (body: object) =>
      request(`${world.url}/personal-demographics/FHIR/R4/Patient/9000000009`, {
        method: 'PATCH',
        headers: {
          Authorization: `Bearer ${world.token({ user: '787807429512' })}`,
          'X-Request-ID': '1c8b5e4e-6bd0-4b2e-9c1b-1d0c1a4e7d10',
          'If-Match': before.headers.get('etag') ?? '',
          'Content-Type': 'application/json-patch+json',
        },
        body: JSON.stringify(body),
      })
    const patches = [{ op: 'replace', path: '/gender', value: 'male' }]
    expect((await send({ correction: false, patches })).status).toBe(400)
    expect((await readPatient()).json.meta).toEqual(before.json.meta)
    expect((await send({ patches })).status).toBe(200)
  })

  test('refuses searches of the directory with 53', async () => {
    await strict('sds.ldap.*')
    const client = new Client({ url: await world.ldap() })
    const search = client.search('ou=Services,o=nhs', { scope: 'one', filter: '(shoeSize=9)' })
    await expect(search).rejects.toMatchObject({ code: 53 })
    await client.unbind()
  })

  test.each([
    ['by name', ['ers.unknown-parameter'], 400],
    ['by stars', ['*-parameter'], 400],
    ['of others', ['pds.*'], 200],
    ['all but it', ['*', '!ers.unknown-*'], 200],
    ['none', [], 200],
  ])('about rules chosen %s', async (_, patterns, status) => {
    await strict(...patterns)
    expect((await gp.send(`${REFERRAL}?x=1`)).status).toBe(status)
  })

  test('a pattern that chooses nothing is an error', async () => {
    for (const pattern of ['ers.nothing', 'habit.*', '!'])
      expect(await strict(pattern)).toMatchObject({ status: 400 })
    expect((await strict('ers.nothing')).text).toContain('/_sandbox/rules')
    await expect(startSandbox({ strict: ['nothing'] })).rejects.toThrow('chooses no rule')
  })

  test('is so from its start, and after a reset', async () => {
    const made = sandbox.createWorld({ strict: ['ers.*'] })
    const client = new ErsClient(made, GP)
    expect((await client.send(`${REFERRAL}?x=1`)).status).toBe(400)
    await made.reset()
    expect((await new ErsClient(made, GP).send(`${REFERRAL}?x=1`)).status).toBe(400)
    const body = { name: 'strictly', strict: ['pds.*'] }
    expect((await control('POST', '/worlds', body)).status).toBe(201)
    const settings = controlOf(sandbox.world('strictly'))('GET', '/settings')
    expect((await settings).json.strict).toEqual(['pds.*'])
  })

  test('rules can be excepted from what a test asserts', async () => {
    await gp.send(`${REFERRAL}?x=1`)
    expect(() => world.assertNoFindings()).toThrow('ers.unknown-parameter')
    world.assertNoFindings({ except: ['ers.*'] })
  })
})

describe('habits', () => {
  const times = async (count: number, call: () => Promise<unknown>): Promise<void> => {
    for (let at = 0; at < count; at++) await call()
  }
  const correlated = { headers: { 'X-Correlation-ID': 'a' } }

  test('the same question ten times within a minute, with the same answer', async () => {
    await times(9, () => gp.send(REFERRAL, correlated))
    expect(rules()).toEqual([])
    await times(11, () => gp.send(REFERRAL, correlated))
    expect(rules()).toEqual(['habit.polling'])
  })

  test('asking less often, or hearing something new, is none', async () => {
    for (let at = 0; at < 12; at++) {
      await gp.send(REFERRAL, correlated)
      await world.clock.advance(10_000)
    }
    expect(rules()).toEqual([])
  })

  test('ten calls of an application without a correlation id', async () => {
    for (let at = 0; at < 25; at++) {
      await readPatient({}, `/${at % 2 ? '9000000009' : '9000000025'}`)
      await world.clock.advance(10_000)
    }
    expect(rules()).toEqual(['habit.no-correlation-id'])
  })

  test('a token for every call', async () => {
    const { applications } = (await control('GET', '/credentials')).json
    const demo = applications.find((one: { keyId?: string }) => one.keyId)
    const aud = `${world.url}/oauth2-mock/token`
    const token = async (): Promise<string> => {
      const assertion = await new SignJWT({ jti: crypto.randomUUID() })
        .setProtectedHeader({ alg: 'RS512', typ: 'JWT', kid: demo.keyId })
        .setIssuer(demo.clientId)
        .setSubject(demo.clientId)
        .setAudience(aud)
        .setExpirationTime(Math.floor(world.clock.now().getTime() / 1000) + 300)
        .sign(createPrivateKey(demo.privateKey))
      const form = {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }
      const answer = await request(aud, { method: 'POST', body: new URLSearchParams(form) })
      expect(answer.status).toBe(200)
      return `Bearer ${answer.json.access_token}`
    }
    const call = (Authorization: string) => readPatient({ Authorization, 'X-Correlation-ID': 'a' })
    await times(4, async () => call(await token()))
    const kept = await token()
    await times(5, () => call(kept))
    await times(5, async () => call(await token()))
    expect(rules()).toEqual([])
    await times(1, async () => call(await token()))
    expect(rules()).toEqual(['habit.token-per-call'])
  })

  test('an application that sends one now and then is left alone', async () => {
    await readPatient({ 'X-Correlation-ID': 'a' })
    for (let at = 0; at < 12; at++) {
      await readPatient()
      await world.clock.advance(10_000)
    }
    expect(rules()).toEqual([])
  })

  test('simulated parties have no habits', async () => {
    const session = await world.loginAs(GP.user, GP)
    expect(session).toBeDefined()
    for (let at = 0; at < 6; at++) await world.given.referral()
    expect(world.journal.exchanges().flatMap(({ findings }) => findings)).toEqual([])
  })
})
