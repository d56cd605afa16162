import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { type LoginUser, loginUsers } from '../../../../src/world/tables/login-user.js'
import { relyingParties } from '../../../../src/world/tables/relying-party.js'
import type { World } from '../../../../src/world/world.js'
import {
  advice,
  BASE,
  CLIENT,
  OTHER_KEY,
  PATIENT_LOGIN,
  postForm,
  type Reply,
  register,
  SECONDS,
  START,
  send,
  signJwt,
} from '../support.js'
import {
  assertionFor,
  CIS2,
  CIS2_CLIENT,
  cis2Client,
  cis2Token,
  claimsOf,
  codeFor,
  JWT_BEARER,
  NHS_LOGIN,
  NHS_LOGIN_CLIENT,
  newProviders,
  newProviderWorld,
  nhsLoginToken,
  RETURN,
  RP_SECRET,
} from './support.js'

const service = newProviders()
let world: World

beforeEach(() => {
  world = newProviderWorld()
})

const basic = (id: string, secret: string): Record<string, string> => ({
  Authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
})
const UNPROVED = { client_id: undefined, client_secret: undefined }
const NOT_PROVED = {
  error: 'invalid_client',
  error_description: 'Client authentication failed',
}

describe('the token endpoint of CIS2', () => {
  test('answers a code with the members of its kind, which nobody may keep', async () => {
    const code = await codeFor(service, world, CIS2, { scope: 'openid nationalrbacaccess' })
    const reply = await cis2Token(service, world, { code })
    expect(reply.status).toBe(200)
    expect(reply.json).toEqual({
      access_token: expect.stringMatching(/^\w{28}$/),
      scope: 'openid nationalrbacaccess',
      id_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 3600,
    })
    expect(reply.header('Cache-Control')).toBe('no-store')
    const half = (text: string) =>
      createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')
    expect(claimsOf(reply.json.id_token)).toEqual({
      iss: `${BASE}${CIS2}`,
      sub: '555300000101',
      subname: '555300000101',
      aud: CIS2_CLIENT,
      azp: CIS2_CLIENT,
      auth_time: SECONDS,
      iat: SECONDS,
      exp: SECONDS + 3600,
      nonce: 'n1',
      at_hash: half(reply.json.access_token),
      c_hash: half(code),
      s_hash: half('s 1'),
      acr: 'AAL3_ANY',
      amr: ['N3_SMARTCARD'],
      id_assurance_level: '3',
      authentication_assurance_level: '3',
      sid: expect.any(String),
      auditTrackingId: expect.any(String),
      tokenName: 'id_token',
      tokenType: 'JWTToken',
      realm: '/NHSIdentity/Healthcare',
      'org.forgerock.openidconnect.ops': expect.any(String),
    })
  })

  test('takes a secret by Basic, form-encoded', async () => {
    const code = await codeFor(service, world, CIS2)
    const reply = await cis2Token(
      service,
      world,
      { code, ...UNPROVED },
      basic(CIS2_CLIENT, RP_SECRET),
    )
    expect(reply.status).toBe(200)
  })

  test.each([
    ['no client', {}, {}, 'no client authentication'],
    ['an unknown client', { client_id: 'other', client_secret: 'x' }, {}, "no client 'other'"],
    ['a wrong secret', { client_id: CIS2_CLIENT, client_secret: 'x' }, {}, 'secret is wrong'],
    ['a secret without an id', { client_secret: RP_SECRET }, {}, "no client ''"],
    ['a wrong secret by Basic', {}, basic(CIS2_CLIENT, 'x'), 'secret is wrong'],
    ['Basic without a colon', {}, { Authorization: 'Basic eA==' }, 'no client authentication'],
    [
      'another client_id beside Basic',
      { client_id: 'other' },
      basic(CIS2_CLIENT, RP_SECRET),
      'another client',
    ],
    [
      'the identity service',
      { client_id: '9999999999.apps.sandbox-identity-service', client_secret: 'x' },
      {},
      'may not use client_secret_post',
    ],
  ])('refuses %s', async (_what, form, headers, why) => {
    const code = await codeFor(service, world, CIS2)
    const reply = await cis2Token(service, world, { code, ...UNPROVED, ...form }, headers)
    expect([reply.status, reply.json]).toEqual([401, NOT_PROVED])
    expect(advice(reply)).toContain(why)
    const isBasic = 'Authorization' in headers
    expect(reply.header('WWW-Authenticate')).toBe(isBasic ? 'Basic realm="sandbox"' : undefined)
    expect((await cis2Token(service, world, { code })).status).toBe(200)
  })

  test('refuses a method that the client is not registered for', async () => {
    relyingParties.save(world.store, cis2Client({ authMethods: ['private_key_jwt'] }))
    const code = await codeFor(service, world, CIS2)
    const reply = await cis2Token(service, world, { code })
    expect([reply.status, advice(reply)]).toEqual([
      401,
      'the client may not use client_secret_post.',
    ])
  })

  test('refuses two ways at once', async () => {
    const reply = await cis2Token(service, world, {}, basic(CIS2_CLIENT, RP_SECRET))
    expect([reply.status, reply.json.error]).toEqual([400, 'invalid_request'])
  })

  const GRANT = 'The provided access grant is invalid, expired, or revoked.'
  test.each([
    [{ grant_type: undefined }, 'invalid_request', 'Missing parameter: grant_type'],
    [{ grant_type: 'password' }, 'unsupported_grant_type', 'The grant type is not supported'],
    [{ grant_type: 'refresh_token' }, 'unsupported_grant_type', 'The grant type is not supported'],
    [{ code: undefined }, 'invalid_request', 'Missing parameter: code'],
    [{ redirect_uri: undefined }, 'invalid_request', 'Missing parameter: redirect_uri'],
    [{ code: 'unknown' }, 'invalid_grant', GRANT],
    [{ redirect_uri: `${RETURN}/` }, 'invalid_grant', GRANT],
    [{ code_verifier: 'x'.repeat(43) }, 'invalid_grant', GRANT],
  ])('refuses %j, and does not use the code up', async (form, error, description) => {
    const code = await codeFor(service, world, CIS2)
    const reply = await cis2Token(service, world, { code, ...form })
    expect([reply.status, reply.json]).toEqual([400, { error, error_description: description }])
    expect((await cis2Token(service, world, { code })).status).toBe(200)
  })

  test('takes a code once, within five minutes, of its own client and realm', async () => {
    const used = await codeFor(service, world, CIS2)
    expect((await cis2Token(service, world, { code: used })).status).toBe(200)
    expect((await cis2Token(service, world, { code: used })).json.error).toBe('invalid_grant')
    relyingParties.save(world.store, cis2Client({ clientId: 'second' }))
    const code = await codeFor(service, world, CIS2)
    const other = await cis2Token(service, world, { code, client_id: 'second' })
    expect(other.json.error).toBe('invalid_grant')
    const realm = await postForm(
      service,
      world,
      '/openam/oauth2/realms/root/realms/oidc/access_token',
      {
        grant_type: 'authorization_code',
        code,
        redirect_uri: RETURN,
        client_id: CIS2_CLIENT,
        client_secret: RP_SECRET,
      },
    )
    expect(realm.json.error).toBe('invalid_grant')
    world.clock.set(START + 300_000)
    expect((await cis2Token(service, world, { code })).json.error).toBe('invalid_grant')
  })

  test('gives tokens for a code to one of two requests', async () => {
    const code = await codeFor(service, world, CIS2)
    const both = await Promise.all([1, 2].map(() => cis2Token(service, world, { code })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
  })

  test('wants the verifier of a challenge', async () => {
    const verifier = 'v'.repeat(43)
    const code_challenge = createHash('sha256').update(verifier).digest('base64url')
    const asked = { code_challenge, code_challenge_method: 'S256' }
    const code = await codeFor(service, world, CIS2, asked)
    for (const code_verifier of [undefined, 'w'.repeat(43)])
      expect((await cis2Token(service, world, { code, code_verifier })).json.error).toBe(
        'invalid_grant',
      )
    expect((await cis2Token(service, world, { code, code_verifier: verifier })).status).toBe(200)
  })

  test('wants a form', async () => {
    const reply = await send(service, world, `${CIS2}/access_token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    })
    expect([reply.status, reply.json.error]).toEqual([400, 'invalid_request'])
  })
})

describe('a client assertion', () => {
  const present = async (issuer: string, assertion: string, form = {}) => {
    const code = await codeFor(service, world, issuer)
    const sent = { code, client_assertion: assertion, client_assertion_type: JWT_BEARER, ...form }
    return issuer === CIS2
      ? cis2Token(service, world, { ...UNPROVED, ...sent })
      : nhsLoginToken(service, world, sent)
  }

  test.each([
    [CIS2, {}, {}],
    [CIS2, {}, { alg: 'RS256' }],
    [NHS_LOGIN, {}, {}],
    [NHS_LOGIN, { aud: [`${BASE}/nhs-login`] }, {}],
    [NHS_LOGIN, {}, { kid: undefined }],
  ])('proves a client at %s (%j %j)', async (issuer, claims, header) => {
    const reply = await present(issuer, assertionFor(issuer, claims, header))
    expect(reply.status, reply.html).toBe(200)
  })

  const REFUSED: readonly [object, object, string][] = [
    [{}, { alg: 'RS256' }, 'algorithm'],
    [{ iss: 'other' }, {}, 'iss and sub'],
    [{ aud: `${BASE}/oauth2/token` }, {}, 'audience'],
    [{ aud: undefined }, {}, 'audience'],
    [{ exp: undefined }, {}, 'exp'],
    [{ exp: String(SECONDS + 60) }, {}, 'exp'],
    [{ exp: SECONDS - 10 }, {}, 'expired'],
    [{ nbf: SECONDS + 60 }, {}, 'nbf'],
    [{ jti: undefined }, {}, 'jti'],
    [{}, { kid: 'other' }, 'signature'],
    [{ sub: 'other', iss: 'other' }, {}, "no client 'other'"],
  ]
  test.each(REFUSED)('that will not do is refused (%j %j)', async (claims, header, why) => {
    const reply = await present(NHS_LOGIN, assertionFor(NHS_LOGIN, claims, header))
    expect([reply.status, reply.json]).toEqual([400, NOT_PROVED])
    expect(advice(reply)).toContain(why)
  })

  test('of another key, without a type or that is none is refused', async () => {
    const forged = await present(NHS_LOGIN, assertionFor(NHS_LOGIN, {}, {}, OTHER_KEY))
    expect(advice(forged)).toContain('signature')
    const form = { client_assertion_type: 'jwt' }
    const typeless = await present(NHS_LOGIN, assertionFor(NHS_LOGIN), form)
    expect(advice(typeless)).toContain('client_assertion_type')
    const none = await present(NHS_LOGIN, 'x.y', { client_id: NHS_LOGIN_CLIENT })
    expect(advice(none)).toContain('not a JWT')
    for (const { status, json } of [forged, typeless, none])
      expect([status, json.error]).toEqual([400, 'invalid_client'])
  })

  test('works once, and not after a refusal for its own sake only', async () => {
    const assertion = assertionFor(NHS_LOGIN)
    expect((await present(NHS_LOGIN, assertion)).status).toBe(200)
    const again = await present(NHS_LOGIN, assertion)
    expect(advice(again)).toContain('used before')
  })

  test('is the only way at NHS login', async () => {
    const code = await codeFor(service, world, NHS_LOGIN)
    const form = { client_assertion: undefined, client_assertion_type: undefined }
    const secret = { client_id: NHS_LOGIN_CLIENT, client_secret: 'x' }
    const reply = await nhsLoginToken(service, world, { code, ...form, ...secret })
    expect([reply.status, reply.json]).toEqual([400, NOT_PROVED])
    expect(advice(reply)).toContain('may not use client_secret_post')
  })
})

/** Exchanges an id_token at the identity service. */
function exchangeIdToken(subject_token: string): Promise<Reply> {
  register(world, { scopes: ['urn:nhsd:apim:user-nhs-login:P9:personal-demographics-service'] })
  const claims = { iss: CLIENT, sub: CLIENT, aud: `${BASE}/oauth2/token`, jti: 'one' }
  return postForm(service, world, '/oauth2/token', {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    subject_token,
    client_assertion_type: JWT_BEARER,
    client_assertion: signJwt(
      { typ: 'JWT', alg: 'RS512', kid: 'test-1' },
      { ...claims, exp: SECONDS + 60 },
    ),
  })
}

describe('the token endpoint of NHS login', () => {
  test('gives tokens whose claims are those of the scopes', async () => {
    const code = await codeFor(service, world, NHS_LOGIN, { scope: 'openid profile' })
    const reply = await nhsLoginToken(service, world, { code })
    expect(reply.json).toMatchObject({
      token_type: 'bearer',
      expires_in: 300,
      scope: 'openid profile',
    })
    expect([reply.header('Cache-Control'), reply.header('Pragma')]).toEqual([
      'no-store',
      'no-cache',
    ])
    const { id_token: idToken, access_token: accessToken } = reply.json
    const claims = claimsOf(idToken)
    expect(claims).toMatchObject({
      iss: `${BASE}/nhs-login`,
      sub: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/),
      aud: NHS_LOGIN_CLIENT,
      exp: SECONDS + 3600,
      nonce: 'n1',
      vot: 'P9.Cp.Cd',
      nhs_number: '9999999468',
    })
    const header = JSON.parse(Buffer.from(idToken.split('.')[0], 'base64url').toString())
    const { sub, aud, iss, exp, iat, jti } = claims
    expect(header).toEqual({
      sub,
      aud,
      iss,
      exp,
      iat,
      jti,
      typ: 'JWT',
      alg: 'RS512',
      kid: expect.any(String),
    })
    expect(claimsOf(accessToken)).toMatchObject({
      client_id: NHS_LOGIN_CLIENT,
      exp: SECONDS + 300,
      token_use: 'access',
      version: 0,
      reason_for_request: 'patientaccess',
      requesting_patient: '9999999468',
      scope: 'openid profile',
    })
  })

  test('tells nothing of the patient without a scope for it', async () => {
    const code = await codeFor(service, world, NHS_LOGIN)
    const claims = claimsOf((await nhsLoginToken(service, world, { code })).json.id_token)
    expect(claims).not.toHaveProperty('nhs_number')
    expect(claims).not.toHaveProperty('identity_proofing_level')
  })

  test('names the person who acts for the patient by an id_token of their own', async () => {
    const acting = { ...PATIENT_LOGIN, username: 'proxy', actedBy: '9000000009' }
    loginUsers.save(world.store, acting as LoginUser)
    const asked = { scope: 'openid profile', login_hint: 'proxy' }
    const code = await codeFor(service, world, NHS_LOGIN, asked)
    const tokens = (await nhsLoginToken(service, world, { code })).json
    const claims = claimsOf(tokens.id_token)
    expect(claims.nhs_number).toBe('9999999468')
    expect(claimsOf(claims.act.sub)).toMatchObject({
      nhs_number: '9000000009',
      iss: `${BASE}/nhs-login`,
      aud: NHS_LOGIN_CLIENT,
      exp: SECONDS + 3600,
    })
    expect(claimsOf(claims.act.sub).sub).not.toBe(claims.sub)
    expect(claimsOf(tokens.access_token).requesting_patient).toBe('9000000009')
    const exchanged = await exchangeIdToken(tokens.id_token)
    expect(exchanged.status, exchanged.html).toBe(200)
  })

  test('takes a code for ten minutes', async () => {
    const [early, late] = [
      await codeFor(service, world, NHS_LOGIN),
      await codeFor(service, world, NHS_LOGIN),
    ]
    world.clock.set(START + 599_000)
    const client_assertion = () => assertionFor(NHS_LOGIN, { exp: SECONDS + 700 })
    const take = (code: string) =>
      nhsLoginToken(service, world, { code, client_assertion: client_assertion() })
    expect((await take(early)).status).toBe(200)
    world.clock.set(START + 600_000)
    expect((await take(late)).json.error).toBe('invalid_grant')
  })

  const refresh = (form: Record<string, string | undefined>, exp = SECONDS + 60) =>
    nhsLoginToken(service, world, {
      grant_type: 'refresh_token',
      redirect_uri: undefined,
      client_assertion: assertionFor(NHS_LOGIN, { exp }),
      ...form,
    })
  const first = async () => {
    const code = await codeFor(service, world, NHS_LOGIN, { scope: 'openid profile' })
    return (await nhsLoginToken(service, world, { code })).json
  }

  test.each([
    [{}, 'invalid_request', 'Missing parameter: refresh_token'],
    [
      { refresh_token: 'unknown' },
      'invalid_grant',
      'The refresh token is invalid, expired, or revoked.',
    ],
  ])('refuses to refresh with %j', async (form, error, error_description) => {
    const reply = await refresh(form)
    expect([reply.status, reply.json]).toEqual([400, { error, error_description }])
  })

  test('refuses a wider scope, an access token, a used and an old refresh token', async () => {
    const tokens = await first()
    const wider = await refresh({ refresh_token: tokens.refresh_token, scope: 'openid email' })
    expect([wider.status, wider.json.error]).toEqual([400, 'invalid_scope'])
    expect((await refresh({ refresh_token: tokens.access_token })).json.error).toBe('invalid_grant')
    const next = (await refresh({ refresh_token: tokens.refresh_token })).json
    expect((await refresh({ refresh_token: tokens.refresh_token })).json.error).toBe(
      'invalid_grant',
    )
    const month = 30 * 86_400
    world.clock.set(START + month * 1000)
    const late = await refresh({ refresh_token: next.refresh_token }, SECONDS + month + 60)
    expect(late.json.error).toBe('invalid_grant')
  })

  test('goes on for as long as tokens are refreshed in time', async () => {
    let { refresh_token } = await first()
    for (const days of [29, 58, 87]) {
      world.clock.set(START + days * 86_400_000)
      const reply = await refresh({ refresh_token }, SECONDS + days * 86_400 + 60)
      expect(reply.status, reply.html).toBe(200)
      refresh_token = reply.json.refresh_token
    }
  })
})
