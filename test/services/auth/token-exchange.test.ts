import { describe, expect, test } from 'vitest'
import { KeyStore } from '../../../src/services/auth/keys.js'
import { ProviderSigner } from '../../../src/services/auth/provider-keys.js'
import { createAuthService } from '../../../src/services/auth/service.js'
import { accessTokens } from '../../../src/world/tables/access-token.js'
import type { Application } from '../../../src/world/tables/application.js'
import { providerSessions } from '../../../src/world/tables/provider-session.js'
import type { World } from '../../../src/world/world.js'
import { claims, header, TYPE } from './assertions.js'
import { ISSUERS, idToken, patientClaims, serviceWithKeys, workerClaims } from './id-tokens.js'
import {
  APP_SCOPE,
  addPeople,
  advice,
  BASE,
  CLIENT,
  findings,
  NO_FETCH,
  newWorld,
  OTHER_KEY,
  postForm,
  type Reply,
  refusal,
  register,
  registerWithout,
  SECONDS,
  SECRET,
  START,
  send,
  signJwt,
  USER_SCOPE,
} from './support.js'

const service = serviceWithKeys()
const keys = new KeyStore()
const signer = new ProviderSigner(keys)
/** The service whose providers have keys of their own. */
const signing = createAuthService({ keys, fetchJwks: NO_FETCH })
const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'
const PATIENT_SCOPE = 'urn:nhsd:apim:user-nhs-login:P9:personal-demographics-service'
const NO_SCOPE =
  'you have tried to request authorization but your application is not configured to use this authorization grant type'

function newPeopledWorld(changes: Partial<Application> = {}): World {
  const world = newWorld()
  register(world, { scopes: [USER_SCOPE, PATIENT_SCOPE, APP_SCOPE], ...changes })
  addPeople(world)
  return world
}

type Form = Readonly<Record<string, string | undefined>>

const exchange = (
  world: World,
  subject_token: string | undefined,
  form: Form = {},
  base = '/oauth2',
  by = service,
): Promise<Reply> =>
  postForm(by, world, `${base}/token`, {
    grant_type: GRANT,
    subject_token_type: ID_TOKEN,
    subject_token,
    client_assertion_type: TYPE,
    client_assertion: signJwt(header(), claims({ aud: `${BASE}${base}/token` })),
    ...form,
  })

describe('an id_token', () => {
  test('of CIS2 is exchanged for tokens of its user', async () => {
    const world = newPeopledWorld()
    const { status, json } = await exchange(world, idToken(workerClaims()))
    expect([status, json]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^[A-Za-z0-9]{28}$/),
        expires_in: '599',
        refresh_token: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
        refresh_token_expires_in: '43199',
        refresh_count: '0',
        token_type: 'Bearer',
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      },
    ])
    expect(accessTokens.find(world.store, json.access_token)).toEqual({
      kind: 'user',
      grant: 'token_exchange',
      token: json.access_token,
      clientId: CLIENT,
      scopes: [USER_SCOPE],
      provider: 'nhs-cis2',
      level: 'aal3',
      userId: '555300000101',
      identityAssurance: 3,
      amr: 'N3_SMARTCARD',
      issued: START,
      expires: START + 600_000,
      revoked: false,
    })
  })

  test('of NHS login is exchanged for tokens of the patient, for an hour', async () => {
    const world = newPeopledWorld()
    const { status, json } = await exchange(world, idToken(patientClaims()))
    expect([status, json.refresh_token_expires_in]).toEqual([200, '3599'])
    expect(accessTokens.find(world.store, json.access_token)).toMatchObject({
      scopes: [PATIENT_SCOPE],
      provider: 'nhs-login',
      level: 'p9',
      userId: '9999999468',
      vectorOfTrust: 'P9.Cp.Cd',
    })
  })

  test.each([
    ['mock CIS2', workerClaims({ iss: ISSUERS.mockCis2 }), 'apim-mock-nhs-cis2'],
    ['mock NHS login', patientClaims({ iss: ISSUERS.mockNhsLogin }), 'apim-mock-nhs-login'],
    [
      'mock CIS2 in another environment',
      workerClaims({ iss: `${BASE}/realms/Cis2-mock-internal-dev-sandbox` }),
      'apim-mock-nhs-cis2',
    ],
  ])('of %s is exchanged at the mock base', async (_name, content, provider) => {
    const world = newPeopledWorld()
    const { status, json } = await exchange(world, idToken(content), {}, '/oauth2-mock')
    expect(status).toBe(200)
    expect(accessTokens.find(world.store, json.access_token)).toMatchObject({ provider })
  })

  test('may be signed with RS256, have levels that are numbers, and name the role chosen', async () => {
    const content = workerClaims({
      id_assurance_level: 3,
      authentication_assurance_level: 3,
      selected_roleid: '555300010108',
    })
    const world = newPeopledWorld()
    const { json } = await exchange(world, idToken(content, { alg: 'RS256' }))
    expect(accessTokens.find(world.store, json.access_token)).toMatchObject({
      selectedRole: '555300010108',
      identityAssurance: 3,
    })
  })

  test('may be exchanged again while it lives, with a new assertion', async () => {
    const world = newPeopledWorld()
    const token = idToken(workerClaims())
    expect((await exchange(world, token)).status).toBe(200)
    expect((await exchange(world, token)).status).toBe(200)
    world.clock.set(START + 3_600_000)
    const fresh = { client_assertion: signJwt(header(), claims({ exp: SECONDS + 3700 })) }
    expect((await exchange(world, token, fresh)).status).toBe(400)
  })

  test('brings a refresh token that needs the secret, and a shorter life if asked for', async () => {
    const world = newPeopledWorld()
    const { json } = await exchange(world, idToken(workerClaims()), {
      _access_token_expiry_ms: '5000',
    })
    expect(json.expires_in).toBe('4')
    const refresh = (client_secret?: string) =>
      postForm(service, world, '/oauth2/token', {
        grant_type: 'refresh_token',
        refresh_token: json.refresh_token,
        client_id: CLIENT,
        client_secret,
      })
    expect(refusal(await refresh())).toEqual([401, 'invalid_request', 'client_secret is missing'])
    const next = await refresh(SECRET)
    expect(next.json.refresh_count).toBe('1')
    expect(next.json).not.toHaveProperty('issued_token_type')
  })

  test('of the sandbox’s own provider knows whose login it was', async () => {
    const world = newPeopledWorld()
    const { sid } = workerClaims()
    providerSessions.save(world.store, {
      sessionId: sid,
      username: 'doctor',
      userId: '555300000101',
    } as never)
    const { json } = await exchange(world, idToken(workerClaims()))
    expect(accessTokens.find(world.store, json.access_token)).toMatchObject({ username: 'doctor' })
  })

  test('of somebody acting for a patient is about the patient', async () => {
    const world = newPeopledWorld()
    const sub = idToken(patientClaims({ nhs_number: '9999999484', exp: SECONDS - 100 }))
    const { status, json } = await exchange(world, idToken(patientClaims({ act: { sub } })))
    expect(status).toBe(200)
    expect(accessTokens.find(world.store, json.access_token)).toMatchObject({
      userId: '9999999468',
    })
  })

  test('has whatever audience its own client has; userinfo is not for its tokens', async () => {
    const world = newPeopledWorld()
    const { json } = await exchange(world, idToken(workerClaims({ aud: ['anybody', 'else'] })))
    const userinfo = await send(service, world, '/oauth2/userinfo', {
      headers: { Authorization: `Bearer ${json.access_token}` },
    })
    expect(userinfo.status).toBe(400)
  })

  test('may name the sandbox by another of its addresses', async () => {
    const world = newPeopledWorld()
    const iss = ISSUERS.cis2.replace('https://spine.example', 'http://127.0.0.1:9000')
    expect((await exchange(world, idToken(workerClaims({ iss })))).status).toBe(200)
  })
})

test.each([
  ['nhs-cis2', '/oauth2', workerClaims()],
  ['nhs-login', '/oauth2', patientClaims()],
  ['apim-mock-nhs-cis2', '/oauth2-mock', workerClaims({ iss: ISSUERS.mockCis2 })],
  ['apim-mock-nhs-login', '/oauth2-mock', patientClaims({ iss: ISSUERS.mockNhsLogin })],
] as const)(
  'what %s signed is exchanged at %s, and at no other base',
  async (name, base, content) => {
    const world = newPeopledWorld()
    const signed = await signer.sign(name, content)
    expect((await exchange(world, signed, {}, base, signing)).status).toBe(200)
    const other = base === '/oauth2' ? '/oauth2-mock' : '/oauth2'
    expect((await exchange(world, signed, {}, other, signing)).status).toBe(400)
  },
)

const invalid = (text: string, status = 400) => [status, 'invalid_request', text]
const missing = (claim: string, where = 'subject_token', status = 400) =>
  invalid(`Missing '${claim}' claim in ${where} JWT`, status)

describe('refusals of the call, in the order of the rows', () => {
  test.each<[string, Form, unknown[]]>([
    [
      'client_assertion_type, before grant_type',
      { client_assertion_type: undefined, grant_type: undefined },
      invalid(`Missing or invalid client_assertion_type - must be '${TYPE}'`),
    ],
    [
      'grant_type absent, before the assertion',
      { grant_type: undefined, client_assertion: undefined },
      invalid('grant_type is invalid'),
    ],
    [
      'another grant_type',
      { grant_type: 'client_credentials', client_assertion: undefined },
      invalid('grant_type is invalid'),
    ],
    [
      'code exchange with this type',
      { grant_type: 'authorization_code' },
      invalid('grant_type is invalid'),
    ],
    [
      'no assertion, before the subject token',
      { client_assertion: undefined, subject_token: undefined },
      invalid('Missing client_assertion'),
    ],
    [
      'wrong audience of the assertion, before the subject token',
      {
        client_assertion: signJwt(header(), claims({ aud: 'x', jti: 'a' })),
        subject_token: undefined,
      },
      invalid("Missing or invalid 'aud' claim in client_assertion JWT", 401),
    ],
    ['1 no subject token', { subject_token: undefined }, invalid('Missing subject_token')],
    ['2 not a JWT', { subject_token: 'a.b' }, invalid('Malformed JWT in subject_token')],
  ])('%s', async (_name, form, expected) => {
    const reply = await exchange(newPeopledWorld(), idToken(workerClaims()), form)
    expect(refusal(reply)).toEqual(expected)
    expect(Object.keys(reply.json)).toEqual(['error', 'error_description', 'message_id'])
    expect(findings(reply)).toHaveLength(1)
  })

  test('no key set of the application', async () => {
    const world = newWorld()
    registerWithout(world, 'keys')
    expect(refusal(await exchange(world, 'x')).slice(0, 2)).toEqual([403, 'public_key error'])
  })
})

describe('refusals of the subject token, in the order of the rows', () => {
  const token = (content: object, head: object = {}) => idToken(workerClaims(content), head)
  const acting = (content: object, head: object = {}) =>
    idToken(patientClaims({ act: { sub: idToken(patientClaims(content), head) }, iss: 'x' }))

  test.each<[string, string, unknown[]]>([
    [
      '3 no kid, before typ',
      token({}, { kid: undefined, typ: undefined }),
      invalid("Missing 'kid' header in subject_token JWT"),
    ],
    [
      '4 no typ, before alg',
      token({}, { typ: undefined, alg: undefined }),
      invalid("Invalid 'typ' header in subject_token JWT - must be 'JWT'"),
    ],
    [
      '4 another typ',
      token({}, { typ: 'at+jwt' }),
      invalid("Invalid 'typ' header in subject_token JWT - must be 'JWT'"),
    ],
    [
      '5 no alg, before exp',
      token({ exp: undefined }, { alg: undefined }),
      invalid("Missing 'alg' header in subject_token JWT"),
    ],
    ['6 no exp, before iss', token({ exp: undefined, iss: undefined }), missing('exp')],
    [
      '7 exp is a text',
      token({ exp: String(SECONDS - 1), iss: undefined }),
      invalid("Invalid 'exp' claim in subject_token JWT - must be an integer"),
    ],
    [
      '8 expired, before iss',
      token({ exp: SECONDS, iss: undefined }),
      invalid("Invalid 'exp' claim in subject_token JWT - JWT has expired"),
    ],
    ['9 no iss, before aud', token({ iss: undefined, aud: undefined }), missing('iss')],
    [
      '10 no aud is 401, before whose token it is',
      token({ aud: undefined, iss: 'x' }),
      missing('aud', 'subject_token', 401),
    ],
    [
      '11 act.sub is no token',
      idToken(patientClaims({ act: { sub: 'x' } })),
      invalid('Malformed JWT in act.sub'),
    ],
    [
      '11 act.sub without kid',
      acting({}, { kid: undefined }),
      invalid("Missing 'kid' header in act.sub JWT"),
    ],
    [
      '11 act.sub of another typ',
      acting({}, { typ: 'x' }),
      invalid("Invalid 'typ' header in act.sub JWT - must be 'JWT'"),
    ],
    [
      '11 act.sub without alg',
      acting({}, { alg: undefined }),
      invalid("Missing 'alg' header in act.sub JWT"),
    ],
    ['11 act.sub without exp', acting({ exp: undefined }), missing('exp', 'act.sub')],
    [
      '11 act.sub whose exp is a text',
      acting({ exp: 'x' }),
      invalid("Invalid 'exp' claim in act.sub JWT - must be an integer"),
    ],
    ['11 act.sub without iss', acting({ iss: undefined }), missing('iss', 'act.sub')],
    ['11 act.sub without aud', acting({ aud: undefined }), missing('aud', 'act.sub')],
    [
      '11 act.sub without nhs_number',
      acting({ nhs_number: undefined }),
      missing('nhs_number', 'act.sub'),
    ],
    ...[
      'x',
      'https://auth.example',
      ISSUERS.mockCis2,
      `${BASE}/worlds/other${ISSUERS.cis2.slice(BASE.length)}`,
      `${ISSUERS.cis2}?x`,
    ].map((iss): [string, string, unknown[]] => [
      `12 issued by ${iss}`,
      token({ iss }, { kid: 'other' }),
      invalid("Missing or non-matching 'iss' claim in subject_token JWT"),
    ]),
    [
      '14 unknown kid, before the signature',
      idToken(workerClaims(), { kid: 'other' }, OTHER_KEY),
      invalid("Invalid 'kid' header in subject_token JWT - no matching public key", 401),
    ],
    [
      '15 another key, before the scope',
      idToken(workerClaims({ authentication_assurance_level: '1' }), {}, OTHER_KEY),
      [401, 'public_key error', 'JWT signature verification failed'],
    ],
    [
      '15 another algorithm',
      token({}, { alg: 'PS512' }),
      [401, 'public_key error', 'JWT signature verification failed'],
    ],
    ...[{ authentication_assurance_level: '2' }, { authentication_assurance_level: undefined }].map(
      (content): [string, string, unknown[]] => [
        `16 ${JSON.stringify(content)}`,
        token(content),
        [401, 'unauthorized_client', NO_SCOPE],
      ],
    ),
    [
      '16 a patient proved at P5',
      idToken(patientClaims({ identity_proofing_level: 'P5' })),
      [401, 'unauthorized_client', NO_SCOPE],
    ],
  ])('%s', async (_name, subject, expected) => {
    const reply = await exchange(newPeopledWorld(), subject)
    expect(refusal(reply)).toEqual(expected)
    expect(advice(reply)).not.toBe('')
  })

  test('13 the provider’s key set cannot be had', async () => {
    const broken = serviceWithKeys(() => Promise.reject(new Error('timeout')))
    const reply = await exchange(newPeopledWorld(), token({}), {}, '/oauth2', broken)
    expect(refusal(reply).slice(0, 2)).toEqual([500, 'unknown_error'])
    expect(advice(reply)).toContain('timeout')
  })

  test('a call that is refused uses the jti up', async () => {
    const world = newPeopledWorld()
    const form = { client_assertion: signJwt(header(), claims({ jti: 'once' })) }
    expect(refusal(await exchange(world, undefined, form))[2]).toBe('Missing subject_token')
    expect(refusal(await exchange(world, token({}), form))[2]).toContain("Non-unique 'jti'")
  })
})
