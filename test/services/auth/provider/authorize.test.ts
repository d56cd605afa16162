import type { KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { loginUsers } from '../../../../src/world/tables/login-user.js'
import { practitioners } from '../../../../src/world/tables/practitioner.js'
import { relyingParties } from '../../../../src/world/tables/relying-party.js'
import type { World } from '../../../../src/world/world.js'
import {
  advice,
  CALLBACK,
  CLIENT,
  DOCTOR,
  DOCTOR_LOGIN,
  findings,
  follow,
  location,
  OTHER_KEY,
  PATIENT_LOGIN,
  postForm,
  register,
  SECONDS,
  START,
  send,
} from '../support.js'
import {
  assertionFor,
  authorize,
  CIS2,
  CIS2_CLIENT,
  cis2Client,
  cis2Token,
  claimsOf,
  codeFor,
  cookieOf,
  NHS_LOGIN,
  newProviders,
  newProviderWorld,
  nhsLoginClient,
  nhsLoginToken,
  RETURN,
  submit,
  told,
} from './support.js'

const service = newProviders()
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

describe('an authorize request', () => {
  test.each([
    [CIS2, { client_id: 'other' }],
    [CIS2, { client_id: undefined }],
    [CIS2, { redirect_uri: `${RETURN}/` }],
    [CIS2, { redirect_uri: `${RETURN}?x=1` }],
    [CIS2, { redirect_uri: undefined }],
    [CIS2, { redirect_uri: 'https://evil.example' }],
    [NHS_LOGIN, { client_id: CIS2_CLIENT }],
    [NHS_LOGIN, { redirect_uri: RETURN.toUpperCase() }],
  ])(
    'of an unknown client or address is told to nobody but the user (%s %j)',
    async (issuer, changes) => {
      const reply = await authorize(service, newProviderWorld(), issuer, changes)
      expect([reply.status, reply.header('Location')]).toEqual([400, undefined])
    },
  )

  const missing = (name: string) => ['invalid_request', `Missing parameter: ${name}`]
  const invalid = (name: string) => ['invalid_request', `Invalid parameter: ${name}`]
  const METHOD = ['invalid_request', 'The code challenge method must be S256, with a challenge']

  test.each([
    [CIS2, { response_type: undefined }, missing('response_type')],
    [
      CIS2,
      { response_type: 'token' },
      ['unsupported_response_type', 'Only the code flow is supported'],
    ],
    [
      CIS2,
      { response_mode: 'fragment' },
      ['invalid_request', 'Only the response mode query is supported'],
    ],
    [CIS2, { request: 'x' }, ['request_not_supported', 'The parameter request is not supported']],
    [
      CIS2,
      { request_uri: 'x' },
      ['request_uri_not_supported', 'The parameter request_uri is not supported'],
    ],
    [CIS2, { scope: 'profile' }, ['invalid_scope', 'The scope openid is required']],
    [CIS2, { scope: undefined }, ['invalid_scope', 'The scope openid is required']],
    [
      CIS2,
      { scope: 'openid other' },
      ['invalid_scope', 'A scope is unknown or not registered for the client'],
    ],
    [CIS2, { prompt: 'none login' }, invalid('prompt')],
    [CIS2, { prompt: 'consent' }, invalid('prompt')],
    [CIS2, { max_age: '-1' }, invalid('max_age')],
    [CIS2, { max_age: 'soon' }, invalid('max_age')],
    [CIS2, { code_challenge: CHALLENGE }, METHOD],
    [CIS2, { code_challenge: CHALLENGE, code_challenge_method: 'plain' }, METHOD],
    [CIS2, { code_challenge_method: 'S256' }, METHOD],
    [CIS2, { code_challenge: 'short', code_challenge_method: 'S256' }, invalid('code_challenge')],
    [CIS2, { prompt: 'none' }, ['login_required', 'The user has to log in']],
    [NHS_LOGIN, { prompt: 'none' }, ['sso_login_required', 'The user has to log in']],
    [NHS_LOGIN, { state: undefined }, missing('state')],
    [NHS_LOGIN, { nonce: undefined }, missing('nonce')],
    [NHS_LOGIN, { vtr: 'P9.Cp.Cd' }, invalid('vtr')],
    [NHS_LOGIN, { vtr: '[]' }, invalid('vtr')],
    [NHS_LOGIN, { vtr: '["P7.Cp"]' }, invalid('vtr')],
    [NHS_LOGIN, { vtr: '["P9.Cm.Cd"]' }, invalid('vtr')],
    [NHS_LOGIN, { vtr: '["P9.P5.Cp"]' }, invalid('vtr')],
    [NHS_LOGIN, { display: 'popup' }, invalid('display')],
    [
      NHS_LOGIN,
      { response_type: 'id_token' },
      ['unsupported_response_type', 'Only the code flow is supported'],
    ],
    [NHS_LOGIN, { scope: 'profile' }, ['invalid_scope', 'The scope openid is required']],
  ])('is refused to the client (%s %j)', async (issuer, changes, error) => {
    const world = newProviderWorld()
    const reply = await authorize(service, world, issuer, changes)
    expect(reply.status).toBe(302)
    expect(location(reply).href.startsWith(`${RETURN}?`)).toBe(true)
    expect(told(reply)).toEqual(error)
    expect(location(reply).searchParams.get('state')).toBe('state' in changes ? null : 's 1')
  })

  test('may not ask for a scope that the client is not registered for', async () => {
    const world = newProviderWorld()
    relyingParties.save(world.store, cis2Client({ scopes: ['profile'] }))
    const ask = (scope: string) => authorize(service, world, CIS2, { scope })
    expect((await ask('openid profile')).status).toBe(200)
    expect(told(await ask('openid email'))[0]).toBe('invalid_scope')
  })

  test('of a client that may be sent anywhere is refused on a page, and only leads to http', async () => {
    const world = newProviderWorld()
    const ask = (changes: Record<string, string>) =>
      send(
        service,
        world,
        `/realms/Cis2-mock-int/protocol/openid-connect/auth?${new URLSearchParams({
          client_id: 'hello-world-tutorials',
          redirect_uri: 'https://google.com',
          response_type: 'code',
          scope: 'openid',
          ...changes,
        })}`,
      )
    expect((await ask({})).status).toBe(200)
    for (const changes of [
      { response_type: 'token' },
      { redirect_uri: 'javascript:alert(1)' },
      { redirect_uri: 'https:' },
    ])
      expect(await ask(changes)).toMatchObject({ status: 400 })
  })

  test('without state and nonce is let in at CIS2, with advice', async () => {
    const world = newProviderWorld()
    const reply = await authorize(service, world, CIS2, { state: undefined, nonce: undefined })
    expect(reply.status).toBe(200)
    expect(findings(reply)).toEqual(['auth.provider.state-advised', 'auth.provider.nonce-advised'])
  })

  test('may come as a form', async () => {
    const reply = await postForm(service, newProviderWorld(), `${NHS_LOGIN}/authorize`, {
      client_id: 'example-rp',
      redirect_uri: RETURN,
      response_type: 'code',
      scope: 'openid',
      state: 's',
      nonce: 'n',
    })
    expect([reply.status, reply.html.includes('Patient app')]).toEqual([200, true])
  })
})

describe('login_hint', () => {
  test('logs a test user in without a page', async () => {
    const reply = await authorize(service, newProviderWorld(), CIS2, { login_hint: 'DOCTOR' })
    const { searchParams } = location(reply)
    expect([...searchParams.keys()]).toEqual(['state', 'code', 'iss', 'client_id'])
    expect(searchParams.get('client_id')).toBe(CIS2_CLIENT)
    expect(searchParams.get('iss')).toMatch(/Healthcare$/)
  })

  test.each(['/oauth2', '/oauth2-mock'])('is passed on by %s', async (base) => {
    const world = newProviderWorld()
    register(world)
    const started = await send(
      service,
      world,
      `${base}/authorize?${new URLSearchParams({
        client_id: CLIENT,
        redirect_uri: CALLBACK,
        response_type: 'code',
        state: 's',
        login_hint: 'doctor',
      })}`,
    )
    const back = await follow(service, world, await follow(service, world, started))
    expect(location(back).href.startsWith(`${CALLBACK}?code=`)).toBe(true)
  })

  test('of an unknown user, or of one below the level, shows the page with the reason', async () => {
    const world = newProviderWorld()
    loginUsers.save(world.store, {
      ...DOCTOR_LOGIN,
      username: 'nurse',
      aal: 2,
      amr: 'TOTP',
    } as never)
    const ask = (changes: Record<string, string>) => authorize(service, world, CIS2, changes)
    expect((await ask({ login_hint: 'nobody' })).html).toContain('Invalid username.')
    expect((await ask({ login_hint: 'nurse' })).html).toContain('(AAL3_ANY)')
    const reply = await ask({ login_hint: 'nurse', acr_values: 'AAL2_OR_AAL3_ANY' })
    expect(reply.status).toBe(302)
  })
})

describe('the vectors of trust', () => {
  const levels: readonly [string, string | undefined, number][] = [
    ['P9.Cp.Cd', undefined, 302],
    ['P9.Cp', undefined, 200],
    ['P5.Cp.Cd', undefined, 200],
    ['P5.Cp.Cd', '["P5.Cp.Cd"]', 302],
    ['P9.Cp.Cd', '["P5.Cp"]', 302],
    ['P9.Cp.Cd', '["P9.Cm","P9.Ck"]', 200],
    ['P0.Cp.Cd', '["Cp"]', 302],
  ]
  test.each(levels)('let %s in where %s is asked for: %i', async (vectorOfTrust, vtr, status) => {
    const world = newProviderWorld()
    const proofing = vectorOfTrust.slice(0, 2)
    loginUsers.save(world.store, { ...PATIENT_LOGIN, proofing, vectorOfTrust } as never)
    const reply = await authorize(service, world, NHS_LOGIN, { vtr, login_hint: '9999999468' })
    expect(reply.status).toBe(status)
  })
})

describe('an authenticator', () => {
  test('that is chosen is what the id_token of CIS2 names', async () => {
    const world = newProviderWorld()
    const page = await authorize(service, world, CIS2, { acr_values: 'AAL3_FIDO2 AAL2_TOTP' })
    expect(page.html.match(/name="authenticator" value="[^"]*"/g)).toEqual([
      'name="authenticator" value=""',
      'name="authenticator" value="FIDO2"',
      'name="authenticator" value="TOTP"',
    ])
    const fields = { username: 'doctor', authenticator: 'TOTP' }
    const back = location(await submit(service, world, page, fields))
    const code = back.searchParams.get('code') as string
    const claims = claimsOf((await cis2Token(service, world, { code })).json.id_token)
    expect(claims).toMatchObject({
      acr: 'AAL2_TOTP',
      amr: ['TOTP'],
      authentication_assurance_level: '2',
    })
  })

  test('that the user does not have, or that is not good enough, is refused on the page', async () => {
    const world = newProviderWorld()
    loginUsers.save(world.store, {
      ...DOCTOR_LOGIN,
      username: 'nurse',
      aal: 2,
      amr: 'TOTP',
    } as never)
    const page = await authorize(service, world, CIS2)
    const choose = (username: string, authenticator: string) =>
      submit(service, world, page, { username, authenticator })
    expect((await choose('nurse', 'FIDO2')).html).toContain('does not have this way to log in')
    expect((await choose('doctor', 'OTHER')).html).toContain('does not have this way to log in')
    expect((await choose('doctor', 'TOTP')).html).toContain('cannot log in at the level asked for')
    expect((await choose('doctor', 'FIDO2')).status).toBe(302)
  })

  test('of NHS login is named by the vector of trust', async () => {
    const world = newProviderWorld()
    const page = await authorize(service, world, NHS_LOGIN, { scope: 'openid profile' })
    const back = await submit(service, world, page, { user: '9999999468', authenticator: 'Cm' })
    const code = location(back).searchParams.get('code') as string
    const { id_token: idToken } = (await nhsLoginToken(service, world, { code })).json
    expect(claimsOf(idToken).vot).toBe('P9.Cm')
  })
})

describe('the role', () => {
  const role = (at: number) => ({ ...DOCTOR.roles[0]!, roleId: `55530001010${at}` })
  const withRoles = (count: number): World => {
    const world = newProviderWorld()
    const roles = Array.from({ length: count }, (_, at) => role(at))
    practitioners.save(world.store, { ...DOCTOR, roles })
    return world
  }
  const ask = (world: World, changes: Record<string, string> = {}, headers = {}) =>
    authorize(
      service,
      world,
      CIS2,
      { scope: 'openid selectedrole', login_hint: 'doctor', ...changes },
      headers,
    )
  const selected = async (world: World, reply: Awaited<ReturnType<typeof ask>>) => {
    const code = location(reply).searchParams.get('code') as string
    return claimsOf((await cis2Token(service, world, { code })).json.id_token).selected_roleid
  }

  test('is the only one, or none, without a question', async () => {
    for (const [count, expected] of [
      [1, '555300010100'],
      [0, undefined],
    ] as const) {
      const world = withRoles(count)
      expect(await selected(world, await ask(world))).toBe(expected)
    }
  })

  test('is not named to a client that did not ask for it', async () => {
    const world = withRoles(1)
    expect(await selected(world, await ask(world, { scope: 'openid' }))).toBeUndefined()
  })

  test('is chosen from a list where there are several, and stays for the session', async () => {
    const world = withRoles(2)
    const page = await ask(world)
    expect(page.html).toContain('Clinical Practitioner Access Role')
    expect(page.html).not.toContain('name="search"')
    for (const sent of [undefined, '999999999999'])
      expect((await submit(service, world, page, { role: sent })).html).toContain(
        'Choose one of your own roles.',
      )
    const back = await submit(service, world, page, { role: '555300010101' })
    expect(await selected(world, back)).toBe('555300010101')
    const cookie = cookieOf(back)
    const again = await ask(world, { prompt: 'none', login_hint: '' }, cookie)
    expect(await selected(world, again)).toBe('555300010101')
    const anew = await ask(world, { prompt: 'login' }, cookie)
    expect(anew.html).toContain('Choose your role')
  })

  test('is asked of somebody who logged in before without one, unless nothing may be asked', async () => {
    const world = withRoles(2)
    const cookie = cookieOf(await ask(world, { scope: 'openid' }))
    expect(told(await ask(world, { prompt: 'none' }, cookie))).toEqual([
      'interaction_required',
      'The user has to choose a role',
    ])
    const page = await ask(world, { login_hint: '' }, cookie)
    expect(page.html).toContain('Choose your role')
  })

  test('is named by login_hint', async () => {
    const world = withRoles(3)
    const reply = await ask(world, { login_hint: 'doctor 555300010102' })
    expect(await selected(world, reply)).toBe('555300010102')
  })

  test('is searched for where there are more than five', async () => {
    const world = withRoles(6)
    const page = await ask(world)
    expect(page.html).toContain('name="search"')
    const found = await submit(service, world, page, { action: 'search', search: '10104' })
    expect(found.html.match(/name="role" value="\d+"/g)).toEqual([
      'name="role" value="555300010104"',
    ])
    const none = await submit(service, world, page, { action: 'search', search: '<nothing>' })
    expect(none.html).toContain('No role has this in its name.')
    expect(none.html).not.toContain('<nothing>')
  })
})

describe('a remembered login', () => {
  test.each([
    [CIS2, 'doctor', '/openam'],
    [NHS_LOGIN, '9999999468', '/nhs-login'],
  ])('at %s spares the page', async (issuer, user, path) => {
    const world = newProviderWorld()
    const first = await authorize(service, world, issuer, { login_hint: user })
    expect(first.header('Set-Cookie')).toMatch(
      new RegExp(`; Path=${path}; HttpOnly; SameSite=Lax; Secure$`),
    )
    const again = await authorize(service, world, issuer, { prompt: 'none' }, cookieOf(first))
    expect(location(again).searchParams.get('code')).toHaveLength(36)
  })

  test('keeps its time, which the id_token tells', async () => {
    const world = newProviderWorld()
    const first = await authorize(service, world, CIS2, { login_hint: 'doctor' })
    world.clock.set(START + 60_000)
    const again = await authorize(service, world, CIS2, {}, cookieOf(first))
    const code = location(again).searchParams.get('code') as string
    const claims = claimsOf((await cis2Token(service, world, { code })).json.id_token)
    expect([claims.auth_time, claims.iat]).toEqual([START / 1000, START / 1000 + 60])
  })

  test('is not enough for prompt=login, a smaller max_age, another user or another level', async () => {
    const world = newProviderWorld()
    const cookie = cookieOf(await authorize(service, world, CIS2, { login_hint: 'doctor' }))
    world.clock.set(START + 301_000)
    const asks = (changes: Record<string, string>) =>
      authorize(service, world, CIS2, changes, cookie).then(({ status }) => status)
    expect(await asks({})).toBe(302)
    expect(await asks({ max_age: '301' })).toBe(302)
    expect(await asks({ login_hint: 'doctor' })).toBe(302)
    expect(await asks({ max_age: '300' })).toBe(200)
    expect(await asks({ prompt: 'login' })).toBe(200)
    expect(await asks({ login_hint: 'nobody' })).toBe(200)
    expect(await asks({ acr_values: 'AAL3_FIDO2' })).toBe(200)
    world.clock.set(START + 12 * 3_600_000)
    expect(await asks({})).toBe(200)
  })

  test('does not reach the identity service, nor another world or provider', async () => {
    const world = newProviderWorld()
    const cookie = cookieOf(await authorize(service, world, CIS2, { login_hint: 'doctor' }))
    const own = {
      client_id: '9999999999.apps.sandbox-identity-service',
      redirect_uri: 'https://spine.example/oauth2/callback',
    }
    expect((await authorize(service, world, CIS2, own, cookie)).status).toBe(200)
    expect((await authorize(service, newProviderWorld(), CIS2, {}, cookie)).status).toBe(200)
    const other = { Cookie: (cookie.Cookie as string).replace('cis2', 'login') }
    expect((await authorize(service, world, NHS_LOGIN, {}, other)).status).toBe(200)
  })
})

describe('the login form', () => {
  test('needs its own hidden token, an own origin and a form', async () => {
    const world = newProviderWorld()
    const page = await authorize(service, world, CIS2)
    const fields = { username: 'doctor' }
    const wrong = { ...fields, csrf: 'x'.repeat(43) }
    expect((await submit(service, world, page, wrong)).status).toBe(400)
    expect((await submit(service, world, page, { ...fields, csrf: undefined })).status).toBe(400)
    for (const headers of [{ 'Sec-Fetch-Site': 'same-site' }, { Origin: 'null' }])
      expect((await submit(service, world, page, fields, headers)).status).toBe(400)
    expect((await submit(service, world, page, fields)).status).toBe(302)
    expect((await submit(service, world, page, fields)).status).toBe(400)
  })

  test('leads back without a login', async () => {
    const world = newProviderWorld()
    const page = await authorize(service, world, CIS2)
    const back = await submit(service, world, page, { action: 'cancel', username: 'doctor' })
    expect(told(back)).toEqual(['access_denied', 'The user did not log in'])
    expect((await submit(service, world, page, { username: 'doctor' })).status).toBe(400)
    const patient = await authorize(service, world, NHS_LOGIN)
    expect(told(await submit(service, world, patient, { action: 'cancel' }))).toEqual([
      'access_denied',
      'ConsentNotGiven',
    ])
  })

  test('gives a code that works for its client alone', async () => {
    const world = newProviderWorld()
    const code = await codeFor(service, world, CIS2)
    expect((await cis2Token(service, world, { code })).status).toBe(200)
  })
})

describe('asserted_login_identity', () => {
  const other = nhsLoginClient({ clientId: 'rp-two' })
  /** A world where one client has an id_token, and another asks for a login. */
  async function vouching(): Promise<{ world: World; jti: string }> {
    const world = newProviderWorld()
    relyingParties.save(world.store, other)
    const code = await codeFor(service, world, NHS_LOGIN)
    const { id_token: idToken } = (await nhsLoginToken(service, world, { code })).json
    return { world, jti: claimsOf(idToken).jti }
  }
  const assert = (code: string, changes: object = {}, header: object = {}, key?: KeyObject) =>
    assertionFor(
      NHS_LOGIN,
      { code, aud: undefined, sub: undefined, iat: SECONDS, ...changes },
      header,
      key,
    )
  const ask = (world: World, asserted: string, changes: Record<string, string> = {}) =>
    authorize(service, world, NHS_LOGIN, {
      client_id: 'rp-two',
      asserted_login_identity: asserted,
      ...changes,
    })

  test('logs in the user whom another client vouches for, once', async () => {
    const { world, jti } = await vouching()
    const asserted = assert(jti)
    const reply = await ask(world, asserted, { prompt: 'none' })
    expect(location(reply).searchParams.get('code')).toHaveLength(36)
    expect(told(await ask(world, asserted))[0]).toBe('invalid_request')
    expect((await ask(world, assert(jti), { prompt: 'login' })).status).toBe(200)
    expect((await ask(world, assert(jti), { vtr: '["P9.Cm"]' })).status).toBe(200)
  })

  test.each([
    [{}, { alg: 'RS256' }, 'RS512'],
    [{ iss: 'nobody' }, {}, 'no client'],
    [{ iss: 'rp-two' }, {}, 'not the jti'],
    [{ exp: SECONDS + 61 }, {}, '60 s'],
    [{ exp: SECONDS - 20, iat: SECONDS - 80 }, {}, '60 s'],
    [{ iat: undefined }, {}, '60 s'],
    [{ jti: undefined }, {}, 'no jti'],
    [{ code: 'other' }, {}, 'not the jti'],
    [{}, { kid: 'other' }, 'signature'],
  ])('that will not do is refused to the client (%j %j)', async (changes, header, why) => {
    const { world, jti } = await vouching()
    const reply = await ask(world, assert(jti, changes, header))
    expect(told(reply)).toEqual(['invalid_request', 'Invalid parameter: asserted_login_identity'])
    expect(advice(reply)).toContain(why)
  })

  test('that is no token, or was signed by somebody else, is refused', async () => {
    const { world, jti } = await vouching()
    expect(told(await ask(world, 'x'))[0]).toBe('invalid_request')
    expect(told(await ask(world, assert(jti, {}, {}, OTHER_KEY)))[0]).toBe('invalid_request')
  })
})
