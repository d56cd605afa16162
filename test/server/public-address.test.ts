import { importPKCS8, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'
import { controlOf } from '../admin/support.js'
import { type Reply, request } from '../support/client.js'

const CLIENT = 'SandboxDemoApplication0000000001'
const CALLBACK = 'http://localhost:8080/callback'

let sandbox: RunningSandbox
let pinned: RunningSandbox

beforeAll(async () => {
  sandbox = await startSandbox()
  pinned = await startSandbox({ publicUrl: 'https://int.api.service.nhs.uk' })
})
afterAll(() => Promise.all([sandbox.close(), pinned.close()]))

type Headers = Readonly<Record<string, string>>

/** What a proxy adds, and the address that clients then use. */
const PROXIES: [string, Headers, string][] = [
  ['none', {}, ''],
  [
    'scheme and host',
    { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'spine.example' },
    'https://spine.example',
  ],
  [
    'several proxies',
    { 'X-Forwarded-Proto': 'https, http', 'X-Forwarded-Host': 'spine.example, inner:9000' },
    'https://spine.example',
  ],
  [
    'a port beside the host',
    { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'a.example', 'X-Forwarded-Port': '8443' },
    'https://a.example:8443',
  ],
  [
    'the usual port, and a port in the host',
    { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'a.example', 'X-Forwarded-Port': '443' },
    'https://a.example',
  ],
  [
    'a path',
    {
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'a.example',
      'X-Forwarded-Prefix': '/nhs/',
    },
    'https://a.example/nhs',
  ],
  [
    'nonsense',
    { 'X-Forwarded-Host': 'a.example', 'X-Forwarded-Port': '1;2', 'X-Forwarded-Prefix': '//b"' },
    'http://a.example',
  ],
]

const authorize = (url: string, headers: Headers): Promise<Reply> => {
  const query = new URLSearchParams({
    client_id: CLIENT,
    redirect_uri: CALLBACK,
    response_type: 'code',
    state: 's',
  })
  return request(`${url}/oauth2/authorize?${query}`, { headers, redirect: 'manual' })
}

/** Asks for an application's token with an assertion for an audience. */
async function ask(
  of: RunningSandbox,
  path: string,
  audience: string,
  headers: Headers = {},
): Promise<Reply> {
  const { json } = await controlOf(of)('GET', `/applications/${CLIENT}`)
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'RS512', typ: 'JWT', kid: json.keyId })
    .setIssuer(CLIENT)
    .setSubject(CLIENT)
    .setAudience(audience)
    .setJti(crypto.randomUUID())
    .setExpirationTime('4m')
    .sign(await importPKCS8(json.privateKey, 'RS512'))
  return request(`${of.url}${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  })
}

describe.each(PROXIES)('behind a proxy that says: %s', (_name, headers, address) => {
  const base = () => address || sandbox.url

  test('addresses in answers are those that clients use', async () => {
    const to = new URL((await authorize(sandbox.url, headers)).headers.get('location') as string)
    expect(to.href.startsWith(`${base()}/openam/`)).toBe(true)
    expect(to.searchParams.get('redirect_uri')).toBe(`${base()}/oauth2/callback`)
  })

  test('an assertion is for the token endpoint as the client knows it', async () => {
    const good = await ask(sandbox, '/oauth2/token', `${base()}/oauth2/token`, headers)
    expect(good.status).toBe(200)
    const bad = await ask(
      sandbox,
      '/oauth2/token',
      'https://elsewhere.example/oauth2/token',
      headers,
    )
    expect(bad.json.error_description).toBe(
      "Missing or invalid 'aud' claim in client_assertion JWT",
    )
  })
})

test('a world has its own token endpoint', async () => {
  sandbox.world('public-address')
  const path = '/worlds/public-address/oauth2-mock/token'
  expect((await ask(sandbox, path, `${sandbox.url}${path}`)).status).toBe(200)
  expect((await ask(sandbox, path, `${sandbox.url}/oauth2-mock/token`)).status).toBe(401)
})

test('a world can be named in the header before there is one, for a balancer to see', async () => {
  const headers = { 'X-Sandbox-World': 'balanced', 'Content-Type': 'application/json' }
  const body = JSON.stringify({ name: 'balanced' })
  const made = await request(`${sandbox.url}/_sandbox/worlds`, { method: 'POST', headers, body })
  expect(made.status).toBe(201)
  expect((await request(`${sandbox.url}/worlds/balanced/_sandbox/clock`)).status).toBe(200)
})

describe('one setting fixes the address', () => {
  test('whatever host and proxy say', async () => {
    for (const headers of [{}, { 'X-Forwarded-Host': 'spine.example' }]) {
      const { headers: answered } = await authorize(pinned.url, headers)
      expect(answered.get('location')).toMatch(/^https:\/\/int\.api\.service\.nhs\.uk\/openam\//)
    }
  })

  test('so that software keeps the audience it is configured with', async () => {
    const audience = 'https://int.api.service.nhs.uk/oauth2/token'
    expect((await ask(pinned, '/oauth2/token', audience)).status).toBe(200)
    expect((await ask(pinned, '/oauth2/token', `${pinned.url}/oauth2/token`)).status).toBe(401)
  })
})
