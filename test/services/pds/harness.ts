import { readFileSync } from 'node:fs'
import type { Answer } from '../../../src/http/answer.js'
import { Exchange } from '../../../src/http/exchange.js'
import type { Request } from '../../../src/http/request.js'
import { pdsService } from '../../../src/services/pds/fhir/service.js'
import { createSchema } from '../../../src/world/schema.js'
import { organisationKind } from '../../../src/world/seed/kinds/organisations.js'
import { patientOf, patientSchema } from '../../../src/world/seed/kinds/patients.js'
import { Store } from '../../../src/world/store.js'
import {
  type AccessToken,
  type ApplicationToken,
  accessTokens,
  type UserToken,
} from '../../../src/world/tables/access-token.js'
import { type Application, applications } from '../../../src/world/tables/application.js'
import { savePatient } from '../../../src/world/tables/patient.js'
import { type Practitioner, practitioners } from '../../../src/world/tables/practitioner.js'
import { writeSetting } from '../../../src/world/tables/setting.js'
import { World } from '../../../src/world/world.js'

export const NOW = Date.parse('2026-03-02T09:30:00Z')
export const BASE = '/personal-demographics/FHIR/R4'
export const REQUEST_ID = '60e0b220-8136-4ca5-ae46-1d97ef59d068'
const HOUR = 3_600_000

const PDS = 'personal-demographics-service'
export const SCOPES = {
  app: `urn:nhsd:apim:app:level3:${PDS}`,
  privileged: `urn:nhsd:apim:app:level3:privileged-${PDS}`,
  user: `urn:nhsd:apim:user-nhs-id:aal3:${PDS}`,
  aal2: `urn:nhsd:apim:user-nhs-cis2:aal2:${PDS}`,
  oldUser: `${PDS}:USER-RESTRICTED`,
  p9: `urn:nhsd:apim:user-nhs-login:P9:${PDS}`,
  p5: `urn:nhsd:apim:user-nhs-login:P5:${PDS}`,
  p0: `urn:nhsd:apim:user-nhs-login:P0:${PDS}`,
} as const

export const APPLICATION: Application = {
  clientId: 'A'.repeat(32),
  name: 'example-app',
  secret: 'secret',
  callback: 'http://localhost/callback',
  status: 'approved',
  identityService: true,
  scopes: [SCOPES.app, SCOPES.user],
  asid: '200000000001',
}

export const NURSE: Practitioner = {
  userId: '656005750107',
  given: 'Ada',
  family: 'Nurse',
  active: true,
  identityAssurance: 3,
  roles: [{ roleId: '555254242105', odsCode: 'Y12345', jobRole: 'R8001', activities: [] }],
}

/** Rows of the standard data set. */
const rows = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../seed/standard/${file}`, import.meta.url), 'utf8'))

const patients = patientSchema.array().parse(rows('patients.json'))

/** The image all worlds of the tests are made from: the patients of the standard data set. */
const image = (() => {
  const store = Store.inMemory()
  createSchema(store)
  store.transaction(() => {
    for (const patient of patients) savePatient(store, patientOf(patient))
    organisationKind.save(store, organisationKind.schema.array().parse(rows('organisations.json')))
    writeSetting(store, 'clock', { mode: 'frozen', at: NOW })
    applications.save(store, APPLICATION)
    practitioners.save(store, NURSE)
  })
  return store.serialise()
})()

/** A world of its own with a frozen clock, the standard patients, an application and a nurse. */
export const newWorld = (): World => new World('test', Store.inMemory(image))

const BASICS = {
  clientId: APPLICATION.clientId,
  issued: NOW - HOUR / 2,
  expires: NOW + HOUR / 2,
  revoked: false,
} as const

function keep<Token extends AccessToken>(world: World, token: Token): string {
  accessTokens.save(world.store, token)
  return token.token
}

/** Inserts a token of an application; answers the bearer text. */
export const appToken = (world: World, more: Partial<ApplicationToken> = {}): string =>
  keep(world, {
    ...BASICS,
    kind: 'app',
    grant: 'client_credentials',
    token: 'app-token',
    scopes: [SCOPES.app],
    ...more,
  })

/** Inserts a token of a healthcare worker who logged in through the combined flow. */
export const userToken = (world: World, more: Partial<UserToken> = {}): string =>
  keep(world, {
    ...BASICS,
    kind: 'user',
    grant: 'authorization_code',
    token: 'user-token',
    scopes: [SCOPES.user],
    provider: 'nhs-cis2',
    level: 'aal3',
    userId: NURSE.userId,
    identityAssurance: 3,
    amr: 'N3_SMARTCARD',
    sessionId: 'session-1',
    ...more,
  })

/** Inserts a token of a healthcare worker who logged in elsewhere: userinfo cannot be asked. */
export function separateToken(world: World): string {
  userToken(world)
  const { sessionId: _, ...token } = accessTokens.find(world.store, 'user-token') as UserToken
  return keep(world, { ...token, token: 'separate-token', grant: 'token_exchange' })
}

/** Inserts a token of a patient. */
export const patientToken = (
  world: World,
  nhsNumber: string,
  more: Partial<UserToken> = {},
): string =>
  userToken(world, {
    token: 'patient-token',
    provider: 'nhs-login',
    level: 'p9',
    userId: nhsNumber,
    scopes: [SCOPES.p9],
    vectorOfTrust: 'P9.Cp.Cd',
    ...more,
  })

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly token?: string
  /** Leaves X-Request-ID out where it is null. */
  readonly requestId?: string | null
  /** Written as JSON unless it is text. */
  readonly body?: unknown
}

const bytesOf = (body: unknown): Uint8Array => {
  if (body instanceof Uint8Array) return body
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new TextEncoder().encode(body === undefined ? '' : text)
}

function requestOf(path: string, sent: Sent): Request {
  const [below = '', search = ''] = path.split('?', 2)
  const { requestId = REQUEST_ID } = sent
  const headers = new Map<string, string>()
  if (sent.token !== undefined) headers.set('authorization', `Bearer ${sent.token}`)
  if (requestId !== null) headers.set('x-request-id', requestId)
  for (const [name, value] of Object.entries(sent.headers ?? {}))
    headers.set(name.toLowerCase(), value)
  return {
    method: sent.method ?? 'GET',
    path: BASE + below,
    search,
    query: new URLSearchParams(search),
    params: {},
    header: (name) => headers.get(name.toLowerCase()),
    headers,
    body: bytesOf(sent.body),
    remoteAddress: '127.0.0.1',
    base: 'http://localhost:9000',
  }
}

/** Matches a path with a pattern such as `/Patient/:id`; the parameters, or undefined. */
function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, found] = [pattern.split('/'), path.split('/')]
  if (wanted.length !== found.length) return undefined
  const params: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const value = found[at] as string
    if (part.startsWith(':') && value) params[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return undefined
  }
  return params
}

/** A JSON body whose shape the test looks at. */
type Json = ReturnType<typeof JSON.parse>

export interface Received extends Answer {
  readonly json: Json
  readonly exchange: Exchange
}

/** Sends a request to PDS as the server would route it. */
export async function send(world: World, path: string, sent: Sent = {}): Promise<Received> {
  const request = requestOf(path, sent)
  const hits = pdsService.endpoints.flatMap((endpoint) => {
    const params = match(endpoint.path, request.path)
    return params ? [{ endpoint, params }] : []
  })
  const hit = hits.find(({ endpoint }) => endpoint.method === request.method)
  const exchange = new Exchange(1, world, { ...request, params: hit?.params ?? {} }, NOW)
  const answer = hit
    ? await hit.endpoint.handle(exchange)
    : pdsService.notFound(
        exchange,
        hits.map(({ endpoint }) => endpoint.method),
      )
  const finished = pdsService.finish(exchange, answer)
  return { ...finished, exchange, json: finished.body ? JSON.parse(String(finished.body)) : null }
}

/** Status, code and diagnostics of a refusal. */
export const refusalOf = ({ status, json }: Received) => ({
  status,
  severity: json.issue[0].severity,
  issue: json.issue[0].code,
  code: json.issue[0].details.coding[0].code,
  display: json.issue[0].details.coding[0].display,
  diagnostics: json.issue[0].diagnostics,
})

/** Names of the rules that were found broken. */
export const rulesOf = ({ exchange }: Received): string[] =>
  exchange.findings.map(({ rule }) => rule)
