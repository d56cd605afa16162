import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { assemble } from '../../src/library/assemble.js'
import type { Sandbox } from '../../src/server/sandbox.js'
import { ProviderSigner } from '../../src/services/auth/provider-keys.js'
import { type Control, controlOf } from '../admin/support.js'
import { Browser, logInAs } from '../support/browser.js'
import { type Reply, request } from '../support/client.js'

/** Software that logs its users in itself exchanges their id_tokens; its keys are at an address. */

const GP = '021600556514'
const AT_R69 = '555254240100'
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const CIS2 = '/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

let sandbox: Sandbox
let url: string
let control: Control
let signer: ProviderSigner
let keyServer: Server
let fetched = 0
let clientId: string

/** Answers the client's key set, as the page that the developer portal names does. */
function startKeyServer(): Promise<number> {
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'mine-1', alg: 'RS512', use: 'sig' }
  keyServer = createServer((incoming, answer) => {
    fetched++
    if (incoming.url === '/moved') answer.writeHead(302, { Location: '/jwks.json' })
    else if (incoming.url === '/huge') answer.write(' '.repeat(200_000))
    answer.end(JSON.stringify({ keys: [key] }))
  }).listen(0, '127.0.0.1')
  return new Promise((resolve) =>
    keyServer.once('listening', () => resolve((keyServer.address() as AddressInfo).port)),
  )
}

let keysAt: string

beforeAll(async () => {
  keysAt = `http://127.0.0.1:${await startKeyServer()}`
  sandbox = await assemble({ port: 0, log: 'silent' })
  url = (await sandbox.listen()).url
  control = controlOf({ url })
  signer = new ProviderSigner(sandbox.keys)
})
afterAll(async () => {
  await sandbox.close()
  keyServer.close()
})
beforeEach(async () => {
  const application = { name: 'Separate', jwksUrl: `${keysAt}/jwks.json` }
  clientId = (await control('POST', '/applications', application)).json.clientId
})

async function configuration(base: string): Promise<client.Configuration> {
  const key = await crypto.subtle.importKey(
    'pkcs8',
    privateKey.export({ type: 'pkcs8', format: 'der' }),
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
    false,
    ['sign'],
  )
  const token_endpoint = `${url}${base}/token`
  const config = new client.Configuration(
    { issuer: `${url}${base}`, token_endpoint },
    clientId,
    undefined,
    client.PrivateKeyJwt(
      { key, kid: 'mine-1' },
      {
        [client.modifyAssertion]: (header, payload) => {
          header.typ = 'JWT'
          payload.aud = token_endpoint
        },
      },
    ),
  )
  client.allowInsecureRequests(config)
  return config
}

/** The id_token that CIS2 gave the software for its own client. */
const workerToken = (userId: string, changes: object = {}): Promise<string> =>
  signer.sign('nhs-cis2', {
    iss: `${url}${CIS2}`,
    sub: userId,
    aud: '1234567890.apps.supplier',
    exp: Math.floor(Date.now() / 1000) + 3600,
    amr: ['N3_SMARTCARD'],
    id_assurance_level: '3',
    authentication_assurance_level: '3',
    ...changes,
  })

const patientToken = (nhsNumber: string): Promise<string> =>
  signer.sign('apim-mock-nhs-login', {
    iss: `${url}/realms/NHS-Login-mock-int`,
    sub: 'somebody',
    aud: 'supplier',
    exp: Math.floor(Date.now() / 1000) + 3600,
    vot: 'P9.Cp.Cd',
    nhs_number: nhsNumber,
    identity_proofing_level: 'P9',
  })

const exchange = async (idToken: string, base = '/oauth2') =>
  client.genericGrantRequest(await configuration(base), EXCHANGE, {
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    subject_token: idToken,
  })

const get = (token: string, path: string, headers: Record<string, string> = {}): Promise<Reply> =>
  request(`${url}${path}`, { headers: { Authorization: `Bearer ${token}`, ...headers } })

const pds = (token: string, number: string, role?: string): Promise<Reply> =>
  get(token, `/personal-demographics/FHIR/R4/Patient/${number}`, {
    'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
    ...(role === undefined ? {} : { 'NHSD-Session-URID': role }),
  })

const a005 = (token: string, organisation: string): Promise<Reply> =>
  get(token, '/referrals/FHIR/STU3/ReferralRequest/000000070000', {
    'NHSD-End-User-Organisation-ODS': organisation,
    'NHSD-eRS-Business-Function': 'REFERRING_CLINICIAN',
  })

describe('the id_token of a health worker', () => {
  test('gives a token that stands for them, their roles and organisations', async () => {
    const tokens = await exchange(await workerToken(GP))
    expect(tokens.issued_token_type).toBe('urn:ietf:params:oauth:token-type:access_token')
    const { access_token } = tokens
    const { json } = await get(access_token, '/referrals/FHIR/R4/PractitionerRole')
    expect(json.entry.map((entry: { resource: { id: string } }) => entry.resource.id)).toEqual([
      `PractitionerRole-R69-${GP}`,
      `PractitionerRole-R68-${GP}`,
    ])
    expect((await a005(access_token, 'R69')).status).toBe(200)
    expect((await a005(access_token, 'RCD')).status).toBe(403)
  })

  test('leaves the role to the header, which PDS takes as it is', async () => {
    const { access_token } = await exchange(await workerToken(GP))
    expect((await pds(access_token, '9000000009')).status).toBe(400)
    for (const role of [AT_R69, '000000000001'])
      expect((await pds(access_token, '9000000009', role)).status).toBe(200)
  })

  test('that names the role chosen needs no header, as long as the role is held', async () => {
    const { access_token } = await exchange(await workerToken(GP, { selected_roleid: AT_R69 }))
    expect((await pds(access_token, '9000000009')).status).toBe(200)
    const empty = await exchange(await workerToken(GP, { selected_roleid: '' }))
    expect((await pds(empty.access_token, '9000000009', AT_R69)).status).toBe(400)
  })

  test.each([2, 'high', undefined])(
    'with identity assurance %s is refused by e-RS',
    async (level) => {
      const { access_token } = await exchange(await workerToken(GP, { id_assurance_level: level }))
      expect((await a005(access_token, 'R69')).status).toBe(401)
    },
  )

  test('at a level that no product names gives no token', async () => {
    const low = exchange(await workerToken(GP, { authentication_assurance_level: '1' }))
    await expect(low).rejects.toMatchObject({ status: 401, error: 'unauthorized_client' })
  })

  test('cannot be exchanged while the provider is broken', async () => {
    await control('PATCH', '/settings', { brokenServices: { 'nhs-cis2': null } })
    const broken = exchange(await workerToken(GP))
    await expect(broken).rejects.toMatchObject({ cause: { status: 500 } })
    await control('PATCH', '/settings', { brokenServices: null })
  })
})

test('the id_token of a patient opens their own record', async () => {
  const { access_token } = await exchange(await patientToken('9912003071'), '/oauth2-mock')
  expect((await pds(access_token, '9912003071')).status).toBe(200)
  expect((await pds(access_token, '9000000009')).status).toBe(403)
})

describe('the key set at an address', () => {
  test('is fetched once an hour', async () => {
    await control('PATCH', `/applications/${clientId}`, { jwksUrl: `${keysAt}/again` })
    const before = fetched
    for (let at = 0; at < 2; at++) await exchange(await workerToken(GP))
    expect(fetched).toBe(before + 1)
  })

  test.each(['/moved', '/huge'])('is not taken from %s', async (path) => {
    await control('PATCH', `/applications/${clientId}`, { jwksUrl: `${keysAt}${path}` })
    await expect(exchange(await workerToken(GP))).rejects.toMatchObject({
      status: 403,
      error: 'public_key error',
      error_description: "The JWKS endpoint, for your client_assertion can't be reached",
    })
  })
})

describe('an id_token that a provider gave the software’s own client', () => {
  const CALLBACK = 'http://localhost:8080/callback'
  const SUPPLIER = '1234567890.apps.sandbox-supplier'
  const SUPPLIER_SECRET = 'Cis2TestOnlySecret00000000000000000000001'

  const discover = (issuer: string, id: string, secret: string): Promise<client.Configuration> =>
    client.discovery(new URL(`${url}${issuer}`), id, secret, undefined, {
      execute: [client.allowInsecureRequests],
    })

  /** The software's own login at a provider: discovery, code flow, a checked id_token. */
  async function idTokenOf(config: client.Configuration, user: string, browser = new Browser()) {
    const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
    const start = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid profile',
      state: expectedState,
      nonce: expectedNonce,
    })
    const back = await logInAs(user, start.href, CALLBACK, browser)
    if (!(back instanceof URL)) throw new Error(back.text)
    const checks = { expectedState, expectedNonce, idTokenExpected: true }
    const { id_token } = await client.authorizationCodeGrant(config, back, checks)
    return id_token as string
  }

  test.each([
    ['cis2', 'Cis2-mock-int', GP, '9000000009'],
    ['nhs-login', 'NHS-Login-mock-int', '9912003071', '9912003071'],
  ] as const)(
    'the mock %s: its token opens PDS while the level holds',
    async (member, realm, user, number) => {
      const { json } = await request(`${url}/mock-jwks/keycloak-client-credentials`, {
        headers: { apikey: clientId },
      })
      const { client_id, client_secret } = json[member]
      const config = await discover(`/realms/${realm}`, client_id, client_secret)
      const { access_token } = await exchange(await idTokenOf(config, user), '/oauth2-mock')
      expect((await pds(access_token, number, AT_R69)).status).toBe(200)
      const [lower, usual] =
        member === 'cis2' ? [{ aal: 1 }, { aal: 3 }] : [{ proofing: 'P0' }, { proofing: 'P9' }]
      await control('PATCH', `/users/${user}`, lower)
      expect((await pds(access_token, number, AT_R69)).status).toBe(401)
      await control('PATCH', `/users/${user}`, usual)
      expect((await pds(access_token, number, AT_R69)).status).toBe(200)
    },
  )

  test('CIS2: a level that changes counts on the next call of the exchanged token', async () => {
    const config = await discover(CIS2, SUPPLIER, SUPPLIER_SECRET)
    const { access_token } = await exchange(await idTokenOf(config, GP))
    expect((await a005(access_token, 'R69')).status).toBe(200)
    await control('PATCH', `/users/${GP}`, { aal: 1 })
    expect((await a005(access_token, 'R69')).status).toBe(401)
    await control('PATCH', `/users/${GP}`, { aal: 3 })
    expect((await a005(access_token, 'R69')).status).toBe(200)
  })

  test('the end of the CIS2 session ends the combined login of the browser, not what was exchanged', async () => {
    await control('PATCH', `/applications/${clientId}`, { callback: CALLBACK })
    const { secret } = (await control('GET', `/applications/${clientId}`)).json
    const browser = new Browser()
    const combined = new client.Configuration(
      {
        issuer: `${url}/oauth2`,
        authorization_endpoint: `${url}/oauth2/authorize`,
        token_endpoint: `${url}/oauth2/token`,
      },
      clientId,
      secret,
    )
    client.allowInsecureRequests(combined)
    const start = client.buildAuthorizationUrl(combined, { redirect_uri: CALLBACK, state: 's' })
    const back = (await logInAs(GP, start.href, CALLBACK, browser)) as URL
    const checks = { expectedState: 's', idTokenExpected: false }
    const { access_token } = await client.authorizationCodeGrant(combined, back, checks)
    const own = await discover(CIS2, SUPPLIER, SUPPLIER_SECRET)
    const idToken = await idTokenOf(own, 'nobody is asked', browser)
    const exchanged = await exchange(idToken)
    const tokens = [access_token, exchanged.access_token]
    for (const token of tokens) expect((await a005(token, 'R69')).status).toBe(200)
    const end = client.buildEndSessionUrl(own, { id_token_hint: idToken })
    expect((await fetch(end)).status).toBe(204)
    expect((await a005(access_token, 'R69')).status).toBe(401)
    expect((await a005(exchanged.access_token, 'R69')).status).toBe(200)
  })
})
