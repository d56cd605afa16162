import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { ERS_OPERATIONS } from '../../../../src/services/ers/fhir/operations/index.js'
import { CONSULTANT, GP, type Reply, refusal } from '../../../support/client.js'
import { slotQuery, worklist } from '../../../support/ers-bodies.js'
import { SESSION_TYPE, SESSIONS, SessionClient } from '../../../support/session-client.js'

const SPC = 'SERVICE_PROVIDER_CLINICIAN'
const SPCA = 'SERVICE_PROVIDER_CLINICIAN_ADMIN'
const RC = 'REFERRING_CLINICIAN'
const SERVICE = '11000'
const CODES = '/CodeSystem/PRIORITY'
const REFERRAL = '/ReferralRequest/000000070000'

let sandbox: RunningSandbox
let world: SandboxWorld
let client: SessionClient
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T06:00:00Z'), frozen: true },
  })
  world = sandbox.world()
})
beforeEach(async () => {
  await world.reset()
  client = await SessionClient.of(world)
})
afterAll(() => sandbox.close())

const ticketOf = (userId: string): string => world.ticket({ userId })

/** A session with a permission at R69, and its ticket. */
async function logIn(user = CONSULTANT.user, businessFunction = SPC): Promise<[string, string]> {
  const ticket = ticketOf(user)
  return [await client.logIn(ticket, { businessFunction, orgIdentifier: 'R69' }), ticket]
}

describe('A session', () => {
  test('is made of a ticket, with what its holder may do and no permission yet', async () => {
    const ticket = ticketOf(GP.user)
    const answer = await client.open(ticket)
    expect(answer.status, answer.text).toBe(201)
    expect(answer.json).toEqual({
      typeInfo: SESSION_TYPE,
      id: expect.stringMatching(/^pro-xapi-session_[0-9a-f-]{36}$/),
      token: ticket,
      user: {
        identifier: GP.user,
        firstName: expect.any(String),
        lastName: expect.any(String),
        middleName: null,
        permissions: expect.arrayContaining([
          {
            businessFunction: 'REFERRING_CLINICIAN',
            orgIdentifier: 'R69',
            orgName: expect.any(String),
          },
        ]),
      },
      permission: null,
    })
    expect((await client.fhir(REFERRAL, answer.json.id)).status).toBe(403)
  })

  test('takes one of these permissions, and then another', async () => {
    const ticket = ticketOf('921600556514')
    const { id } = (await client.open(ticket)).json
    for (const [businessFunction, orgIdentifier] of [
      [RC, 'R68'],
      [SPC, 'R69'],
    ] as const) {
      const answer = await client.choose(id, ticket, { businessFunction, orgIdentifier })
      expect([answer.status, answer.json.permission]).toEqual([
        200,
        { businessFunction, orgIdentifier, orgName: expect.any(String) },
      ])
    }
  })

  test('is made and ended by clients that say more than they need', async () => {
    const ticket = ticketOf(CONSULTANT.user)
    const opened = await client.open(` ${ticket}`, { permission: null })
    expect([opened.status, opened.json.token]).toEqual([201, ticket])
    const { id } = opened.json
    const permission = { businessFunction: SPC, orgIdentifier: 'R69' }
    const chosen = await client.choose(id, ticket, permission, { ...opened.json, permission })
    expect(chosen.status, chosen.text).toBe(200)
    const ended = await client.send(`${SESSIONS}/${id}`, {
      method: 'DELETE',
      key: id,
      body: { typeInfo: SESSION_TYPE, token: ticket },
      headers: { 'Content-Type': 'application/json; charset=utf-8', XAPI_FQDN: 'a.example' },
    })
    expect([ended.status, ended.text]).toEqual([204, ''])
  })

  test('ends when it is told to: its id is good for nothing', async () => {
    const [key, ticket] = await logIn()
    expect((await client.end(key)).status).toBe(204)
    expect((await client.fhir(REFERRAL, key)).status).toBe(401)
    const again = await client.choose(key, ticket, { businessFunction: SPC, orgIdentifier: 'R69' })
    expect([again.status, again.text]).toEqual([404, ''])
    expect((await client.end(key)).status).toBe(404)
  })

  test('ends with its ticket: when the card goes, and in time', async () => {
    const [key] = await logIn(GP.user, RC)
    const read = () => client.fhir(REFERRAL, key)
    expect((await read()).status).toBe(200)
    world.removeCard(GP.user)
    expect((await read()).status).toBe(401)
    const [second] = await logIn()
    await world.clock.advance(10 * 3_600_000)
    expect((await client.fhir(REFERRAL, second)).status).toBe(401)
  })

  test('is that of the system that made it', async () => {
    const [key] = await logIn()
    const other = { XAPI_ASID: '999000000002' }
    expect((await client.fhir(CODES, key, { headers: other })).status).toBe(401)
    expect((await client.end(key, other)).status).toBe(404)
    expect((await client.fhir(CODES, key)).status).toBe(200)
  })

  test('ends with the idleness of its ticket', async () => {
    await fetch(`${world.url}/_sandbox/smartcards/times`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ maximumMinutes: 60, idleMinutes: 15 }),
    })
    const [key] = await logIn()
    await world.clock.advance(15 * 60_000)
    expect((await client.fhir(REFERRAL, key)).status).toBe(401)
    await logIn()
    expect((await client.end(key)).status).toBe(404)
  })
})

describe('A session call is refused', () => {
  test.each<[string, (ticket: string) => Promise<Reply>, number]>([
    ['without a system', (ticket) => client.open(ticket, {}, { XAPI_ASID: '' }), 403],
    [
      'of an unknown system',
      (ticket) => client.open(ticket, {}, { XAPI_ASID: '999999999999' }),
      403,
    ],
    ['with a dead ticket', () => client.open('dead'), 401],
    [
      'with another media type',
      (ticket) => client.open(ticket, {}, { 'Content-Type': 'text/xml' }),
      415,
    ],
    ['for another media type', (ticket) => client.open(ticket, {}, { Accept: 'text/xml' }), 406],
    ['with no JSON', () => client.send(SESSIONS, { method: 'POST', body: '{' }), 400],
    ['of an unknown session', (ticket) => client.choose('none', ticket, {}), 404],
    ['with another method', () => client.send(SESSIONS, { method: 'PATCH' }), 405],
  ])('%s', async (_what, call, status) => {
    const answer = await call(ticketOf(GP.user))
    expect([answer.status, answer.text]).toEqual([status, ''])
  })

  test.each<[string, object, string]>([
    ['no type', { typeInfo: undefined }, 'MISSING_VALUE'],
    ['another type', { typeInfo: 'x' }, 'INVALID_VALUE'],
    ['no ticket', { token: ' ' }, 'MISSING_VALUE'],
    ['a ticket that is no text', { token: 5 }, 'MISSING_VALUE'],
  ])('with an outcome where it has %s', async (_what, more, code) => {
    const answer = await client.open(ticketOf(GP.user), more)
    expect(refusal(answer)).toEqual([422, code])
    expect(answer.json.meta.profile[0]).toContain('eRS-OperationOutcome-1')
  })

  test.each<[string, object, number]>([
    ['a function that the user lacks', { businessFunction: SPC, orgIdentifier: 'R68' }, 403],
    ['an organisation of others', { businessFunction: 'COMMISSIONER', orgIdentifier: 'X' }, 403],
    ['half a permission', { businessFunction: SPC }, 422],
    ['no function', { orgIdentifier: 'R69' }, 422],
  ])('for %s', async (_what, permission, status) => {
    const ticket = ticketOf(CONSULTANT.user)
    const { id } = (await client.open(ticket)).json
    expect((await client.choose(id, ticket, permission)).status).toBe(status)
  })

  test('with the ticket or the key of another', async () => {
    const ticket = ticketOf(CONSULTANT.user)
    const { id } = (await client.open(ticket)).json
    const permission = { businessFunction: SPC, orgIdentifier: 'R69' }
    expect((await client.choose(id, ticketOf(GP.user), permission)).status).toBe(403)
    const other = await client.send(`${SESSIONS}/${id}`, { method: 'DELETE', key: 'other' })
    expect([other.status, other.text]).toEqual([403, ''])
  })
})

test('Slots and uploads take the older names of their headers', async () => {
  const [key] = await logIn(GP.user, RC)
  const query = slotQuery(SERVICE)
  const without = await client.fhir(`/Slot?${query}`, key)
  const slots = await client.fhir(`/Slot?${query}`, key, {
    headers: { 'X-ERS-XAPI-COMM-RULE-ORG': 'R69' },
  })
  expect(without.text).toContain('MISSING_HEADER')
  expect([slots.status, slots.json.resourceType]).toEqual([200, 'Bundle'])
  const uploaded = await client.fhir('/Binary', key, {
    method: 'POST',
    body: 'TEST DOCUMENT',
    headers: {
      'Content-Type': 'text/plain',
      'X-ERS-XAPI-META-FILE_NAME': 'letter.txt',
      'X-ERS-XAPI-META-INTENDED_UBRN': '000000070000',
    },
  })
  expect([uploaded.status, uploaded.headers.get('location')]).toEqual([
    201,
    expect.stringMatching(/^Binary\//),
  ])
})

test('What the session may not do is refused as over the platform', async () => {
  const [key] = await logIn()
  const answer = await client.fhir('/ReferralRequest/$ers.createReferral', key, {
    method: 'POST',
    body: {},
  })
  expect(refusal(answer)).toEqual([403, 'FORBIDDEN'])
  expect((await client.fhir('/Nothing', key)).status).toBe(404)
})

test('An admin says for whom they act in the header of today', async () => {
  const [key] = await logIn('103264994345', SPCA)
  const read = (headers: Record<string, string> = {}) => client.fhir(CODES, key, { headers })
  expect(refusal(await read())).toEqual([403, 'FORBIDDEN'])
  const acting = await read({ 'NHSD-eRS-On-Behalf-Of-User-ID': CONSULTANT.user })
  expect(acting.status, acting.text).toBe(200)
})

test.each(
  ERS_OPERATIONS.filter(({ fhir }) => fhir === 'STU3').map(
    ({ code, method, path }) => [code, method, path] as const,
  ),
)('%s asks for a session: %s %s', async (_code, method, path) => {
  const answer = await client.fhir(path.replaceAll(/:\w+/g, '1'), 'none', { method })
  expect([answer.status, answer.text]).toEqual([401, ''])
})

test.each<[string, string, string]>([
  ['Operations of R4', '/ers-api/R4/v1/PractitionerRole', 'There is no operation'],
  ['Operations of DSTU2', '/ers-api/v1/ReferralRequest/000000070000', 'DSTU2'],
])('%s are not behind a session, and the journal says so', async (_what, path, words) => {
  const [key] = await logIn()
  world.journal.clear()
  const answer = await client.send(path, { key })
  expect([answer.status, answer.text]).toEqual([404, ''])
  expect(world.journal.exchanges()[0]?.findings[0]?.message).toContain(words)
})

test('Every answer names its transaction, another one each', async () => {
  const [key, ticket] = await logIn()
  const answers = [
    await client.open(ticket),
    await client.open('dead'),
    await client.fhir(CODES, key),
    await client.fhir(CODES, 'none'),
    await client.fhir('/Nothing', key),
    await client.end(key),
  ]
  const ids = answers.map(({ headers }) => headers.get('x_ers_transaction_id'))
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}-1$/)
  expect(new Set(ids).size).toBe(ids.length)
})

test.each<[string, string, string | undefined]>([
  ['A004', CODES, undefined],
  ['A005', REFERRAL, undefined],
  ['A008', '/ReferralRequest/$ers.fetchworklist', 'AWAITING_BOOKING'],
  ['A015', `/Slot?${slotQuery(SERVICE)}`, undefined],
  ['A024', '/CommunicationRequest/000000070001', undefined],
])('Addresses in the answer of %s lead back to the older API', async (_code, path, list) => {
  const [key] = await logIn(GP.user, RC)
  const answer = await client.fhir(path, key, {
    headers: { 'X-ERS-XAPI-COMM-RULE-ORG': 'R69' },
    ...(list ? { method: 'POST', body: worklist(list) } : {}),
  })
  expect(answer.status, answer.text).toBe(200)
  expect(answer.text).not.toContain('/referrals/FHIR')
  const ours = answer.text.match(/http:\/\/127\.0\.0\.1[^"]*/g) ?? []
  expect(ours.length).toBeGreaterThan(0)
  for (const address of ours) expect(address).toContain('/ers-api/STU3/v1')
})
