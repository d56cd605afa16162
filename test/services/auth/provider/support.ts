import { randomUUID } from 'node:crypto'
import type { Service } from '../../../../src/http/endpoint.js'
import { KeyStore } from '../../../../src/services/auth/keys.js'
import { createAuthService } from '../../../../src/services/auth/service.js'
import { type RelyingParty, relyingParties } from '../../../../src/world/tables/relying-party.js'
import type { World } from '../../../../src/world/world.js'
import {
  addPeople,
  BASE,
  formTarget,
  hiddenFields,
  location,
  NO_FETCH,
  newWorld,
  type OTHER_KEY,
  PUBLIC_KEY,
  postForm,
  type Reply,
  SECONDS,
  send,
  signJwt,
} from '../support.js'

export const CIS2 = '/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare'
export const NHS_LOGIN = '/nhs-login'
export const RETURN = 'https://supplier.example/back'
export const CIS2_CLIENT = '1234567890.apps.supplier'
export const NHS_LOGIN_CLIENT = 'example-rp'
export const RP_SECRET = 'a secret with spaces & signs'

/** One service for all tests of a file: its keys are made once. */
export const newProviders = (): Service =>
  createAuthService({ keys: new KeyStore(), fetchJwks: NO_FETCH })

export const cis2Client = (changes: Partial<RelyingParty> = {}): RelyingParty => ({
  clientId: CIS2_CLIENT,
  provider: 'nhs-cis2',
  name: 'Supplier system',
  redirectUris: [RETURN],
  authMethods: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
  secret: RP_SECRET,
  keys: [PUBLIC_KEY],
  postLogoutRedirectUris: ['https://supplier.example/bye'],
  ...changes,
})

export const nhsLoginClient = (changes: Partial<RelyingParty> = {}): RelyingParty => ({
  clientId: NHS_LOGIN_CLIENT,
  provider: 'nhs-login',
  name: 'Patient app',
  redirectUris: [RETURN],
  authMethods: ['private_key_jwt'],
  keys: [PUBLIC_KEY],
  ...changes,
})

/** A world with people and one client at each provider. */
export function newProviderWorld(): World {
  const world = newWorld()
  addPeople(world)
  relyingParties.save(world.store, cis2Client())
  relyingParties.save(world.store, nhsLoginClient())
  relyingParties.save(
    world.store,
    cis2Client({
      provider: 'apim-mock-nhs-cis2',
      clientId: 'hello-world-tutorials',
      redirectUris: 'ANY',
    }),
  )
  return world
}

type Query = Readonly<Record<string, string | undefined>>

const query = (parameters: Query): string =>
  new URLSearchParams(
    Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString()

/** An authorize request of the client of a provider; a parameter given as undefined is left out. */
export const authorize = (
  service: Service,
  world: World,
  issuer: string,
  changes: Query = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> =>
  send(
    service,
    world,
    `${issuer}/authorize?${query({
      client_id: issuer === CIS2 ? CIS2_CLIENT : NHS_LOGIN_CLIENT,
      redirect_uri: RETURN,
      response_type: 'code',
      scope: 'openid',
      state: 's 1',
      nonce: 'n1',
      ...changes,
    })}`,
    { headers },
  )

/** Sends the form of a page, with its hidden fields. */
export const submit = (
  service: Service,
  world: World,
  page: Reply,
  fields: Query,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> =>
  postForm(service, world, formTarget(page), { ...hiddenFields(page), ...fields }, headers)

/** The error that a client is told by a redirect: `error` and `error_description`. */
export function told(reply: Reply): [string | null, string | null] {
  const { searchParams } = location(reply)
  return [searchParams.get('error'), searchParams.get('error_description')]
}

/** A code for a user, by login_hint. */
export async function codeFor(
  service: Service,
  world: World,
  issuer: string,
  changes: Query = {},
): Promise<string> {
  const user = issuer === CIS2 ? 'doctor' : '9999999468'
  const reply = await authorize(service, world, issuer, { login_hint: user, ...changes })
  return location(reply).searchParams.get('code') as string
}

/** A client assertion for a provider's token endpoint, with changes; undefined leaves a claim out. */
export const assertionFor = (
  issuer: string,
  changes: object = {},
  header: object = {},
  key?: typeof OTHER_KEY,
): string => {
  const client = issuer === CIS2 ? CIS2_CLIENT : NHS_LOGIN_CLIENT
  return signJwt(
    { typ: 'JWT', alg: 'RS512', kid: 'test-1', ...header },
    {
      iss: client,
      sub: client,
      aud: `${BASE}${issuer}${issuer === CIS2 ? '/access_token' : '/token'}`,
      jti: randomUUID(),
      exp: SECONDS + 60,
      ...changes,
    },
    key,
  )
}

export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** A call of CIS2's token endpoint, with the client's secret unless told otherwise. */
export const cis2Token = (
  service: Service,
  world: World,
  form: Query,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> =>
  postForm(
    service,
    world,
    `${CIS2}/access_token`,
    {
      grant_type: 'authorization_code',
      redirect_uri: RETURN,
      client_id: CIS2_CLIENT,
      client_secret: RP_SECRET,
      ...form,
    },
    headers,
  )

/** A call of NHS login's token endpoint, with an assertion unless told otherwise. */
export const nhsLoginToken = (service: Service, world: World, form: Query): Promise<Reply> =>
  postForm(service, world, `${NHS_LOGIN}/token`, {
    grant_type: 'authorization_code',
    redirect_uri: RETURN,
    client_assertion_type: JWT_BEARER,
    client_assertion: assertionFor(NHS_LOGIN),
    ...form,
  })

/** The cookie that an answer has the browser keep, as it is sent back. */
export const cookieOf = (reply: Reply): Record<string, string> => ({
  Cookie: (reply.header('Set-Cookie') ?? '').split(';')[0] as string,
})

/** The claims of a token, unchecked. */
export const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString())
