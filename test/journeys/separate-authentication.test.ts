import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { assemble } from '../../src/library/assemble.js'
import type { Sandbox } from '../../src/server/sandbox.js'
import { ProviderSigner } from '../../src/services/auth/provider-keys.js'
import { type Control, controlOf } from '../admin/support.js'
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
