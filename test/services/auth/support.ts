import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Answer } from '../../../src/http/answer.js'
import type { Endpoint, Service } from '../../../src/http/endpoint.js'
import { Exchange } from '../../../src/http/exchange.js'
import type { Method, Request } from '../../../src/http/request.js'
import type { FetchJwks } from '../../../src/services/auth/client-assertion/key-sets.js'
import { KeyStore } from '../../../src/services/auth/keys.js'
import { createAuthService } from '../../../src/services/auth/service.js'
import { createSchema } from '../../../src/world/schema.js'
import { Store } from '../../../src/world/store.js'
import {
  type Application,
  applications,
  type PublicKey,
} from '../../../src/world/tables/application.js'
import { type LoginUser, loginUsers } from '../../../src/world/tables/login-user.js'
import { organisations } from '../../../src/world/tables/organisation.js'
import { type Practitioner, practitioners } from '../../../src/world/tables/practitioner.js'
import { writeSetting } from '../../../src/world/tables/setting.js'
import { World } from '../../../src/world/world.js'

export const START = Date.parse('2026-01-05T09:30:00.000Z')
export const BASE = 'https://spine.example'
/** The start in seconds, as tokens count. */
export const SECONDS = START / 1000

/** A world with nothing in it, whose clock stands still. */
export function newWorld(): World {
  const store = Store.inMemory()
  createSchema(store)
  writeSetting(store, 'clock', { mode: 'frozen', at: START })
  return new World('default', store)
}

export const USER_SCOPE = 'urn:nhsd:apim:user-nhs-id:aal3:e-referrals-service-api'
export const APP_SCOPE = 'urn:nhsd:apim:app:level3:e-referrals-service-api'

const made = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const PRIVATE_KEY = made.privateKey
export const PUBLIC_KEY: PublicKey = {
  ...(made.publicKey.export({ format: 'jwk' }) as { kty: string; n: string; e: string }),
  kid: 'test-1',
  alg: 'RS512',
  use: 'sig',
}
export const OTHER_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

export const CLIENT = 'kR3vXq0bTn8LwZ2yHc5JmPd7sGf4Ua9E'
export const SECRET = 'Qe7Tz1Vb9Lk3Xw5N'
export const CALLBACK = 'https://client.example/callback'

/** Registers an application that may do everything, unless told otherwise. */
export function register(world: World, changes: Partial<Application> = {}): Application {
  const application: Application = {
    clientId: CLIENT,
    name: 'Test application',
    secret: SECRET,
    callback: CALLBACK,
    keys: [PUBLIC_KEY],
    status: 'approved',
    identityService: true,
    scopes: [USER_SCOPE, APP_SCOPE],
    asid: '200000000001',
    appRestricted: { odsCode: 'R69', userId: '555300000999' },
    ...changes,
  }
  applications.save(world.store, application)
  return application
}

/** Registers an application without some members of the usual one. */
export function registerWithout(world: World, ...names: (keyof Application)[]): Application {
  const rest: Partial<Record<keyof Application, unknown>> = { ...register(world) }
  for (const name of names) delete rest[name]
  applications.save(world.store, rest as Application)
  return rest as Application
}

/** Registers an application whose keys stand at an address. */
export const registerKeySet = (world: World, jwksUrl: string): void =>
  applications.save(world.store, { ...registerWithout(world, 'keys'), jwksUrl })

export const DOCTOR: Practitioner = {
  userId: '555300000101',
  title: 'Dr',
  given: 'Morgan',
  family: 'Ashdown',
  active: true,
  identityAssurance: 3,
  email: 'morgan.ashdown@example.nhs.uk',
  registrations: { gmc: 'C0000001' },
  roles: [
    {
      roleId: '555300010108',
      odsCode: 'D82106',
      jobRole: 'R8000',
      activities: ['B1101', 'B0825'],
    },
  ],
}

export const DOCTOR_LOGIN: LoginUser = {
  username: 'doctor',
  provider: 'nhs-cis2',
  userId: DOCTOR.userId,
  aal: 3,
  amr: 'N3_SMARTCARD',
}

export const PATIENT_LOGIN: LoginUser = {
  username: '9999999468',
  provider: 'nhs-login',
  nhsNumber: '9999999468',
  proofing: 'P9',
  vectorOfTrust: 'P9.Cp.Cd',
}

/** Adds a doctor, a patient and their practice to a world. */
export function addPeople(world: World): void {
  organisations.save(world.store, {
    odsCode: 'D82106',
    name: 'EXAMPLE MEDICAL CENTRE',
    roles: ['GP_PRACTICE'],
    open: true,
    address: ['1 Example Street'],
    postcode: 'LS1 1AA',
  })
  practitioners.save(world.store, DOCTOR)
  loginUsers.save(world.store, DOCTOR_LOGIN)
  loginUsers.save(world.store, PATIENT_LOGIN)
}

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly base?: string
}

/** An exchange for a path with its query, as the server would open it. */
export function exchangeFor(world: World, target: string, sent: Sent = {}): Exchange {
  const [path = '', search = ''] = target.split('?', 2)
  const headers = new Headers(sent.headers)
  const request: Request = {
    method: sent.method ?? 'GET',
    path,
    search,
    query: new URLSearchParams(search),
    params: {},
    header: (name) => headers.get(name) ?? undefined,
    headers: headers.entries(),
    body: new TextEncoder().encode(sent.body ?? ''),
    remoteAddress: '127.0.0.1',
    base: sent.base ?? BASE,
  }
  return new Exchange(1, world, request, world.clock.now())
}

const pattern = (endpoint: Endpoint): RegExp =>
  new RegExp(`^${endpoint.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)

export interface Reply extends Answer {
  readonly exchange: Exchange
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers by path
  readonly json: any
  readonly html: string
  header(name: string): string | undefined
}

/** Finds the endpoint as the server does and gives its answer. */
export async function send(
  service: Service,
  world: World,
  target: string,
  sent: Sent = {},
): Promise<Reply> {
  const exchange = exchangeFor(world, target, sent)
  const { path, method } = exchange.request
  const here = service.endpoints.filter((endpoint) => pattern(endpoint).test(path))
  const endpoint = here.find((one) => one.method === method)
  Object.assign(exchange.request, {
    params: endpoint ? { ...pattern(endpoint).exec(path)?.groups } : {},
  })
  const answer = endpoint
    ? await endpoint.handle(exchange)
    : service.notFound(
        exchange,
        here.map((one) => one.method as Method),
      )
  const body = String(answer.body ?? '')
  return {
    ...answer,
    exchange,
    html: body,
    get json() {
      return JSON.parse(body)
    },
    header: (name) => answer.headers[name] as string | undefined,
  }
}

export const NO_FETCH: FetchJwks = () => Promise.reject(new Error('no network in tests'))

export const newService = (fetchJwks: FetchJwks = NO_FETCH): Service =>
  createAuthService({ keys: new KeyStore(), fetchJwks })

export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** Posts a form; parameters without a value are left out. */
export const postForm = (
  service: Service,
  world: World,
  target: string,
  form: Readonly<Record<string, string | undefined>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> => {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) if (value !== undefined) body.set(name, value)
  return send(service, world, target, {
    method: 'POST',
    headers: { ...FORM, ...headers },
    body: body.toString(),
  })
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A compact JWS; members given as undefined are left out. */
export function signJwt(header: object, payload: object, key: KeyObject = PRIVATE_KEY): string {
  const signed = `${encode(header)}.${encode(payload)}`
  const digest = 'alg' in header && header.alg === 'RS256' ? 'RSA-SHA256' : 'RSA-SHA512'
  return `${signed}.${sign(digest, Buffer.from(signed), key).toString('base64url')}`
}

/** Status, `error` and `error_description` of an answer of the identity service. */
export const refusal = (reply: Reply): [number, string, string] => [
  reply.status,
  reply.json.error,
  reply.json.error_description,
]

/** The query of the address that an answer redirects to. */
export const location = (reply: Reply): URL => new URL(reply.header('Location') ?? 'about:blank')

/** The rules of the findings of an exchange. */
export const findings = (reply: Reply): string[] => reply.exchange.findings.map(({ rule }) => rule)

/** Everything the findings say. */
export const advice = (reply: Reply): string =>
  reply.exchange.findings.map(({ message }) => message).join('\n')

/** Goes from the application's authorize address to the login page and sends its form as `username`. */
export async function logIn(
  service: Service,
  world: World,
  username: string,
  { base = '/oauth2-mock', query = '' }: { base?: string; query?: string } = {},
): Promise<Reply> {
  const started = await send(
    service,
    world,
    `${base}/authorize?client_id=${CLIENT}&redirect_uri=${encodeURIComponent(CALLBACK)}&response_type=code&state=s%201${query}`,
  )
  const shown = await follow(service, world, started)
  return postForm(service, world, formTarget(shown), { ...hiddenFields(shown), username })
}

/** Goes where an answer redirects to, as a browser would. */
export const follow = (service: Service, world: World, reply: Reply): Promise<Reply> =>
  send(service, world, (reply.header('Location') as string).slice(BASE.length))

/** The hidden fields of a page's forms, as clients that fill forms copy them. */
export const hiddenFields = (reply: Reply): Record<string, string> =>
  Object.fromEntries(
    [...reply.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
      ([, name, value]) => [name as string, value as string],
    ),
  )

/** Path and query that the first form of a page posts to. */
export const formTarget = (reply: Reply): string =>
  (/<form[^>]* action="([^"]+)"/.exec(reply.html)?.[1] ?? '')
    .replaceAll('&amp;', '&')
    .slice(BASE.length)

/** A whole login: the code that the application gets. */
export async function codeFor(
  service: Service,
  world: World,
  username: string,
  how: { base?: string; query?: string } = {},
): Promise<string> {
  const back = await follow(service, world, await logIn(service, world, username, how))
  return location(back).searchParams.get('code') as string
}

/** Exchanges a code for tokens. */
export const exchangeCode = (
  service: Service,
  world: World,
  code: string | undefined,
  changes: Readonly<Record<string, string | undefined>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> =>
  postForm(
    service,
    world,
    '/oauth2-mock/token',
    {
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      client_id: CLIENT,
      client_secret: SECRET,
      ...changes,
    },
    headers,
  )
