import { importPKCS8 } from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'
import { type Control, controlOf } from '../admin/support.js'
import { type Left, logInAs } from '../support/browser.js'
import { type Reply, request } from '../support/client.js'

/** A client that nobody here wrote uses the identity service, and what it gets opens e-RS and PDS. */

const CALLBACK = 'https://supplier.example/callback'
const GP = '021600556514'
const AT_R69 = '555254240100'
const UBRN = '000000070000'

interface Registered {
  readonly clientId: string
  readonly secret: string
  readonly keyId: string
  readonly privateKey: string
}

let sandbox: RunningSandbox
let control: Control
let application: Registered

beforeAll(async () => {
  sandbox = await startSandbox()
  control = controlOf(sandbox)
  application = (
    await control('POST', '/applications', {
      name: 'Third-party client',
      callback: CALLBACK,
      appRestricted: { odsCode: 'R69', userId: '200000000099' },
    })
  ).json
})
afterAll(() => sandbox.close())

/** The identity service publishes no discovery document: its addresses are written down. */
const server = (base: string): client.ServerMetadata => ({
  issuer: `${sandbox.url}${base}`,
  authorization_endpoint: `${sandbox.url}${base}/authorize`,
  token_endpoint: `${sandbox.url}${base}/token`,
  userinfo_endpoint: `${sandbox.url}${base}/userinfo`,
})

function configuration(base: string, authentication?: client.ClientAuth): client.Configuration {
  const { clientId, secret } = application
  const config = new client.Configuration(server(base), clientId, secret, authentication)
  client.allowInsecureRequests(config)
  return config
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>

/** The whole code flow: from the application's login address to its tokens, or where it ends before. */
async function codeFlow(
  base: string,
  user: string,
  asked: Record<string, string> = {},
): Promise<{ readonly tokens: Tokens } | { readonly left: Left }> {
  const config = configuration(base)
  const state = client.randomState()
  const start = client.buildAuthorizationUrl(config, { redirect_uri: CALLBACK, state, ...asked })
  const back = await logInAs(user, start.href, CALLBACK)
  if (!(back instanceof URL)) return { left: back }
  const checks = { expectedState: state, idTokenExpected: false }
  return { tokens: await client.authorizationCodeGrant(config, back, checks) }
}

async function tokensOf(base: string, user: string, asked: Record<string, string> = {}) {
  const flow = await codeFlow(base, user, asked)
  if ('left' in flow) throw new Error(flow.left.text)
  return flow.tokens
}

const get = (token: string, path: string, headers: Record<string, string> = {}): Promise<Reply> =>
  request(`${sandbox.url}${path}`, { headers: { Authorization: `Bearer ${token}`, ...headers } })

const a005 = (token: string, organisation?: string, role?: string): Promise<Reply> =>
  get(token, `/referrals/FHIR/STU3/ReferralRequest/${UBRN}`, {
    ...(organisation ? { 'NHSD-End-User-Organisation-ODS': organisation } : {}),
    ...(role ? { 'NHSD-eRS-Business-Function': role } : {}),
  })

const pds = (token: string, number: string, headers: Record<string, string> = {}): Promise<Reply> =>
  get(token, `/personal-demographics/FHIR/R4/Patient/${number}`, {
    'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
    ...headers,
  })

/** Organisations and functions that A030 tells of the token's user. */
async function functionsOf(token: string): Promise<Record<string, string[]>> {
  const { json } = await get(token, '/referrals/FHIR/R4/PractitionerRole')
  return Object.fromEntries(
    json.entry.map(
      ({ resource }: { resource: { id: string; code: { coding: { code: string }[] }[] } }) => [
        resource.id,
        resource.code.map(({ coding }) => coding[0]?.code),
      ],
    ),
  )
}

describe.each(['/oauth2', '/oauth2-mock'])('openid-client at %s', (base) => {
  test('runs the code flow, and its token stands for that user, their roles and organisations', async () => {
    const tokens = await tokensOf(base, GP)
    expect(tokens.expires_in).toBe(599)
    const { access_token } = tokens
    const userinfo = await client.fetchUserInfo(configuration(base), access_token, GP)
    const roles = userinfo.nhsid_nrbac_roles as { person_roleid: string; org_code: string }[]
    expect(roles.map((role) => [role.person_roleid, role.org_code])).toEqual([
      [AT_R69, 'R69'],
      ['600000000110', 'R68'],
    ])
    expect(await functionsOf(access_token)).toEqual({
      [`PractitionerRole-R69-${GP}`]: ['REFERRING_CLINICIAN'],
      [`PractitionerRole-R68-${GP}`]: ['REFERRING_CLINICIAN', 'SERVICE_PROVIDER_CLINICIAN'],
    })
    const own = await a005(access_token, 'R69', 'REFERRING_CLINICIAN')
    expect([own.status, own.json.id]).toEqual([200, UBRN])
    expect((await a005(access_token, 'R69', 'SERVICE_PROVIDER_CLINICIAN')).status).toBe(403)
    expect((await a005(access_token, 'RCD', 'REFERRING_CLINICIAN')).status).toBe(403)
    expect((await pds(access_token, '9000000009')).status).toBe(400)
    expect((await pds(access_token, '9000000009', { 'NHSD-Session-URID': AT_R69 })).status).toBe(
      200,
    )
  })

  test('refreshes: the new token works, the refresh token was the only one', async () => {
    const first = await tokensOf(base, GP)
    const config = configuration(base)
    const renewed = await client.refreshTokenGrant(config, first.refresh_token as string)
    expect(renewed.refresh_count).toBe('1')
    const own = await a005(renewed.access_token, 'R69', 'REFERRING_CLINICIAN')
    expect(own.status).toBe(200)
    const again = client.refreshTokenGrant(config, first.refresh_token as string)
    await expect(again).rejects.toMatchObject({
      status: 401,
      error: 'invalid_grant',
      error_description: 'refresh_token is invalid',
    })
  })

  test('gets an application’s own token with a signed assertion', async () => {
    const key = await importPKCS8(application.privateKey, 'RS512')
    const authentication = client.PrivateKeyJwt(
      { key, kid: application.keyId },
      {
        // The two things in which the identity service differs from the client's defaults.
        [client.modifyAssertion]: (header, payload) => {
          header.typ = 'JWT'
          payload.aud = `${sandbox.url}${base}/token`
        },
      },
    )
    const config = configuration(base, authentication)
    const { access_token, expires_in, issued_at } = await client.clientCredentialsGrant(config)
    expect([expires_in, issued_at]).toEqual([599, expect.stringMatching(/^\d{13}$/)])
    const found = await pds(access_token, '9000000009')
    expect([found.status, found.json.id]).toEqual([200, '9000000009'])
    // It stands for the hospital: a request at one of its services is its business, another is not.
    const booked = '/referrals/FHIR/STU3/ReferralRequest/000000070001'
    expect((await get(access_token, booked)).status).toBe(200)
    expect((await a005(access_token)).status).toBe(422)
    expect((await get(access_token, '/referrals/FHIR/R4/PractitionerRole')).status).toBe(403)
    const userinfo = client.fetchUserInfo(config, access_token, client.skipSubjectCheck)
    await expect(userinfo).rejects.toMatchObject({ cause: { status: 400 } })
  })

  test('logs a patient in, who sees their own record and no other', async () => {
    const { access_token, refresh_token_expires_in } = await tokensOf(base, '9912003071', {
      scope: 'nhs-login',
    })
    expect(refresh_token_expires_in).toBe('3599')
    expect((await pds(access_token, '9912003071')).status).toBe(200)
    expect((await pds(access_token, '9000000009')).status).toBe(403)
    expect((await a005(access_token, 'R69', 'REFERRING_CLINICIAN')).status).toBe(401)
  })
})

describe('a user whose level does not do', () => {
  const PROVIDER_DOCTOR = '656005750109'
  const WIDE = { acr_values: 'AAL2_OR_AAL3_ANY' }

  test('AAL2 at CIS2: kept out by the default class, let in by a wider one', async () => {
    const kept = await codeFlow('/oauth2', PROVIDER_DOCTOR)
    expect(kept).toMatchObject({
      left: { status: 200, text: expect.stringContaining('kc-form-login') },
    })
    const { access_token } = await tokensOf('/oauth2', PROVIDER_DOCTOR, WIDE)
    expect(await functionsOf(access_token)).toEqual({
      [`PractitionerRole-RCD-${PROVIDER_DOCTOR}`]: ['SERVICE_PROVIDER_CLINICIAN'],
    })
    expect((await a005(access_token, 'R69', 'REFERRING_CLINICIAN')).status).toBe(403)
    expect((await pds(access_token, '9000000009')).status).toBe(200)
  })

  test('AAL1, which no product names: no code', async () => {
    const flow = await codeFlow('/oauth2-mock', '656005750110')
    if (!('left' in flow)) throw new Error('a token was issued')
    expect(flow.left.status).toBe(401)
    expect(JSON.parse(flow.left.text)).toMatchObject({
      error: 'unauthorized_client',
      error_description:
        'you have tried to request authorization but your application is not configured to use this authorization grant type',
    })
  })

  test('identity assurance 2: a token, that e-RS refuses and PDS takes', async () => {
    const { access_token } = await tokensOf('/oauth2', '555031999105')
    const refused = await a005(access_token, 'RCD', 'SERVICE_PROVIDER_CLINICIAN')
    expect([refused.status, refused.json.issue[0].diagnostics]).toEqual([
      401,
      "We couldn't verify your identity. Contact your local Registration Authority or IT department for help.",
    ])
    expect((await pds(access_token, '9000000009')).status).toBe(200)
  })
})

test('a code works once, and only for the address it was asked for', async () => {
  const config = configuration('/oauth2-mock')
  const state = client.randomState()
  const start = client.buildAuthorizationUrl(config, { redirect_uri: CALLBACK, state })
  const back = (await logInAs(GP, start.href, CALLBACK)) as URL
  const checks = { expectedState: state, idTokenExpected: false }
  await client.authorizationCodeGrant(config, back, checks)
  await expect(client.authorizationCodeGrant(config, back, checks)).rejects.toMatchObject({
    error: 'invalid_grant',
    error_description: 'authorization_code is invalid',
  })
  const elsewhere = client.buildAuthorizationUrl(config, {
    redirect_uri: 'https://a.example/',
    state,
  })
  expect(await logInAs(GP, elsewhere.href, CALLBACK)).toMatchObject({ status: 400 })
})
