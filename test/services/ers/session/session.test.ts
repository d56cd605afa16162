import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, type Reply, refusal, request } from '../../../support/client.js'
import { slotQuery, worklist } from '../../../support/ers-bodies.js'
import { book, freeSlots, operationBody, refer, stateOf } from '../../../support/ers-steps.js'
import { logOut, selectRole, ticketOf } from '../../auth/smartcard/support.js'

const TYPE = 'uk.nhs.ers.xapi.dto.v1.session.ProfessionalSession'
const SESSIONS = '/ers-api/v1/ProfessionalSession'
const SPC = 'SERVICE_PROVIDER_CLINICIAN'
const RC = 'REFERRING_CLINICIAN'
const SERVICE = '11000'

let sandbox: RunningSandbox
let world: SandboxWorld
let asid: string
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T06:00:00Z'), frozen: true },
  })
  world = sandbox.world()
  const { json } = await request(`${world.url}/_sandbox/applications`)
  asid = json.find((one: { asid?: string }) => one.asid).asid
})
beforeEach(() => world.reset())
afterAll(() => sandbox.close())

interface Sent {
  readonly method?: string
  readonly body?: unknown
  readonly key?: string
  readonly headers?: Record<string, string>
}

/** Sends a call of the older generation; a header given as '' is left out. */
function send(
  path: string,
  { method = 'GET', body, key, headers = {} }: Sent = {},
): Promise<Reply> {
  const all: Record<string, string> = {
    XAPI_ASID: asid,
    'Content-Type': 'application/json',
    ...(key === undefined ? {} : { HTTP_X_SESSION_KEY: key }),
    ...headers,
  }
  for (const [name, value] of Object.entries(all)) if (value === '') delete all[name]
  return request(`${world.url}${path}`, {
    method,
    headers: all,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

const open = (token: string, more: object = {}, headers = {}): Promise<Reply> =>
  send(SESSIONS, { method: 'POST', body: { typeInfo: TYPE, token, ...more }, headers })

const choose = (key: string, token: string, permission: object, more: object = {}) =>
  send(`${SESSIONS}/${key}`, {
    method: 'PUT',
    key,
    body: { typeInfo: TYPE, token, permission, ...more },
  })

/** A session of the consultant, with permission. */
async function logIn(user = CONSULTANT.user, businessFunction = SPC): Promise<[string, string]> {
  const ticket = await ticketOf(world, user)
  const { json } = await open(ticket)
  const chosen = await choose(json.id, ticket, { businessFunction, orgIdentifier: 'R69' })
  expect(chosen.status, chosen.text).toBe(200)
  return [json.id, ticket]
}

const fhir = (path: string, key: string, sent: Sent = {}) =>
  send(`/ers-api/STU3/v1${path}`, {
    key,
    ...sent,
    headers: { 'Content-Type': 'application/fhir+json', ...sent.headers },
  })

describe('A session', () => {
  test('is made of a ticket, with what its holder may do and no permission yet', async () => {
    const ticket = await ticketOf(world, GP.user)
    const answer = await open(ticket)
    expect(answer.status, answer.text).toBe(201)
    expect(answer.json).toEqual({
      typeInfo: TYPE,
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
    expect((await fhir('/ReferralRequest/000000070000', answer.json.id)).status).toBe(403)
  })

  test('takes one of these permissions, and then another', async () => {
    const ticket = await ticketOf(world, '921600556514')
    await selectRole(world, ticket, '600000000120')
    const { id } = (await open(ticket)).json
    for (const [businessFunction, orgIdentifier] of [
      ['REFERRING_CLINICIAN', 'R68'],
      [SPC, 'R69'],
    ]) {
      const answer = await choose(id, ticket, { businessFunction, orgIdentifier })
      expect([answer.status, answer.json.permission]).toEqual([
        200,
        { businessFunction, orgIdentifier, orgName: expect.any(String) },
      ])
    }
  })

  test('ends when it is told to: its id is good for nothing', async () => {
    const [key, ticket] = await logIn()
    expect((await send(`${SESSIONS}/${key}`, { method: 'DELETE', key })).status).toBe(204)
    expect((await fhir('/ReferralRequest/000000070000', key)).status).toBe(401)
    const again = await choose(key, ticket, { businessFunction: SPC, orgIdentifier: 'R69' })
    expect([again.status, again.text]).toEqual([404, ''])
    expect((await send(`${SESSIONS}/${key}`, { method: 'DELETE', key })).status).toBe(404)
  })

  test('ends with its ticket: when the card goes, and in time', async () => {
    const [key, ticket] = await logIn(GP.user, RC)
    const read = () => fhir('/ReferralRequest/000000070000', key)
    expect((await read()).status).toBe(200)
    await logOut(world, ticket)
    expect((await read()).status).toBe(401)
    const [second] = await logIn()
    await world.clock.advance(10 * 3_600_000)
    expect((await fhir('/ReferralRequest/000000070000', second)).status).toBe(401)
  })
})

describe('A session call is refused', () => {
  test.each<[string, (ticket: string) => Promise<Reply>, number]>([
    ['without a system', (ticket) => open(ticket, {}, { XAPI_ASID: '' }), 403],
    ['of an unknown system', (ticket) => open(ticket, {}, { XAPI_ASID: '999999999999' }), 403],
    ['with a dead ticket', () => open('dead'), 401],
    ['with another media type', (ticket) => open(ticket, {}, { 'Content-Type': 'text/xml' }), 415],
    ['for another media type', (ticket) => open(ticket, {}, { Accept: 'text/xml' }), 406],
    ['with no JSON', () => send(SESSIONS, { method: 'POST', body: '{' }), 400],
    ['of an unknown session', (ticket) => choose('none', ticket, {}), 404],
    ['with another method', () => send(SESSIONS, { method: 'PATCH' }), 405],
  ])('%s', async (_what, call, status) => {
    const answer = await call(await ticketOf(world, GP.user))
    expect([answer.status, answer.text]).toEqual([status, ''])
  })

  test.each<[string, object, string]>([
    ['no type', { typeInfo: undefined }, 'MISSING_VALUE'],
    ['another type', { typeInfo: 'x' }, 'INVALID_VALUE'],
    ['no ticket', { token: '' }, 'MISSING_VALUE'],
  ])('with an outcome where it has %s', async (_what, more, code) => {
    const answer = await open(await ticketOf(world, GP.user), more)
    expect(refusal(answer)).toEqual([422, code])
    expect(answer.json.meta.profile[0]).toContain('eRS-OperationOutcome-1')
  })

  test.each<[string, object, number]>([
    ['a function that the user lacks', { businessFunction: SPC, orgIdentifier: 'R68' }, 403],
    ['an organisation of others', { businessFunction: 'COMMISSIONER', orgIdentifier: 'X' }, 403],
    ['half a permission', { businessFunction: SPC }, 422],
    ['no function', { orgIdentifier: 'R69' }, 422],
  ])('for %s', async (_what, permission, status) => {
    const ticket = await ticketOf(world, CONSULTANT.user)
    const { id } = (await open(ticket)).json
    expect((await choose(id, ticket, permission)).status).toBe(status)
  })

  test('with the ticket or the key of another', async () => {
    const ticket = await ticketOf(world, CONSULTANT.user)
    const { id } = (await open(ticket)).json
    const permission = { businessFunction: SPC, orgIdentifier: 'R69' }
    expect((await choose(id, await ticketOf(world, GP.user), permission)).status).toBe(403)
    const other = await send(`${SESSIONS}/${id}`, { method: 'DELETE', key: 'other' })
    expect([other.status, other.text]).toEqual([403, ''])
  })
})

test('A hospital works through its list with a smartcard: reads, rejects, and everybody sees it', async () => {
  const gp = new ErsClient(world, GP)
  const referral = await refer(gp)
  const [slot] = await freeSlots(gp, SERVICE)
  if (!slot) throw new Error('no slot')
  await book(gp, referral, SERVICE, slot)
  const { id } = referral.json

  const [key] = await logIn()
  const list = await fhir('/ReferralRequest/$ers.fetchworklist', key, {
    method: 'POST',
    body: worklist('REFERRALS_FOR_REVIEW'),
  })
  expect(list.text).toContain(`ReferralRequest/${id}`)
  const read = await fhir(`/ReferralRequest/${id}`, key)
  expect([read.status, read.headers.get('x_ers_transaction_id')]).toEqual([
    200,
    expect.stringMatching(/^[0-9a-f-]{36}-1$/),
  ])
  expect(read.text).toContain(`${world.url}/ers-api/STU3/v1/CodeSystem/SPECIALTY`)
  const rejected = await fhir(`/ReferralRequest/${id}/$ers.rejectReferral`, key, {
    method: 'POST',
    headers: { 'If-Match': read.headers.get('etag') ?? '' },
    body: operationBody('eRS-RejectReferral-Parameters-1', [
      'rejectionReason',
      'valueCoding',
      {
        system: `${world.url}/ers-api/STU3/v1/CodeSystem/APPOINTMENT-CANCELLATION-REASON`,
        code: 'SERVICE_INAPPROPRIATE',
      },
    ]),
  })
  expect([rejected.status, stateOf(rejected)], rejected.text).toEqual([200, 'REJECTED'])
  expect(stateOf(await gp.get(`/STU3/ReferralRequest/${id}`))).toBe('REJECTED')
})

test('Slots and uploads take the older names of their headers', async () => {
  const [key] = await logIn(GP.user, RC)
  const query = slotQuery(SERVICE)
  const without = await fhir(`/Slot?${query}`, key)
  const slots = await fhir(`/Slot?${query}`, key, {
    headers: { 'X-ERS-XAPI-COMM-RULE-ORG': 'R69' },
  })
  expect(without.text).toContain('MISSING_HEADER')
  expect([slots.status, slots.json.resourceType]).toEqual([200, 'Bundle'])
  const uploaded = await fhir('/Binary', key, {
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
  const answer = await fhir('/ReferralRequest/$ers.createReferral', key, {
    method: 'POST',
    body: {},
  })
  expect(refusal(answer)).toEqual([403, 'FORBIDDEN'])
  expect((await fhir('/Nothing', key)).status).toBe(404)
})
