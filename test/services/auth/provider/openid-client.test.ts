import { createPrivateKey } from 'node:crypto'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { request } from '../../../support/client.js'
import { Browser } from './browser.js'

const CIS2 = '/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare'
const CALLBACK = 'http://localhost:8080/callback'
const CLIENTS = {
  'nhs-cis2': '1234567890.apps.sandbox-supplier',
  'nhs-login': 'sandbox-supplier',
  'apim-mock-nhs-cis2': 'hello-world-tutorials',
  'apim-mock-nhs-login': 'hello-world-tutorials',
} as const
type Provider = keyof typeof CLIENTS

let sandbox: RunningSandbox
let world: SandboxWorld
let made = 0

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())
beforeEach(() => {
  world = sandbox.world(`oidc-${++made}`)
})

/** What the control API tells of a relying party. */
const registration = async (provider: Provider) =>
  (await request(`${world.url}/_sandbox/relying-parties/${provider}/${CLIENTS[provider]}`)).json

async function privateKey(provider: Provider, hash: string): Promise<oidc.PrivateKey> {
  const { privateKey: pem, keyId } = await registration(provider)
  const jwk = createPrivateKey(pem).export({ format: 'jwk' })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
  return {
    key: await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']),
    kid: keyId,
  }
}

/** Configures openid-client for a provider from its discovery document, with nothing patched. */
const discover = (
  issuer: string,
  provider: Provider,
  authentication: oidc.ClientAuth,
  metadata: Partial<oidc.ClientMetadata> = {},
): Promise<oidc.Configuration> =>
  oidc.discovery(
    new URL(world.url + issuer),
    CLIENTS[provider],
    { redirect_uris: [CALLBACK], ...metadata },
    authentication,
    { execute: [oidc.allowInsecureRequests] },
  )

interface LoggedIn {
  readonly tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers
  readonly claims: oidc.IDToken
}

/** A whole code flow: authorize, log in on the page, exchange the code. */
async function logIn(
  config: oidc.Configuration,
  username: string,
  asked: Record<string, string>,
  browser = new Browser(world.url),
): Promise<LoggedIn> {
  const state = oidc.randomState()
  const nonce = oidc.randomNonce()
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...asked,
  })
  const page = await browser.open(address)
  const back = page instanceof URL ? page : await browser.submit(page, { username })
  if (!(back instanceof URL)) throw new Error(`still on a page: ${back.html}`)
  const tokens = await oidc.authorizationCodeGrant(config, back, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier,
    idTokenExpected: true,
  })
  return { tokens, claims: tokens.claims() as oidc.IDToken }
}

describe('openid-client at CIS2', () => {
  const secret = async () => (await registration('nhs-cis2')).secret as string

  test.each([
    ['client_secret_post', async () => oidc.ClientSecretPost(await secret())],
    ['client_secret_basic', async () => oidc.ClientSecretBasic(await secret())],
    ['client_secret_jwt', async () => oidc.ClientSecretJwt(await secret())],
    ['private_key_jwt', async () => oidc.PrivateKeyJwt(await privateKey('nhs-cis2', 'SHA-256'))],
  ])('logs a user in with %s', async (_method, authentication) => {
    const config = await discover(CIS2, 'nhs-cis2', await authentication())
    const scope = 'openid profile email nationalrbacaccess selectedrole'
    const { tokens, claims } = await logIn(config, '656005750107', { scope })
    expect(claims).toMatchObject({
      sub: '656005750107',
      subname: '656005750107',
      azp: CLIENTS['nhs-cis2'],
      acr: 'AAL3_ANY',
      amr: ['N3_SMARTCARD'],
      id_assurance_level: '3',
      authentication_assurance_level: '3',
      selected_roleid: '555254242105',
      tokenName: 'id_token',
      realm: '/NHSIdentity/Healthcare',
    })
    expect(tokens.token_type).toBe('bearer')
    expect(tokens.expires_in).toBe(3600)
    expect(tokens.refresh_token).toBeUndefined()
    const info = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
    expect(info.nhsid_nrbac_roles).toMatchObject([{ person_roleid: '555254242105' }])
    expect(info.selected_roleid).toBe('555254242105')
  })

  test('checks at_hash, c_hash and s_hash by itself, and signs userinfo if so registered', async () => {
    const {
      clientId,
      provider,
      privateKey: _key,
      keyId: _id,
      ...record
    } = await registration('nhs-cis2')
    const registered = await request(
      `${world.url}/_sandbox/relying-parties/${provider}/${clientId}`,
      {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          ...record,
          idTokenAlgorithm: 'PS512',
          userinfoAlgorithm: 'RS512',
        }),
      },
    )
    expect(registered.status).toBe(200)
    const config = await discover(CIS2, 'nhs-cis2', oidc.ClientSecretPost(await secret()), {
      id_token_signed_response_alg: 'PS512',
      userinfo_signed_response_alg: 'RS512',
    })
    const { tokens, claims } = await logIn(config, '656005750104', { scope: 'openid profile' })
    const info = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
    expect(info).toMatchObject({ sub: '656005750104', uid: '656005750104' })
    expect(info.aud).toBeUndefined()
  })

  test('ends the session, which is remembered until then', async () => {
    const config = await discover(CIS2, 'nhs-cis2', oidc.ClientSecretPost(await secret()))
    const browser = new Browser(world.url)
    const first = await logIn(config, '656005750104', { scope: 'openid' }, browser)
    const again = await logIn(config, 'nobody', { scope: 'openid', prompt: 'none' }, browser)
    expect(again.claims.sub).toBe('656005750104')
    expect(again.claims.auth_time).toBe(first.claims.auth_time)
    const address = oidc.buildEndSessionUrl(config, {
      id_token_hint: again.tokens.id_token as string,
      post_logout_redirect_uri: 'http://localhost:8080/',
      state: 's 1',
    })
    expect((await browser.open(address)).toString()).toBe('http://localhost:8080/?state=s%201')
    for (const { tokens, claims } of [first, again])
      await expect(
        oidc.fetchUserInfo(config, tokens.access_token, claims.sub),
      ).rejects.toMatchObject({ code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE', status: 401 })
    await expect(
      logIn(config, 'x', { scope: 'openid', prompt: 'none' }, browser),
    ).rejects.toMatchObject({ error: 'login_required' })
  })

  test('finds the other realm path, whose issuer is its own', async () => {
    const config = await discover(
      '/openam/oauth2/realms/root/realms/oidc',
      'nhs-cis2',
      oidc.ClientSecretPost(await secret()),
    )
    const { claims } = await logIn(config, '656005750104', { scope: 'openid' })
    expect(claims.iss).toBe(`${world.url}/openam/oauth2/realms/root/realms/oidc`)
  })
})

describe('openid-client at NHS login', () => {
  const configure = async () =>
    discover(
      '/nhs-login',
      'nhs-login',
      oidc.PrivateKeyJwt(await privateKey('nhs-login', 'SHA-512')),
      { id_token_signed_response_alg: 'RS512' },
    )

  test('logs a patient in, reads userinfo and refreshes', async () => {
    const config = await configure()
    const scope = 'openid profile email gp_registration_details unknown'
    const { tokens, claims } = await logIn(config, '9912003071', { scope })
    expect(claims).toMatchObject({
      nhs_number: '9912003071',
      identity_proofing_level: 'P9',
      vot: 'P9.Cp.Cd',
      vtm: `${world.url}/nhs-login/trustmark/sandbox`,
      token_use: 'id',
      id_status: 'verified',
      family_name: claims.surname,
    })
    expect(tokens.scope).toBe('openid profile email gp_registration_details')
    expect(tokens.expires_in).toBe(300)
    const info = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
    expect(info).toMatchObject({
      nhs_number: '9912003071',
      birthdate: claims.birthdate,
      aud: CLIENTS['nhs-login'],
    })
    const next = await oidc.refreshTokenGrant(config, tokens.refresh_token as string, {
      scope: 'openid',
    })
    expect(next.id_token).toBeUndefined()
    expect(next.scope).toBe('openid')
    expect(await oidc.fetchUserInfo(config, next.access_token, claims.sub)).toEqual({
      iss: claims.iss,
      aud: CLIENTS['nhs-login'],
      sub: claims.sub,
    })
    await expect(
      oidc.refreshTokenGrant(config, tokens.refresh_token as string),
    ).rejects.toMatchObject({ error: 'invalid_grant', status: 400 })
    const last = await oidc.refreshTokenGrant(config, next.refresh_token as string)
    expect(last.scope).toBe('openid profile email gp_registration_details')
  })

  test('is told that the user did not consent', async () => {
    const config = await configure()
    const browser = new Browser(world.url)
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: 's',
      nonce: 'n',
    })
    const back = await browser.submit(await browser.open(address), { action: 'cancel' })
    await expect(
      oidc.authorizationCodeGrant(config, back as URL, { expectedState: 's' }),
    ).rejects.toMatchObject({
      error: 'access_denied',
      error_description: 'ConsentNotGiven',
    })
  })
})

describe('openid-client at the mocks', () => {
  test.each([
    ['apim-mock-nhs-cis2', 'Cis2-mock-int', '656005750107', 'selected_roleid', '555254242105'],
    ['apim-mock-nhs-login', 'NHS-Login-mock-ref', '9912003071', 'nhs_number', '9912003071'],
  ] as const)(
    'logs in at %s with the published test client',
    async (provider, realm, user, claim, value) => {
      const credentials = await request(`${world.url}/mock-jwks/keycloak-client-credentials`, {
        headers: { apikey: 'SandboxDemoApplication0000000001' },
      })
      const member = provider === 'apim-mock-nhs-cis2' ? 'cis2' : 'nhs-login'
      const { client_id: id, client_secret: secret } = credentials.json[member]
      expect(id).toBe('hello-world-tutorials')
      const config = await discover(`/realms/${realm}`, provider, oidc.ClientSecretPost(secret), {
        id_token_signed_response_alg: 'RS512',
      })
      const { tokens, claims } = await logIn(config, user, { scope: 'openid' })
      expect(claims[claim]).toBe(value)
      const info = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
      expect(info.sub).toBe(claims.sub)
    },
  )

  test('gives an id_token that the identity service exchanges', async () => {
    const config = await discover(
      '/realms/Cis2-mock-int',
      'apim-mock-nhs-cis2',
      oidc.ClientSecretPost((await registration('apim-mock-nhs-cis2')).secret),
      { id_token_signed_response_alg: 'RS512' },
    )
    const { tokens } = await logIn(config, '656005750104', { scope: 'openid' })
    const application = (
      await request(`${world.url}/_sandbox/applications/SandboxDemoApplication0000000001`)
    ).json
    const { SignJWT } = await import('jose')
    const assertion = await new SignJWT({ jti: 'one' })
      .setProtectedHeader({ alg: 'RS512', typ: 'JWT', kid: application.keyId })
      .setIssuer(application.clientId)
      .setSubject(application.clientId)
      .setAudience(`${world.url}/oauth2-mock/token`)
      .setExpirationTime('2m')
      .sign(createPrivateKey(application.privateKey))
    const exchanged = await request(`${world.url}/oauth2-mock/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        subject_token: tokens.id_token as string,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    })
    expect([exchanged.status, exchanged.json.token_type]).toEqual([200, 'Bearer'])
  })
})
