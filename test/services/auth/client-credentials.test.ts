import { describe, expect, test } from 'vitest'
import { accessTokens } from '../../../src/world/tables/access-token.js'
import { writeSetting } from '../../../src/world/tables/setting.js'
import { ask, claims, header, newRegisteredWorld, SECONDS, TYPE } from './assertions.js'
import {
  APP_SCOPE,
  advice,
  BASE,
  CLIENT,
  newWorld,
  OTHER_KEY,
  refusal,
  register,
  registerKeySet,
  registerWithout,
  START,
  signJwt,
  USER_SCOPE,
} from './support.js'

const NO_SCOPE =
  'you have tried to request authorization but your application is not configured to use this authorization grant type'

describe('a signed assertion', () => {
  test('gets an application token, every value a text', async () => {
    const world = newRegisteredWorld()
    const { status, json } = await ask(world)
    expect(status).toBe(200)
    expect(json).toEqual({
      access_token: expect.stringMatching(/^[A-Za-z0-9]{28}$/),
      expires_in: '599',
      token_type: 'Bearer',
      issued_at: String(START),
    })
    expect(accessTokens.find(world.store, json.access_token)).toMatchObject({
      kind: 'app',
      clientId: CLIENT,
      scopes: [APP_SCOPE],
      expires: START + 600_000,
    })
  })

  test('gets a second, independent token the second time', async () => {
    const world = newRegisteredWorld()
    const [one, two] = [await ask(world), await ask(world)]
    expect(two.json.access_token).not.toBe(one.json.access_token)
    expect(accessTokens.find(world.store, one.json.access_token)?.revoked).toBe(false)
  })

  test('is taken at the mock base too, with the address of that one as aud', async () => {
    const world = newRegisteredWorld()
    const aud = `${BASE}/oauth2-mock/token`
    const assertion = signJwt(header(), claims({ aud }))
    expect((await ask(world, assertion, {}, '/oauth2-mock/token')).status).toBe(200)
    const wrong = await ask(world, undefined, {}, '/oauth2-mock/token')
    expect(refusal(wrong)[0]).toBe(401)
  })

  test('may ask for a shorter life and never gets a longer one', async () => {
    const world = newRegisteredWorld()
    const life = async (milliseconds: string) =>
      (await ask(world, undefined, { _access_token_expiry_ms: milliseconds })).json.expires_in
    expect(await life('5000')).toBe('4')
    expect(await life('9999999')).toBe('599')
    expect(await life('soon')).toBe('599')
  })

  test('may be 10 s past its end, and no more', async () => {
    const world = newRegisteredWorld()
    const at = (exp: number) => ask(world, signJwt(header(), claims({ exp })))
    expect((await at(SECONDS - 10)).status).toBe(200)
    expect((await at(SECONDS - 11)).status).toBe(400)
    expect((await at(SECONDS + 310)).status).toBe(200)
    expect((await at(SECONDS + 311)).status).toBe(400)
  })

  test('writes typ in any letter case, and may name several audiences', async () => {
    const world = newRegisteredWorld()
    const aud = ['https://elsewhere.example', `${BASE}/oauth2/token`]
    expect((await ask(world, signJwt(header({ typ: 'jwt' }), claims({ aud })))).status).toBe(200)
  })
})

describe('refusals, in the order of the rows', () => {
  const invalid = (text: string, status = 400) => [status, 'invalid_request', text]
  const jwt = (h: object, p: object = {}) => signJwt(header(h), claims(p))

  const rows: [
    string,
    () => Parameters<typeof ask>[1],
    Record<string, string | undefined>,
    unknown[],
  ][] = [
    [
      '1 client_assertion_type absent',
      () => jwt({}),
      { client_assertion_type: undefined },
      invalid(`Missing or invalid client_assertion_type - must be '${TYPE}'`),
    ],
    [
      '1 client_assertion_type different',
      () => jwt({}),
      { client_assertion_type: 'other' },
      invalid(`Missing or invalid client_assertion_type - must be '${TYPE}'`),
    ],
    [
      '2 no assertion',
      () => jwt({}),
      { client_assertion: undefined },
      invalid('Missing client_assertion'),
    ],
    ['3 not a JWT', () => 'nonsense', {}, invalid('Malformed JWT in client_assertion')],
    ['3 two parts', () => 'e30.e30', {}, invalid('Malformed JWT in client_assertion')],
    ['3 not JSON', () => 'YQ.YQ.YQ', {}, invalid('Malformed JWT in client_assertion')],
    ...['none', 'HS512', 'RS256', 'RS384', 'PS512', 'ES512', undefined].map(
      (alg): (typeof rows)[number] => [
        `4 alg ${alg}, before the expiry`,
        () => jwt({ alg }, { exp: 1 }),
        {},
        invalid(
          "Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512'",
        ),
      ],
    ),
    [
      '5 expired, before the missing kid',
      () => jwt({ kid: undefined }, { exp: SECONDS - 60 }),
      {},
      invalid("Invalid 'exp' claim in client_assertion JWT - JWT has expired"),
    ],
    [
      '5 a number in a text, past',
      () => jwt({}, { exp: String(SECONDS - 60) }),
      {},
      invalid("Invalid 'exp' claim in client_assertion JWT - JWT has expired"),
    ],
    [
      '6 no kid, before typ',
      () => jwt({ kid: undefined, typ: undefined }),
      {},
      invalid("Missing 'kid' header in client_assertion JWT"),
    ],
    [
      '7 no typ',
      () => jwt({ typ: undefined }, { exp: undefined }),
      {},
      invalid("Invalid 'typ' header in client_assertion JWT - must be 'JWT'"),
    ],
    [
      '7 another typ',
      () => jwt({ typ: 'at+jwt' }),
      {},
      invalid("Invalid 'typ' header in client_assertion JWT - must be 'JWT'"),
    ],
    [
      '8 no exp',
      () => jwt({}, { exp: undefined }),
      {},
      invalid("Missing 'exp' claim in client_assertion JWT"),
    ],
    [
      '9 exp is a text',
      () => jwt({}, { exp: 'tomorrow', iss: undefined }),
      {},
      invalid("Invalid 'exp' claim in client_assertion JWT - must be an integer"),
    ],
    [
      '9 exp is a number in a text, to come',
      () => jwt({}, { exp: String(SECONDS + 60) }),
      {},
      invalid("Invalid 'exp' claim in client_assertion JWT - must be an integer"),
    ],
    ...[
      { iss: undefined },
      { sub: undefined },
      { iss: undefined, sub: undefined },
      { sub: 'x' },
    ].map((change): (typeof rows)[number] => [
      `10 ${JSON.stringify(change)}`,
      () => jwt({}, { ...change, jti: undefined }),
      {},
      invalid("Missing or non-matching 'iss'/'sub' claims in client_assertion JWT"),
    ]),
    [
      '11 no jti',
      () => jwt({}, { jti: undefined }),
      {},
      invalid("Missing 'jti' claim in client_assertion JWT"),
    ],
    [
      '12 jti is a number',
      () => jwt({}, { jti: 7 }),
      {},
      invalid(
        "Invalid 'jti' claim in client_assertion JWT - must be a unique string value such as a GUID",
      ),
    ],
    [
      '14 exp too far ahead',
      () => jwt({}, { exp: SECONDS + 311, iss: 'unknown', sub: 'unknown' }),
      {},
      invalid("Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future"),
    ],
    [
      '15 unknown application',
      () => jwt({}, { iss: 'unknown', sub: 'unknown' }),
      {},
      invalid("Invalid 'iss'/'sub' claims in client_assertion JWT", 401),
    ],
    [
      '19 unknown kid, before signature and audience',
      () => signJwt(header({ kid: 'other' }), claims({ aud: 'x' }), OTHER_KEY),
      {},
      invalid("Invalid 'kid' header in client_assertion JWT - no matching public key", 401),
    ],
    [
      '20 another key, before the audience',
      () => signJwt(header(), claims({ aud: 'x' }), OTHER_KEY),
      {},
      [401, 'public_key error', 'JWT signature verification failed'],
    ],
    [
      '20 not valid yet',
      () => jwt({}, { nbf: SECONDS + 60 }),
      {},
      [401, 'public_key error', 'JWT signature verification failed'],
    ],
    [
      '21 no aud',
      () => jwt({}, { aud: undefined }),
      {},
      invalid("Missing or invalid 'aud' claim in client_assertion JWT", 401),
    ],
    [
      '21 aud of the other base',
      () => jwt({}, { aud: `${BASE}/oauth2-mock/token` }),
      {},
      invalid("Missing or invalid 'aud' claim in client_assertion JWT", 401),
    ],
  ]

  test.each(rows)('%s', async (_name, assertion, form, expected) => {
    const reply = await ask(newRegisteredWorld(), assertion(), form)
    expect(refusal(reply)).toEqual(expected)
    expect(Object.keys(reply.json)).toEqual(['error', 'error_description', 'message_id'])
    expect(reply.exchange.findings).toHaveLength(1)
  })

  test.each([{ status: 'revoked' }, { identityService: false }] as const)(
    '15 an application that is %o',
    async (change) => {
      const world = newWorld()
      register(world, change)
      expect(refusal(await ask(world))).toEqual(
        invalid("Invalid 'iss'/'sub' claims in client_assertion JWT", 401),
      )
    },
  )

  test('16 over the rate limit', async () => {
    const world = newRegisteredWorld()
    writeSetting(world.store, 'rateLimits', { 'identity-service': { quota: 1 } })
    expect((await ask(world)).status).toBe(200)
    expect(refusal(await ask(world))[0]).toBe(429)
  })

  test('17 no key set', async () => {
    const world = newWorld()
    registerWithout(world, 'keys')
    expect(refusal(await ask(world))).toEqual([
      403,
      'public_key error',
      'You need to register a public key to use this authentication method - please contact support to configure',
    ])
  })

  test('18 a key set that cannot be fetched', async () => {
    const world = newWorld()
    registerKeySet(world, 'https://keys.example/jwks')
    const reply = await ask(world)
    expect(refusal(reply)).toEqual([
      403,
      'public_key error',
      "The JWKS endpoint, for your client_assertion can't be reached",
    ])
    expect(advice(reply)).toContain('https://keys.example/jwks')
  })

  test('22 no application-restricted scope', async () => {
    const world = newWorld()
    register(world, { scopes: [USER_SCOPE] })
    expect(refusal(await ask(world))).toEqual([401, 'unauthorized_client', NO_SCOPE])
  })
})

test('findings explain a near miss of the audience and of the expiry', async () => {
  const world = newRegisteredWorld()
  const wrongAudience = await ask(
    world,
    signJwt(header(), claims({ aud: `${BASE}/oauth2/token/` })),
  )
  expect(advice(wrongAudience)).toContain(`expected '${BASE}/oauth2/token'`)
  const milliseconds = await ask(world, signJwt(header(), claims({ exp: START + 60_000 })))
  expect(advice(milliseconds)).toContain('not milliseconds')
})
