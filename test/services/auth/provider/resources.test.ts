import { beforeEach, describe, expect, test } from 'vitest'
import { accessTokens } from '../../../../src/world/tables/access-token.js'
import { savePatient } from '../../../../src/world/tables/patient.js'
import type { World } from '../../../../src/world/world.js'
import {
  BASE,
  CALLBACK,
  CLIENT,
  follow,
  location,
  logIn,
  postForm,
  type Reply,
  register,
  SECRET,
  START,
  send,
} from '../support.js'
import {
  authorize,
  CIS2,
  cis2Token,
  codeFor,
  cookieOf,
  NHS_LOGIN,
  newProviders,
  newProviderWorld,
  nhsLoginToken,
} from './support.js'

const service = newProviders()
let world: World

beforeEach(() => {
  world = newProviderWorld()
})

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const get = (target: string, headers: Record<string, string> = {}, method = 'GET') =>
  send(service, world, target, { method, headers })

describe('discovery', () => {
  test.each([
    [
      CIS2,
      {
        token_endpoint: '/access_token',
        userinfo_endpoint: '/userinfo',
        jwks_uri: '/connect/jwk_uri',
        end_session_endpoint: '/connect/endSession',
      },
    ],
    [NHS_LOGIN, { token_endpoint: '/token', jwks_uri: '/.well-known/jwks.json' }],
    [
      '/realms/Cis2-mock-int',
      {
        authorization_endpoint: '/protocol/openid-connect/auth',
        token_endpoint: '/protocol/openid-connect/token',
        userinfo_endpoint: '/protocol/openid-connect/userinfo',
        jwks_uri: '/protocol/openid-connect/certs',
        end_session_endpoint: '/protocol/openid-connect/logout',
      },
    ],
  ])('of %s follows the address of the client', async (issuer, paths) => {
    for (const base of [BASE, `${BASE}/worlds/a`]) {
      const reply = await send(service, world, `${issuer}/.well-known/openid-configuration`, {
        base,
      })
      expect(reply.status).toBe(200)
      expect(reply.json.issuer).toBe(base + issuer)
      for (const [member, path] of Object.entries(paths))
        expect(reply.json[member]).toBe(base + issuer + path)
      for (const address of Object.entries(reply.json)
        .filter(([member]) => member.endsWith('_endpoint') || member === 'jwks_uri')
        .map(([, value]) => String(value).slice(base.length)))
        expect(
          service.endpoints.map(({ path }) => path.replace(':realm', 'Cis2-mock-int')),
        ).toContain(address)
    }
  })

  test('tells what each provider knows', async () => {
    const document = async (issuer: string) =>
      (await get(`${issuer}/.well-known/openid-configuration`)).json
    expect(await document(CIS2)).toMatchObject({
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code'],
      token_endpoint_auth_methods_supported: [
        'client_secret_post',
        'client_secret_basic',
        'client_secret_jwt',
        'private_key_jwt',
      ],
    })
    expect(await document(NHS_LOGIN)).toMatchObject({
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      id_token_signing_alg_values_supported: ['RS512'],
    })
    expect((await get('/realms/master/.well-known/openid-configuration')).status).toBe(404)
  })
})

const cis2Tokens = async (scope = 'openid') =>
  (await cis2Token(service, world, { code: await codeFor(service, world, CIS2, { scope }) })).json

const nhsLoginTokens = async (scope: string) =>
  (
    await nhsLoginToken(service, world, {
      code: await codeFor(service, world, NHS_LOGIN, { scope }),
    })
  ).json

describe('userinfo', () => {
  test.each([
    ['openid', ['sub']],
    ['openid profile', ['sub', 'uid', 'given_name', 'family_name', 'name']],
    ['openid email', ['sub', 'email']],
    ['openid nationalrbacaccess', ['sub', 'nhsid_useruid', 'name', 'nhsid_nrbac_roles']],
    ['openid associatedorgs', ['sub', 'nhsid_user_orgs']],
    ['openid professionalmemberships', ['sub', 'gmc_id']],
    ['openid selectedrole', ['sub', 'selected_roleid']],
  ])('of CIS2 tells for %s', async (scope, members) => {
    const { access_token: token } = await cis2Tokens(scope)
    for (const method of ['GET', 'POST']) {
      const reply = await get(`${CIS2}/userinfo`, bearer(token), method)
      expect([reply.status, Object.keys(reply.json)]).toEqual([200, members])
    }
  })

  test('of NHS login tells what PDS holds, and leaves out what it does not', async () => {
    savePatient(world.store, {
      nhsNumber: '9999999468',
      version: 1,
      sensitivity: 'U',
      names: [{ id: '1', use: 'usual', given: ['Sam', 'Lee'], family: 'EXAMPLE' }],
      birthDate: '1968-02-12',
      addresses: [],
      telecom: [
        { id: '2', system: 'phone', use: 'mobile', value: '07700900001' },
        { id: '3', system: 'email', value: 'sam@example.com' },
      ],
      contacts: [],
      practices: [{ id: '4', odsCode: 'D82106' }],
    })
    const { access_token: token } = await nhsLoginTokens(
      'openid profile email phone landline profile_extended gp_registration_details gp_integration_credentials',
    )
    const { json } = await get(`${NHS_LOGIN}/userinfo`, bearer(token))
    expect(json).toEqual({
      iss: `${BASE}/nhs-login`,
      aud: 'example-rp',
      sub: expect.any(String),
      nhs_number: '9999999468',
      birthdate: '1968-02-12',
      family_name: 'EXAMPLE',
      identity_proofing_level: 'P9',
      email: 'sam@example.com',
      email_verified: true,
      phone_number: '07700900001',
      phone_number_verified: true,
      phone_number_pds_matched: true,
      given_name: 'Sam',
      gp_registration_details: { gp_ods_code: 'D82106' },
    })
    const basic = await nhsLoginTokens('openid basic_demographics')
    const told = (await get(`${NHS_LOGIN}/userinfo`, bearer(basic.access_token))).json
    expect(told).not.toHaveProperty('nhs_number')
    expect(told.birthdate).toBe('1968-02-12')
  })

  test.each([
    ['no token', CIS2, {}, undefined],
    ['another scheme', CIS2, { Authorization: 'Basic eA==' }, undefined],
    ['an unknown token', CIS2, bearer('unknown'), 'invalid_token'],
    ['an unknown token at NHS login', NHS_LOGIN, bearer('unknown'), 'invalid_token'],
  ])('refuses %s', async (_what, issuer, headers, error) => {
    const reply = await get(`${issuer}/userinfo`, headers as Record<string, string>)
    expect([reply.status, reply.json.error]).toEqual([401, 'invalid_token'])
    const challenge = reply.header('WWW-Authenticate') ?? ''
    expect(challenge).toMatch(/^Bearer /)
    expect(challenge.includes('error="invalid_token"')).toBe(error !== undefined)
  })

  test('refuses a token of another provider, a refresh token and an old one', async () => {
    const { access_token: token, refresh_token: refresh } = await nhsLoginTokens('openid')
    const ask = async (issuer: string, sent: string) =>
      (await get(`${issuer}/userinfo`, bearer(sent))).status
    expect(await ask(NHS_LOGIN, token)).toBe(200)
    expect(await ask(CIS2, token)).toBe(401)
    expect(await ask(NHS_LOGIN, refresh)).toBe(401)
    world.clock.set(START + 300_000)
    expect(await ask(NHS_LOGIN, token)).toBe(401)
  })
})

describe('what a client keeps about a patient', () => {
  const change = (token: string, body: string) =>
    send(service, world, `${NHS_LOGIN}/userinfo`, {
      method: 'PATCH',
      headers: { ...bearer(token), 'Content-Type': 'application/json' },
      body,
    })
  const kept = async (token: string) =>
    (await get(`${NHS_LOGIN}/userinfo`, bearer(token))).json.client_user_metadata

  test('is changed, generated and cleared', async () => {
    const { access_token: token } = await nhsLoginTokens('openid client_metadata')
    const set = async (value: string) =>
      (await change(token, JSON.stringify({ client_user_metadata: value }))).status
    expect(await set('abc')).toBe(204)
    expect(await kept(token)).toBe('abc')
    expect(await set('auto')).toBe(204)
    expect(await kept(token)).toMatch(/^\w{32}$/)
    expect(await set('')).toBe(204)
    expect(await kept(token)).toBeUndefined()
  })

  test.each([
    '',
    'no json',
    '{}',
    '[]',
    'null',
    JSON.stringify({ client_user_metadata: 'x'.repeat(1025) }),
  ])('is not what the body %.20s says', async (body) => {
    const { access_token: token } = await nhsLoginTokens('openid client_metadata')
    const reply = await change(token, body)
    expect([reply.status, reply.json.error]).toEqual([400, 'invalid_request'])
  })

  test('is for those with the scope', async () => {
    const { access_token: token } = await nhsLoginTokens('openid')
    const reply = await change(token, '{"client_user_metadata":"x"}')
    expect([reply.status, reply.json.error]).toEqual([403, 'insufficient_scope'])
    expect(reply.header('WWW-Authenticate')).toContain('error="insufficient_scope"')
    expect((await change('unknown', '{}')).status).toBe(401)
  })
})

test('the trustmark stands where vtm points to', async () => {
  const reply = await get(`${NHS_LOGIN}/trustmark/sandbox`)
  expect(reply.json).toEqual({
    idp: `${BASE}/nhs-login`,
    trustmark_provider: `${BASE}/nhs-login`,
    P: ['P0', 'P5', 'P9'],
    C: ['Cp', 'Cd', 'Ck', 'Cm'],
  })
})

describe('the credentials of the mocks', () => {
  const ask = (headers: Record<string, string> = {}) =>
    get('/mock-jwks/keycloak-client-credentials', headers)

  test('are told to an application with a key', async () => {
    register(world)
    const reply = await ask({ apikey: 'kR3vXq0bTn8LwZ2yHc5JmPd7sGf4Ua9E' })
    expect(reply.json).toEqual({
      cis2: { client_id: 'hello-world-tutorials', client_secret: 'a secret with spaces & signs' },
    })
  })

  test('are told to nobody else', async () => {
    expect((await ask()).status).toBe(401)
    expect((await ask({ apikey: 'x' })).json.fault.faultstring).toBe('Invalid ApiKey')
  })
})

describe('the end of a session', () => {
  const end = (parameters: Record<string, string>, headers = {}): Promise<Reply> =>
    get(`${CIS2}/connect/endSession?${new URLSearchParams(parameters)}`, headers)

  test('is 204, and takes the tokens and the remembered login away', async () => {
    const started = await authorize(service, world, CIS2, { login_hint: 'doctor' })
    const code = location(started).searchParams.get('code') as string
    const tokens = (await cis2Token(service, world, { code })).json
    const open = location(await authorize(service, world, CIS2, {}, cookieOf(started)))
    const reply = await end({ id_token_hint: tokens.id_token }, cookieOf(started))
    expect(reply.status).toBe(204)
    expect(reply.header('Set-Cookie')).toContain('Max-Age=0')
    expect((await get(`${CIS2}/userinfo`, bearer(tokens.access_token))).status).toBe(401)
    expect((await authorize(service, world, CIS2, {}, cookieOf(started))).status).toBe(200)
    const left = open.searchParams.get('code') as string
    expect((await cis2Token(service, world, { code: left })).json.error).toBe('invalid_grant')
    expect((await end({ id_token_hint: tokens.id_token })).status).toBe(204)
  })

  test('takes an id_token that is past its time, and leads to a registered address', async () => {
    const { id_token: hint } = await cis2Tokens()
    world.clock.set(START + 7_200_000)
    const reply = await end({
      id_token_hint: hint,
      post_logout_redirect_uri: 'https://supplier.example/bye',
    })
    expect(location(reply).href).toBe('https://supplier.example/bye')
  })

  test('may be asked for by a form', async () => {
    const { id_token: hint } = await cis2Tokens()
    const reply = await postForm(service, world, `${CIS2}/connect/endSession`, {
      id_token_hint: hint,
    })
    expect(reply.status).toBe(204)
  })

  test('is refused without a good id_token or to another address, and then nothing ends', async () => {
    const { id_token: hint, access_token: token } = await cis2Tokens()
    const other = await nhsLoginTokens('openid')
    const refused: readonly [Record<string, string>, string][] = [
      [{}, 'Missing parameter: id_token_hint'],
      [{ id_token_hint: 'x' }, 'Invalid parameter: id_token_hint'],
      [{ id_token_hint: `${hint.slice(0, -8)}AAAAAAAA` }, 'Invalid parameter: id_token_hint'],
      [{ id_token_hint: other.id_token }, 'Invalid parameter: id_token_hint'],
      [
        { id_token_hint: hint, post_logout_redirect_uri: 'https://evil.example/' },
        'Invalid parameter: post_logout_redirect_uri',
      ],
    ]
    for (const [parameters, description] of refused) {
      const reply = await end(parameters)
      expect([reply.status, reply.json.error_description]).toEqual([400, description])
      expect(reply.header('Location')).toBeUndefined()
    }
    expect((await get(`${CIS2}/userinfo`, bearer(token))).status).toBe(200)
  })

  test('reaches combined logins of the same browser', async () => {
    register(world)
    const loggedIn = await logIn(service, world, 'doctor', { base: '/oauth2' })
    const cookie = cookieOf(loggedIn)
    const back = await follow(service, world, loggedIn)
    const form = {
      grant_type: 'authorization_code',
      code: location(back).searchParams.get('code') as string,
      redirect_uri: CALLBACK,
      client_id: CLIENT,
      client_secret: SECRET,
    }
    expect((await postForm(service, world, '/oauth2/token', form)).status).toBe(200)
    const rp = location(await authorize(service, world, CIS2, {}, cookie))
    const code = rp.searchParams.get('code') as string
    const { id_token: hint } = (await cis2Token(service, world, { code })).json
    const revoked = () => accessTokens.list(world.store).map(({ revoked }) => revoked)
    expect(revoked()).toEqual([false])
    expect((await end({ id_token_hint: hint }, cookie)).status).toBe(204)
    expect(revoked()).toEqual([true])
  })
})
