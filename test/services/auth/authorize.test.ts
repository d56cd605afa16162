import { describe, expect, test } from 'vitest'
import type { Application } from '../../../src/world/tables/application.js'
import { pendingLogins } from '../../../src/world/tables/pending-login.js'
import { writeSetting } from '../../../src/world/tables/setting.js'
import {
  advice,
  BASE,
  CALLBACK,
  CLIENT,
  location,
  newService,
  newWorld,
  refusal,
  register,
  send,
} from './support.js'

const service = newService()

const query = (changes: Record<string, string | undefined> = {}): string => {
  const parameters = new URLSearchParams()
  const all = {
    client_id: CLIENT,
    redirect_uri: CALLBACK,
    response_type: 'code',
    state: 'a b&c',
    ...changes,
  }
  for (const [name, value] of Object.entries(all))
    if (value !== undefined) parameters.set(name, value)
  return parameters.toString()
}

const authorize = (
  changes: Record<string, string | undefined> = {},
  application: Partial<Application> = {},
  base = '/oauth2',
) => {
  const world = newWorld()
  register(world, application)
  return send(service, world, `${base}/authorize?${query(changes)}`)
}

const PROVIDERS: [string, Record<string, string>, string, Record<string, string | null>][] = [
  [
    '/oauth2',
    {},
    '/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare/authorize',
    { scope: 'openid nationalrbacaccess', acr_values: 'AAL3_ANY' },
  ],
  [
    '/oauth2',
    { scope: 'nhs-cis2', acr_values: 'AAL2_OR_AAL3_ANY' },
    '/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare/authorize',
    { acr_values: 'AAL2_OR_AAL3_ANY' },
  ],
  [
    '/oauth2',
    { scope: 'nhs-login' },
    '/nhs-login/authorize',
    { scope: 'openid profile', acr_values: null, vtr: null, nonce: null },
  ],
  [
    '/oauth2-mock',
    { scope: 'anything' },
    '/realms/Cis2-mock-int/protocol/openid-connect/auth',
    { scope: 'openid nationalrbacaccess' },
  ],
  [
    '/oauth2-mock',
    { scope: 'nhs-login' },
    '/realms/NHS-Login-mock-int/protocol/openid-connect/auth',
    { scope: 'openid profile' },
  ],
]

test.each(PROVIDERS)(
  '%s with %o sends the user to the provider',
  async (base, changes, path, expected) => {
    const reply = await authorize(changes, {}, base)
    expect(reply.status).toBe(302)
    const { origin, pathname, searchParams } = location(reply)
    expect(origin + pathname).toBe(BASE + path)
    expect(searchParams.get('response_type')).toBe('code')
    expect(searchParams.get('max_age')).toBe('300')
    expect(searchParams.get('redirect_uri')).toBe(`${BASE}${base}/callback`)
    expect(searchParams.get('state')).toMatch(/^[A-Za-z0-9_-]{36}$/)
    for (const [name, value] of Object.entries(expected)) expect(searchParams.get(name)).toBe(value)
  },
)

test('the login is remembered under the state that the provider gets', async () => {
  const world = newWorld()
  register(world)
  const reply = await send(service, world, `/oauth2/authorize?${query()}`)
  const state = location(reply).searchParams.get('state') as string
  expect(pendingLogins.find(world.store, state)).toMatchObject({
    clientId: CLIENT,
    redirectUri: CALLBACK,
    applicationState: 'a b&c',
    provider: 'nhs-cis2',
  })
})

describe('refusals, in the order of the rows', () => {
  const rows: [string, Record<string, string | undefined>, Partial<Application>, unknown[]][] = [
    [
      '1',
      { client_id: undefined, state: undefined },
      {},
      [401, 'invalid_request', 'client_id is missing'],
    ],
    [
      '2',
      { client_id: 'x', redirect_uri: undefined },
      {},
      [401, 'invalid_request', 'client_id is invalid'],
    ],
    [
      '3',
      { redirect_uri: undefined },
      { status: 'revoked', identityService: false },
      [
        401,
        'access_denied',
        'The developer app associated with the API key is not approved or revoked',
      ],
    ],
    [
      '4',
      {},
      { identityService: false, status: 'company-inactive' },
      [
        401,
        'access_denied',
        'API Key supplied does not have access to this resource. Please check the API Key you are using belongs to an app which has sufficient access to access this resource.',
      ],
    ],
    [
      '5',
      {},
      { status: 'company-inactive' },
      [
        401,
        'access_denied',
        'The company associated with the developer app that has the API key you are using has an inactive status',
      ],
    ],
    [
      '6',
      {},
      { status: 'developer-inactive' },
      [
        401,
        'access_denied',
        'The developer who created the developer app that has the API key you are using has an inactive status',
      ],
    ],
    [
      '8',
      { redirect_uri: undefined, state: undefined },
      {},
      [400, 'invalid_request', 'redirect_uri is missing'],
    ],
    [
      '9',
      { redirect_uri: `${CALLBACK}/`, state: undefined },
      {},
      [400, 'invalid_request', 'redirect_uri is invalid'],
    ],
  ]

  test.each(rows)('row %s', async (_row, changes, application, expected) => {
    const reply = await authorize(changes, application)
    expect(refusal(reply)).toEqual(expected)
    expect(reply.json.message_id).toEqual(expect.any(String))
  })

  test('row 7: over the rate limit', async () => {
    const world = newWorld()
    register(world)
    writeSetting(world.store, 'rateLimits', true)
    for (let at = 0; at < 300; at++)
      expect((await send(service, world, `/oauth2/authorize?${query()}`)).status).toBe(302)
    const reply = await send(service, world, `/oauth2/authorize?${query()}`)
    expect(refusal(reply).slice(0, 2)).toEqual([429, 'unknown_error'])
  })

  test.each([
    [
      '10',
      { state: undefined, response_type: undefined },
      'invalid_request',
      'state is missing',
      null,
    ],
    ['11', { response_type: undefined }, 'invalid_request', 'response_type is missing', 'a b&c'],
    [
      '12',
      { response_type: 'token' },
      'unsupported_response_type',
      'response_type is invalid',
      'a b&c',
    ],
  ])('row %s goes back to the application', async (_row, changes, error, description, state) => {
    const reply = await authorize(changes)
    expect(reply.status).toBe(302)
    const { origin, pathname, searchParams } = location(reply)
    expect(origin + pathname).toBe(CALLBACK)
    expect(searchParams.get('error')).toBe(error)
    expect(searchParams.get('error_description')).toBe(description)
    expect(searchParams.get('state')).toBe(state)
  })
})

describe('advice on a redirect_uri that nearly fits', () => {
  test.each([
    [`${CALLBACK}/`, 'trailing slash'],
    [CALLBACK.toUpperCase(), 'upper and lower case'],
    [CALLBACK.replace('https', 'http'), 'http and https'],
    [`${CALLBACK}?x=1`, 'in the query'],
    [encodeURIComponent(CALLBACK), 'once too often'],
    ['https://elsewhere.example/', 'character for character'],
  ])('%s', async (redirect_uri, expected) => {
    expect(advice(await authorize({ redirect_uri }))).toContain(expected)
  })
})

test('a repeated parameter is noted and its first value taken', async () => {
  const world = newWorld()
  register(world)
  const reply = await send(service, world, `/oauth2/authorize?${query()}&state=second`)
  expect(reply.status).toBe(302)
  expect(advice(reply)).toContain("'state' was sent more than once")
})
