import { describe, expect, test } from 'vitest'
import { loginUsers } from '../../../src/world/tables/login-user.js'
import { practitioners } from '../../../src/world/tables/practitioner.js'
import type { World } from '../../../src/world/world.js'
import {
  addPeople,
  advice,
  BASE,
  CALLBACK,
  CLIENT,
  DOCTOR,
  FORM,
  follow,
  formTarget,
  location,
  logIn,
  newService,
  newWorld,
  postForm,
  type Reply,
  refusal,
  register,
  START,
  send,
  USER_SCOPE,
} from './support.js'

const service = newService()

function newPeopledWorld(): World {
  const world = newWorld()
  register(world, { scopes: [USER_SCOPE, USER_SCOPE.replace('aal3', 'aal2')] })
  addPeople(world)
  return world
}

const start = (world: World, base = '/oauth2-mock', query = ''): Promise<Reply> =>
  send(
    service,
    world,
    `${base}/authorize?client_id=${CLIENT}&redirect_uri=${encodeURIComponent(CALLBACK)}&response_type=code&state=s1${query}`,
  )

const showPage = async (world: World, base?: string, query?: string): Promise<Reply> =>
  follow(service, world, await start(world, base, query))

describe('the login page', () => {
  test('is what published clients rely on', async () => {
    const reply = await showPage(newPeopledWorld())
    expect(reply.status).toBe(200)
    expect(reply.header('Content-Type')).toContain('text/html')
    const [first] = reply.html.match(/<form[\s\S]*?<\/form>/) as RegExpMatchArray
    expect(first).toContain('id="kc-form-login"')
    expect(first).toContain('method="post"')
    expect(first).toMatch(/action="https:\/\/spine\.example\/realms\/Cis2-mock-int\//)
    const inputs = first.match(/<input[^>]*>/g) ?? []
    expect(inputs).toHaveLength(1)
    for (const input of inputs) {
      expect(input).toMatch(/ name="/)
      expect(input).toMatch(/ value="/)
    }
    expect(inputs[0]).toMatch(/type="text" id="username" name="username"/)
    expect(reply.html).not.toContain('password')
    expect(reply.html).not.toContain('<script')
  })

  test('lists the test users of its provider with roles and level', async () => {
    const world = newPeopledWorld()
    const cis2 = (await showPage(world)).html
    expect(cis2).toContain('value="doctor"')
    expect(cis2).toContain('Dr Morgan Ashdown')
    expect(cis2).toContain('AAL3')
    expect(cis2).toContain('Clinical Practitioner Access Role at EXAMPLE MEDICAL CENTRE (D82106)')
    expect(cis2).not.toContain('9999999468')
    const login = (await showPage(world, '/oauth2-mock', '&scope=nhs-login')).html
    expect(login).toContain('value="9999999468"')
    expect(login).not.toContain('value="doctor"')
  })

  test('forbids scripts and frames', async () => {
    const reply = await showPage(newPeopledWorld())
    const policy = reply.header('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-inline')
    expect(reply.header('X-Frame-Options')).toBe('DENY')
    expect(reply.header('Cache-Control')).toBe('no-store')
  })

  test('escapes what it shows', async () => {
    const world = newPeopledWorld()
    practitioners.save(world.store, { ...DOCTOR, given: '<b>"Bobby"</b>' })
    const target = formTarget(await showPage(world))
    const reply = await postForm(service, world, target, {
      username: '"><script>alert(1)</script>',
    })
    expect(reply.status).toBe(200)
    expect(reply.html).not.toContain('<script')
    expect(reply.html).not.toContain('<b>')
    expect(reply.html).toContain('&lt;b&gt;&quot;Bobby&quot;')
  })

  test.each(['/oauth2', '/oauth2-mock'])(
    'is shown behind %s for both kinds of user',
    async (base) => {
      const world = newPeopledWorld()
      for (const query of ['', '&scope=nhs-login']) {
        const reply = await showPage(world, base, query)
        expect(reply.status).toBe(200)
        expect(reply.html).toContain('kc-form-login')
      }
    },
  )
})

describe('the provider', () => {
  const show = (changes: Record<string, string>, realm = 'Cis2-mock-int') =>
    send(
      service,
      newPeopledWorld(),
      `/realms/${realm}/protocol/openid-connect/auth?${new URLSearchParams({
        client_id: 'sandbox-identity-service',
        redirect_uri: `${BASE}/oauth2-mock/callback`,
        response_type: 'code',
        scope: 'openid',
        state: 'x',
        ...changes,
      })}`,
    )

  test('redirects nowhere for a client or an address it does not know', async () => {
    for (const changes of [
      { client_id: 'other' },
      { redirect_uri: 'https://evil.example/' },
      { redirect_uri: `${BASE}/oauth2-mock/callback?x` },
      { redirect_uri: `${BASE}/oauth2/callback` },
    ]) {
      const reply = await show(changes)
      expect(reply.status).toBe(400)
      expect(reply.header('Location')).toBeUndefined()
    }
  })

  test('knows its realms only', async () => {
    expect((await show({}, 'Cis2-mock-ref')).status).toBe(200)
    expect((await show({}, 'master')).status).toBe(404)
  })

  test('tells the client of a wrong response type or scope', async () => {
    const wrongType = location(await show({ response_type: 'token' }))
    expect(wrongType.searchParams.get('error')).toBe('unsupported_response_type')
    expect(wrongType.searchParams.get('state')).toBe('x')
    const wrongScope = location(await show({ scope: 'profile' }))
    expect(wrongScope.searchParams.get('error')).toBe('invalid_scope')
  })
})

describe('logging in', () => {
  test('leads by the identity service to the application', async () => {
    const world = newPeopledWorld()
    const loggedIn = await logIn(service, world, 'doctor')
    expect(loggedIn.status).toBe(302)
    const callback = location(loggedIn)
    expect(callback.origin + callback.pathname).toBe(`${BASE}/oauth2-mock/callback`)
    expect([...callback.searchParams.keys()]).toEqual(['state', 'session_state', 'code'])
    const back = await follow(service, world, loggedIn)
    expect(back.status).toBe(302)
    const { origin, pathname, searchParams } = location(back)
    expect(origin + pathname).toBe(CALLBACK)
    expect([...searchParams.keys()]).toEqual(['code', 'state'])
    expect(searchParams.get('state')).toBe('s 1')
  })

  test('takes the user name in any letter case', async () => {
    expect((await logIn(service, newPeopledWorld(), 'Doctor')).status).toBe(302)
  })

  test('shows the form again for an unknown user, and the form still works', async () => {
    const world = newPeopledWorld()
    const target = formTarget(await showPage(world))
    for (const username of ['nobody', '', '9999999468']) {
      const reply = await postForm(service, world, target, { username })
      expect(reply.status).toBe(200)
      expect(reply.html).toContain('role="alert">Invalid username.')
      expect(reply.html).toContain('kc-form-login')
    }
    expect((await postForm(service, world, target, { username: 'doctor' })).status).toBe(302)
  })

  test('works once, within ten minutes, and in its own realm', async () => {
    const world = newPeopledWorld()
    const done = formTarget(await showPage(world))
    expect((await postForm(service, world, done, { username: 'doctor' })).status).toBe(302)
    expect((await postForm(service, world, done, { username: 'doctor' })).status).toBe(400)
    const other = formTarget(await showPage(world)).replace('Cis2-mock-int', 'Cis2-mock-ref')
    expect((await postForm(service, world, other, { username: 'doctor' })).status).toBe(400)
    const late = formTarget(await showPage(world))
    world.clock.set(START + 600_000)
    expect((await postForm(service, world, late, { username: 'doctor' })).status).toBe(400)
  })

  test('is not done by a form of another site', async () => {
    const world = newPeopledWorld()
    const target = formTarget(await showPage(world))
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }])
      expect((await postForm(service, world, target, { username: 'doctor' }, headers)).status).toBe(
        400,
      )
    const own = { 'Sec-Fetch-Site': 'same-origin', Origin: BASE }
    expect((await postForm(service, world, target, { username: 'doctor' }, own)).status).toBe(302)
  })

  test('needs a form', async () => {
    const world = newPeopledWorld()
    const target = formTarget(await showPage(world))
    const body = JSON.stringify({ username: 'doctor' })
    const headers = { ...FORM, 'Content-Type': 'application/json' }
    expect((await send(service, world, target, { method: 'POST', headers, body })).status).toBe(400)
  })
})

describe('the assurance level', () => {
  const nurse = (world: World, aal: 1 | 2) =>
    loginUsers.save(world.store, {
      username: 'nurse',
      provider: 'nhs-cis2',
      userId: DOCTOR.userId,
      aal,
      amr: 'TOTP',
    })

  test('CIS2 keeps a user below AAL3 out, and tells why', async () => {
    const world = newPeopledWorld()
    nurse(world, 2)
    const reply = await logIn(service, world, 'nurse', { base: '/oauth2' })
    expect(reply.status).toBe(200)
    expect(reply.html).toContain('AAL3_ANY')
    expect(advice(reply)).toContain('acr_values=AAL2_OR_AAL3_ANY')
  })

  test.each(['AAL2_OR_AAL3_ANY', 'AAL2_ANY', 'AAL2_TOTP'])(
    '%s lets an AAL2 user in',
    async (acr) => {
      const world = newPeopledWorld()
      nurse(world, 2)
      const how = { base: '/oauth2', query: `&acr_values=${acr}` }
      expect((await logIn(service, world, 'nurse', how)).status).toBe(302)
    },
  )

  test.each(['AAL2_ANY', 'AAL3_FIDO2'])('%s does not let a smartcard in', async (acr) => {
    const how = { base: '/oauth2', query: `&acr_values=${acr}` }
    expect((await logIn(service, newPeopledWorld(), 'doctor', how)).status).toBe(200)
  })

  test('the mock lets every test user in, and notes that CIS2 would not', async () => {
    const world = newPeopledWorld()
    nurse(world, 2)
    const reply = await logIn(service, world, 'nurse')
    expect(reply.status).toBe(302)
    expect(advice(reply)).toContain('CIS2 would not')
  })

  test('a user at a level that no scope names gets no code', async () => {
    const world = newPeopledWorld()
    nurse(world, 1)
    const reply = await follow(service, world, await logIn(service, world, 'nurse'))
    expect(refusal(reply)).toEqual([
      401,
      'unauthorized_client',
      'you have tried to request authorization but your application is not configured to use this authorization grant type',
    ])
  })

  test('an AAL3 user does not get an AAL2 scope', async () => {
    const world = newPeopledWorld()
    register(world, { scopes: [USER_SCOPE.replace('aal3', 'aal2')] })
    const reply = await follow(service, world, await logIn(service, world, 'doctor'))
    expect(reply.status).toBe(401)
  })
})

describe('the callback', () => {
  const INVALID = [400, 'invalid_request', 'Invalid state parameter.']

  test('refuses a state that is unknown, used, of the other base, or older than ten minutes', async () => {
    const world = newPeopledWorld()
    expect(refusal(await send(service, world, '/oauth2/callback?code=x&state=y'))).toEqual(INVALID)
    expect(refusal(await send(service, world, '/oauth2/callback?code=x'))).toEqual(INVALID)
    const used = await logIn(service, world, 'doctor')
    expect((await follow(service, world, used)).status).toBe(302)
    expect(refusal(await follow(service, world, used))).toEqual(INVALID)
    const other = await logIn(service, world, 'doctor')
    const { search } = location(other)
    expect(refusal(await send(service, world, `/oauth2/callback${search}`))).toEqual(INVALID)
    const started = location(await start(world))
    world.clock.set(START + 600_000)
    const state = started.searchParams.get('state')
    expect(
      refusal(await send(service, world, `/oauth2-mock/callback?code=x&state=${state}`)),
    ).toEqual(INVALID)
  })

  test('answers a code that the provider does not know with the catch-all, and uses the state up', async () => {
    const world = newPeopledWorld()
    const state = location(await start(world)).searchParams.get('state')
    const target = `/oauth2-mock/callback?code=wrong&state=${state}`
    expect(refusal(await send(service, world, target)).slice(0, 2)).toEqual([500, 'unknown_error'])
    expect(refusal(await send(service, world, target))).toEqual(INVALID)
  })

  test('takes a provider’s code once, and only as it was sent', async () => {
    const world = newPeopledWorld()
    const codeOf = async () =>
      location(await logIn(service, world, 'doctor')).searchParams.get('code')
    const arrive = async (code: string | null, base = BASE) => {
      const state = location(await start(world)).searchParams.get('state')
      const target = `/oauth2-mock/callback?code=${code}&state=${state}`
      return (await send(service, world, target, { base })).status
    }
    const code = await codeOf()
    expect(await arrive(code, 'https://other.example')).toBe(500)
    expect(await arrive(code)).toBe(302)
    expect(await arrive(code)).toBe(500)
    const late = await codeOf()
    world.clock.set(START + 300_000)
    expect(await arrive(late)).toBe(500)
  })
})
