import { describe, expect, test } from 'vitest'
import { accessTokens } from '../../../src/world/tables/access-token.js'
import type { Application } from '../../../src/world/tables/application.js'
import { type LoginUser, loginUsers } from '../../../src/world/tables/login-user.js'
import type { World } from '../../../src/world/world.js'
import {
  addPeople,
  advice,
  CALLBACK,
  CLIENT,
  codeFor,
  DOCTOR,
  DOCTOR_LOGIN,
  exchangeCode,
  newService,
  newWorld,
  postForm,
  type Reply,
  refusal,
  register,
  SECRET,
  START,
  USER_SCOPE,
} from './support.js'

const service = newService()
const PATIENT_SCOPE = 'urn:nhsd:apim:user-nhs-login:P9:personal-demographics-service'
const HOUR = 3_600_000

function newPeopledWorld(): World {
  const world = newWorld()
  register(world, { scopes: [USER_SCOPE, PATIENT_SCOPE] })
  addPeople(world)
  return world
}

const refreshWith = (
  world: World,
  refresh_token: string | undefined,
  changes: Record<string, string | undefined> = {},
): Promise<Reply> =>
  postForm(service, world, '/oauth2-mock/token', {
    grant_type: 'refresh_token',
    refresh_token,
    client_id: CLIENT,
    client_secret: SECRET,
    ...changes,
  })

describe('the code exchange', () => {
  test('gives a CIS2 user six members, every one a text', async () => {
    const world = newPeopledWorld()
    const { status, json } = await exchangeCode(
      service,
      world,
      await codeFor(service, world, 'doctor'),
    )
    expect(status).toBe(200)
    expect(json).toEqual({
      access_token: expect.stringMatching(/^[A-Za-z0-9]{28}$/),
      expires_in: '599',
      refresh_token: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
      refresh_token_expires_in: '43199',
      refresh_count: '0',
      token_type: 'Bearer',
    })
    expect(accessTokens.find(world.store, json.access_token)).toMatchObject({
      kind: 'user',
      grant: 'authorization_code',
      provider: 'apim-mock-nhs-cis2',
      level: 'aal3',
      userId: DOCTOR.userId,
      identityAssurance: 3,
      amr: 'N3_SMARTCARD',
      scopes: [USER_SCOPE],
      expires: START + 600_000,
    })
  })

  test('gives a patient an hour, and the scopes of the proofing level', async () => {
    const world = newPeopledWorld()
    const code = await codeFor(service, world, '9999999468', { query: '&scope=nhs-login' })
    const { json } = await exchangeCode(service, world, code)
    expect(json.refresh_token_expires_in).toBe('3599')
    expect(accessTokens.find(world.store, json.access_token)).toMatchObject({
      provider: 'apim-mock-nhs-login',
      level: 'p9',
      userId: '9999999468',
      vectorOfTrust: 'P9.Cp.Cd',
      scopes: [PATIENT_SCOPE],
    })
  })

  test('names the provider of the other base', async () => {
    const world = newPeopledWorld()
    const code = await codeFor(service, world, 'doctor', { base: '/oauth2' })
    const { json } = await exchangeCode(service, world, code)
    expect(accessTokens.find(world.store, json.access_token)).toMatchObject({
      provider: 'nhs-cis2',
    })
  })

  test('lets both lives be shortened, never lengthened', async () => {
    const world = newPeopledWorld()
    const lives = async (access: string, refresh: string) => {
      const { json } = await exchangeCode(service, world, await codeFor(service, world, 'doctor'), {
        _access_token_expiry_ms: access,
        _refresh_token_expiry_ms: refresh,
      })
      return [json.expires_in, json.refresh_token_expires_in]
    }
    expect(await lives('10000', '20000')).toEqual(['9', '19'])
    expect(await lives('600001', '999999999')).toEqual(['599', '43199'])
  })

  test('a code lives 300 s and works once', async () => {
    const world = newPeopledWorld()
    const [early, late] = [
      await codeFor(service, world, 'doctor'),
      await codeFor(service, world, 'doctor'),
    ]
    world.clock.set(START + 299_999)
    expect((await exchangeCode(service, world, early)).status).toBe(200)
    const again = await exchangeCode(service, world, early)
    expect(refusal(again)).toEqual([400, 'invalid_grant', 'authorization_code is invalid'])
    world.clock.set(START + 300_000)
    const ended = await exchangeCode(service, world, late)
    expect(refusal(ended)).toEqual([400, 'invalid_grant', 'authorization_code is invalid'])
    expect(advice(ended)).toContain('300 s')
  })

  test('a code of another application is invalid, and still works for its own', async () => {
    const world = newPeopledWorld()
    register(world, { clientId: 'second', scopes: [USER_SCOPE] })
    const code = await codeFor(service, world, 'doctor')
    const stolen = await exchangeCode(service, world, code, { client_id: 'second' })
    expect(refusal(stolen)).toEqual([400, 'invalid_grant', 'authorization_code is invalid'])
    expect((await exchangeCode(service, world, code)).status).toBe(200)
  })

  test('answers a browser with the CORS headers', async () => {
    const world = newPeopledWorld()
    const code = await codeFor(service, world, 'doctor')
    const reply = await exchangeCode(service, world, code, {}, { Origin: 'https://app.example' })
    expect(reply.headers).toMatchObject({
      'Access-Control-Allow-Origin': 'https://app.example',
      'Access-Control-Allow-Headers':
        'origin, x-requested-with, accept, content-type, authorization',
      'Access-Control-Max-Age': '600',
      'Access-Control-Allow-Methods': 'GET, PUT, POST, DELETE',
    })
  })
})

const REVOKED = 'The developer app associated with the API key is not approved or revoked'
const NO_PRODUCT =
  'API Key supplied does not have access to this resource. Please check the API Key you are using belongs to an app which has sufficient access to access this resource.'
const WRONG = [401, 'invalid_client', 'client_id or client_secret is invalid']

const CLIENT_ROWS: [string, Record<string, string | undefined>, Partial<Application>, unknown[]][] =
  [
    ['1', { client_id: undefined }, {}, [401, 'invalid_request', 'client_id is missing']],
    ['2', { client_id: 'x', client_secret: undefined }, {}, WRONG],
    [
      '3 revoked',
      { client_secret: undefined },
      { status: 'revoked' },
      [401, 'access_denied', REVOKED],
    ],
    [
      '3 no product',
      { client_secret: 'x' },
      { identityService: false },
      [401, 'access_denied', NO_PRODUCT],
    ],
    ['4', { client_secret: undefined }, {}, [401, 'invalid_request', 'client_secret is missing']],
    ['5', { client_secret: `${SECRET}x` }, {}, WRONG],
  ]

describe('refusals of the code exchange, in the order of the rows', () => {
  test.each(CLIENT_ROWS)('row %s', async (_row, changes, application, expected) => {
    const world = newPeopledWorld()
    register(world, application)
    const reply = await exchangeCode(service, world, undefined, {
      redirect_uri: undefined,
      ...changes,
    })
    expect(refusal(reply)).toEqual(expected)
  })

  test.each([
    ['6', { redirect_uri: undefined }, [400, 'invalid_request', 'redirect_uri is missing']],
    ['7', { redirect_uri: `${CALLBACK}/` }, [400, 'invalid_request', 'redirect_uri is invalid']],
    ['8', {}, [400, 'invalid_request', 'authorization_code is missing']],
    ['9', { code: 'unknown' }, [400, 'invalid_grant', 'authorization_code is invalid']],
  ])('row %s', async (_row, changes, expected) => {
    expect(refusal(await exchangeCode(service, newPeopledWorld(), undefined, changes))).toEqual(
      expected,
    )
  })

  test('the finding says that HTTP Basic is not read', async () => {
    const reply = await exchangeCode(
      service,
      newPeopledWorld(),
      'x',
      { client_id: undefined, client_secret: undefined },
      { Authorization: 'Basic eDp5' },
    )
    expect(refusal(reply)).toEqual([401, 'invalid_request', 'client_id is missing'])
    expect(advice(reply)).toContain('HTTP Basic is not read')
  })
})

describe('refresh', () => {
  const tokens = async (world: World, username = 'doctor', query = '') =>
    (await exchangeCode(service, world, await codeFor(service, world, username, { query }))).json

  test('gives new tokens and counts down from the login', async () => {
    const world = newPeopledWorld()
    const first = await tokens(world)
    world.clock.set(START + 328_000)
    const { status, json } = await refreshWith(world, first.refresh_token)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      expires_in: '599',
      refresh_token_expires_in: '42871',
      refresh_count: '1',
      token_type: 'Bearer',
    })
    expect(Object.keys(json)).toHaveLength(6)
    expect(json.access_token).not.toBe(first.access_token)
    expect(accessTokens.find(world.store, first.access_token)?.revoked).toBe(false)
    const third = await refreshWith(world, json.refresh_token)
    expect(third.json.refresh_count).toBe('2')
    expect(accessTokens.find(world.store, third.json.access_token)).toMatchObject({
      userId: DOCTOR.userId,
      scopes: [USER_SCOPE],
    })
  })

  test('works once', async () => {
    const world = newPeopledWorld()
    const { refresh_token } = await tokens(world)
    expect((await refreshWith(world, refresh_token)).status).toBe(200)
    const again = await refreshWith(world, refresh_token)
    expect(refusal(again)).toEqual([401, 'invalid_grant', 'refresh_token is invalid'])
    expect(advice(again)).toContain('used before')
  })

  test.each([
    ['doctor', '', 12 * HOUR],
    ['9999999468', '&scope=nhs-login', HOUR],
  ])('%s cannot stay longer than from the login', async (username, query, life) => {
    const world = newPeopledWorld()
    const first = await tokens(world, username, query)
    world.clock.set(START + life - 1000)
    const last = await refreshWith(world, first.refresh_token)
    expect(last.json.refresh_token_expires_in).toBe('0')
    world.clock.set(START + life)
    expect(refusal(await refreshWith(world, last.json.refresh_token))).toEqual([
      401,
      'invalid_grant',
      'refresh token refresh period has expired',
    ])
  })

  test('can be shortened in every respect', async () => {
    const world = newPeopledWorld()
    const first = await tokens(world)
    world.clock.set(START + 60_000)
    const { json } = await refreshWith(world, first.refresh_token, {
      _access_token_expiry_ms: '5000',
      _refresh_token_expiry_ms: '50000',
      _refresh_tokens_validity_ms: '100000',
    })
    expect([json.expires_in, json.refresh_token_expires_in]).toEqual(['4', '39'])
    world.clock.set(START + 100_000)
    expect(refusal(await refreshWith(world, json.refresh_token))[2]).toBe(
      'refresh token refresh period has expired',
    )
  })

  test('the overall validity given may be over already', async () => {
    const world = newPeopledWorld()
    const first = await tokens(world)
    world.clock.set(START + 60_000)
    const changes = { _refresh_tokens_validity_ms: '60000' }
    expect(refusal(await refreshWith(world, first.refresh_token, changes))[2]).toBe(
      'refresh token refresh period has expired',
    )
  })

  test.each(CLIENT_ROWS)(
    'refuses as the code exchange does, row %s',
    async (_row, changes, application, expected) => {
      const world = newPeopledWorld()
      register(world, application)
      expect(refusal(await refreshWith(world, undefined, changes))).toEqual(expected)
    },
  )

  test('refuses what is missing, unknown, or another application’s', async () => {
    const world = newPeopledWorld()
    expect(refusal(await refreshWith(world, undefined))).toEqual([
      400,
      'invalid_request',
      'refresh_token is missing',
    ])
    const invalid = [401, 'invalid_grant', 'refresh_token is invalid']
    expect(refusal(await refreshWith(world, 'unknown'))).toEqual(invalid)
    register(world, { clientId: 'second' })
    const { refresh_token } = await tokens(world)
    expect(refusal(await refreshWith(world, refresh_token, { client_id: 'second' }))).toEqual(
      invalid,
    )
  })
})

describe('a login that changes before its tokens are asked for', () => {
  const changes: [string, (world: World) => void][] = [
    ['the user was removed', (world) => loginUsers.remove(world.store, 'doctor')],
    [
      'the user reaches a level that no scope names',
      (world) => loginUsers.save(world.store, { ...DOCTOR_LOGIN, aal: 1 } as LoginUser),
    ],
  ]

  test.each(changes)('%s: code and refresh token are invalid', async (_name, change) => {
    const world = newPeopledWorld()
    const { refresh_token } = (
      await exchangeCode(service, world, await codeFor(service, world, 'doctor'))
    ).json
    const code = await codeFor(service, world, 'doctor')
    change(world)
    expect(refusal(await exchangeCode(service, world, code))).toEqual([
      400,
      'invalid_grant',
      'authorization_code is invalid',
    ])
    const reply = await refreshWith(world, refresh_token)
    expect(refusal(reply)).toEqual([401, 'invalid_grant', 'refresh_token is invalid'])
    expect(advice(reply)).toContain('removed, or reaches a level')
  })
})

describe('a user with a role chosen at login', () => {
  test.each(['555254242105', ''])('keeps it in the token: %j', async (selectedRole) => {
    const world = newPeopledWorld()
    loginUsers.save(world.store, {
      username: 'chosen',
      provider: 'nhs-cis2',
      userId: DOCTOR.userId,
      aal: 3,
      amr: 'N3_SMARTCARD',
      selectedRole,
    })
    const { json } = await exchangeCode(service, world, await codeFor(service, world, 'chosen'))
    expect(accessTokens.find(world.store, json.access_token)).toMatchObject({ selectedRole })
  })
})
