import { request as httpRequest } from 'node:http'
import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { request } from '../../../support/client.js'
import {
  activate,
  assertRole,
  gpObject,
  logOut,
  ONE_ROLE,
  parametersOf,
  post,
  readAssertion,
  STATION,
  TWO_ROLES,
  ticketOf,
  validate,
} from './support.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SUCCESS = 'samlp:Success'

let sandbox: RunningSandbox
let world: SandboxWorld
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:30:00Z'), frozen: true },
  })
  world = sandbox.world()
})
beforeEach(() => world.reset())
afterAll(() => sandbox.close())

const statusOf = async (ticket: string) => readAssertion(await assertRole(world, ticket)).status

/** What the control API says of smartcards. */
const control = (method: string, path: string, body?: object) =>
  request(`${world.url}/_sandbox/smartcards${path}`, {
    method,
    ...(body
      ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
      : {}),
  })

describe('A card logs in', () => {
  test('with a challenge of its own', async () => {
    const [one, other] = [await activate(world), await activate(world)]
    expect(one).toMatchObject({
      log_session_id: 'Ab3dE5gH7j',
      auth_method: '3',
      app_url: 'NHST',
      service: 'ACTIVATION',
    })
    expect(Buffer.from(one.challenge ?? '', 'base64').toString('base64')).toBe(one.challenge)
    expect(one.challenge).not.toBe(other.challenge)
  })

  test('and gets a ticket, its name and its roles, a line each', async () => {
    const answer = await validate(world, TWO_ROLES)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/xml;charset=UTF-8',
    ])
    expect(answer.text).toContain(`<!DOCTYPE USER SYSTEM "${world.url}/login/dtd">`)
    expect(answer.text).toMatch(
      /^<gpPARAM name="nhsjobrole1" id="600000000121" orgcode="R69">[^<]+, "Clinical":"Clinical Provision":"Clinical Practitioner Access Role"<\/gpPARAM>$/m,
    )
    expect(parametersOf(answer)).toMatchObject({
      cn: 'Merridew Silas',
      gas_version: '5.2.7',
      sso_ticket: expect.stringMatching(/^AQIC5wM2LY4Sfc[\w+/]{33}=@AAJTSQACMDE=#$/),
      sso_session_url: `${world.url}/sessionmanager/session/update`,
      sso_max_session_time: '600',
      sso_keep_alive: 'false',
      sso_session_time: '600',
      sso_logout_url: `${world.url}/login/authlogout`,
      service: 'AUTHENTICATION',
    })
  })

  test.each<[string, string, Record<string, string>, string]>([
    ['a card nobody knows', '999999999999', {}, 'CARD_UNKNOWN'],
    ['a challenge of somebody else', ONE_ROLE, { challenge: 'AAAA' }, 'CHALLENGE_INVALID'],
    ['another signature', ONE_ROLE, { signature: 'AAAA' }, 'CHALLENGE_INVALID'],
    ['another log session', ONE_ROLE, { log_session_id: 'zzzzzzzzzz' }, 'CHALLENGE_INVALID'],
  ])('but not with %s', async (_what, uid, more, code) => {
    const answer = await validate(world, uid, more)
    expect([answer.status, parametersOf(answer).error_code]).toEqual([401, code])
  })

  test('and not twice, or late, with one challenge', async () => {
    const { challenge = '', signature = '' } = await activate(world)
    const again = { challenge, signature }
    expect((await validate(world, ONE_ROLE, again)).status).toBe(200)
    expect((await validate(world, ONE_ROLE, again)).status).toBe(401)
    const late = await activate(world)
    await world.clock.advance(5 * MINUTE)
    const { challenge: old = '', signature: signed = '' } = late
    expect((await validate(world, ONE_ROLE, { challenge: old, signature: signed })).status).toBe(
      401,
    )
  })
})

const activation = (more: Record<string, string>): string =>
  gpObject({ ...STATION, service: 'ACTIVATION', ...more })

const activationWith = (more: string): string =>
  activation({}).replace('</gpOBJECT>', `${more}</gpOBJECT>`)

const levels = (deep: number): string => '<a>'.repeat(deep) + '</a>'.repeat(deep)

test.each<[string, string]>([
  ['elements that it does not know', levels(3)],
  ['more parameters than it needs', '<gpPARAM name="a">b</gpPARAM>'.repeat(95)],
  ['comments and instructions', '<!-- a --><?b c?>'],
])('The broker takes %s', async (_what, more) => {
  expect((await post(world, '/login/authactivate', activationWith(more))).status).toBe(200)
})

test.each<[string, string, string]>([
  ['none at all', '', 'lmnop'],
  ['single quotes', "<!DOCTYPE USER SYSTEM 'gpOBJECT.DTD'>", '<lm&"nop>'],
  ['a public name', '<!DOCTYPE USER PUBLIC "-//A//B" "gpOBJECT.DTD">', 'lm, nop'],
])(
  'The broker takes a document type with %s, and gives texts back as they were',
  async (_what, line, text) => {
    const body = activation({ log_session_id: text }).replace(/<!DOCTYPE[^>]*>/, line)
    const answer = await post(world, '/login/authactivate', body)
    expect(answer.status, answer.text).toBe(200)
    const { gpPARAM } = new XMLParser({ ignoreAttributes: false }).parse(answer.text).gpOBJECT
    expect(gpPARAM[0]).toEqual({ '#text': text, '@_name': 'log_session_id' })
  },
)

test.each<[string, string, number]>([
  ['no document', 'hello', 400],
  ['an open element', '<gpOBJECT><gpPARAM name="a">', 400],
  ['another root', '<gpTHING/>', 400],
  ['no parameters', '<gpOBJECT/>', 400],
  ['another service', gpObject({ service: 'LOGOUT' }), 400],
  ['half of the parameters', gpObject({ service: 'ACTIVATION', auth_method: '3' }), 400],
  [
    'a document type with content',
    '<!DOCTYPE USER [<!ENTITY a "b">]><gpOBJECT><gpPARAM name="service">&a;</gpPARAM></gpOBJECT>',
    400,
  ],
  ['names that programs stumble over', activationWith('<__proto__>x</__proto__>'), 400],
  ['too many levels', activationWith(levels(4)), 400],
  ['too many parameters', activationWith('<gpPARAM name="a">b</gpPARAM>'.repeat(96)), 400],
  ['two lines in a parameter', activation({ log_session_id: 'Ab3dE\n5gH7j' }), 400],
  ['a letter that XML does not have', activation({ device_id: 'a\u0001b' }), 400],
  ['a parameter without end', activation({ log_session_id: 'x'.repeat(501) }), 400],
  ['far too much of it', gpObject({ service: 'x'.repeat(200_000) }), 413],
])('The broker refuses a call with %s', async (_what, body, status) => {
  expect((await post(world, '/login/authactivate', body)).status).toBe(status)
})

describe('A session ends', () => {
  test('when its card is logged out', async () => {
    const ticket = await ticketOf(world, ONE_ROLE)
    expect(await statusOf(ticket)).toBe(SUCCESS)
    expect((await logOut(world, ticket)).status).toBe(200)
    expect(await statusOf(ticket)).toBe('samlp:Requester')
    expect((await logOut(world, ticket)).status).toBe(200)
  })

  test('when an old Identity Agent says so with GET and a body', async () => {
    const ticket = await ticketOf(world, ONE_ROLE)
    const body = gpObject({ service: 'LOGOUT', sso_ticket: ticket })
    const status = await new Promise((resolve, reject) => {
      const sent = httpRequest(`${world.url}/login/authlogout`, {
        method: 'GET',
        headers: { 'Content-Length': Buffer.byteLength(body) },
      })
      sent.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject)
      sent.end(body)
    })
    expect(status).toBe(200)
    expect(await statusOf(ticket)).toBe('samlp:Requester')
  })

  test('ten hours after the login, used or not', async () => {
    const ticket = await ticketOf(world, ONE_ROLE)
    await world.clock.advance(9 * HOUR)
    const alive = await request(
      `${world.url}/sessionmanager/session/update?token=${encodeURIComponent(ticket)}`,
    )
    expect([alive.status, await statusOf(ticket)]).toEqual([200, SUCCESS])
    await world.clock.advance(HOUR)
    expect(await statusOf(ticket)).toBe('samlp:Requester')
  })

  test('when it has been idle for too long; keeping it alive puts that off, but not for ever', async () => {
    await control('PUT', '/times', { maximumMinutes: 60, idleMinutes: 15 })
    const told = parametersOf(await validate(world, ONE_ROLE))
    expect([told.sso_max_session_time, told.sso_session_time]).toEqual(['60', '15'])
    const [idle, kept] = [told.sso_ticket ?? '', await ticketOf(world, ONE_ROLE)]
    const keep = () =>
      request(`${world.url}/sessionmanager/session/update?token=${encodeURIComponent(kept)}`)
    for (let minutes = 0; minutes < 50; minutes += 10) {
      await world.clock.advance(10 * MINUTE)
      expect((await keep()).status).toBe(200)
    }
    expect([await statusOf(idle), await statusOf(kept)]).toEqual(['samlp:Requester', SUCCESS])
    await world.clock.advance(10 * MINUTE)
    expect((await keep()).status).toBe(401)
  })

  test('when the card is taken out, as the control API says', async () => {
    const { ticket } = (await control('POST', '/tickets', { userId: ONE_ROLE })).json
    expect(await statusOf(ticket)).toBe(SUCCESS)
    await control('DELETE', `/${ONE_ROLE}`)
    expect(await statusOf(ticket)).toBe('samlp:Requester')
  })

  test('when its user is no longer active', async () => {
    const ticket = await ticketOf(world, ONE_ROLE)
    const path = `${world.url}/_sandbox/practitioners/${ONE_ROLE}`
    const json = { 'Content-Type': 'application/json' }
    await request(path, { method: 'PATCH', headers: json, body: '{"active":false}' })
    expect(await statusOf(ticket)).toBe('samlp:Requester')
    expect((await validate(world, ONE_ROLE)).status).toBe(401)
  })
})

describe('Without an Identity Agent', () => {
  test.each<[string, object, string | undefined]>([
    ['in a role', { roleId: '600000000121' }, '600000000121'],
    ['in the role at an organisation', { organisation: 'R68' }, '600000000120'],
    ['and its user chooses a role later', {}, undefined],
  ])('a card is put in %s', async (_what, of, roleId) => {
    const put = await control('POST', '/tickets', { userId: TWO_ROLES, ...of })
    expect([put.status, put.json.roleId]).toEqual([201, roleId])
    expect(await statusOf(put.json.ticket)).toBe(roleId ? SUCCESS : 'samlp:Requester')
  })

  test('the tickets of running sessions are told, and no others', async () => {
    const [ended, live] = [await ticketOf(world, ONE_ROLE), await ticketOf(world, ONE_ROLE)]
    await logOut(world, ended)
    const told = await control('GET', `/${ONE_ROLE}/tickets`)
    expect(told.json.map(({ ticket }: { ticket: string }) => ticket)).toEqual([live])
    await world.clock.advance(10 * HOUR)
    expect((await control('GET', `/${ONE_ROLE}/tickets`)).json).toEqual([])
  })

  test('the library puts cards in and takes them out', async () => {
    const ticket = world.ticket({ userId: TWO_ROLES, organisation: 'R69' })
    expect(await statusOf(ticket)).toBe(SUCCESS)
    world.removeCard(TWO_ROLES)
    expect(await statusOf(ticket)).toBe('samlp:Requester')
    expect(() => world.ticket({ userId: TWO_ROLES, organisation: 'X26' })).toThrow(
      'there are: 600000000120 at R68, 600000000121 at R69',
    )
  })

  test.each<[string, string, string, object, number]>([
    ['a ticket of an unknown person', 'POST', '/tickets', { userId: '999999999999' }, 404],
    [
      'a role of somebody else',
      'POST',
      '/tickets',
      { userId: ONE_ROLE, roleId: '600000000121' },
      422,
    ],
    ['a ticket of nobody', 'POST', '/tickets', {}, 400],
    ['sessions without time', 'PUT', '/times', { maximumMinutes: 0, idleMinutes: 1 }, 400],
  ])('the control API gives no %s', async (_what, method, path, body, status) => {
    expect((await control(method, path, body)).status).toBe(status)
  })
})

test('Applications ask OpenAM whether a ticket is live, and whose it is', async () => {
  const ticket = await ticketOf(world, ONE_ROLE)
  const ask = (path: string, body: Record<string, string>) =>
    request(`${world.url}/identity/${path}`, { method: 'POST', body: new URLSearchParams(body) })
  expect((await ask('isTokenValid', { tokenid: ticket })).text).toBe('boolean=true\n')
  expect((await ask('isTokenValid', { tokenid: 'x' })).text).toBe('boolean=false\n')
  const told = await ask('attributes', { subjectid: ticket })
  expect(told.text).toContain(
    `userdetails.attribute.name=uid\nuserdetails.attribute.value=${ONE_ROLE}\n`,
  )
  expect((await ask('attributes', { subjectid: 'x' })).status).toBe(401)
})
