import { describe, expect, test } from 'vitest'
import { type ErsGate, passErsGateway } from '../../src/gateway/ers/index.js'
import { issueApplicationToken, issueUserToken } from '../../src/services/auth/issue-token.js'
import { accessTokens } from '../../src/world/tables/access-token.js'
import { type Application, applications } from '../../src/world/tables/application.js'
import { practitioners } from '../../src/world/tables/practitioner.js'
import { writeSetting } from '../../src/world/tables/setting.js'
import type { World } from '../../src/world/world.js'
import {
  APP_SCOPE,
  addPeople,
  CLIENT,
  DOCTOR,
  exchangeFor,
  newWorld,
  register,
  registerWithout,
  START,
  USER_SCOPE,
} from '../services/auth/support.js'

const ODS = 'NHSD-End-User-Organisation-ODS'
const FUNCTION = 'NHSD-eRS-Business-Function'
const HEADERS = { [ODS]: 'D82106', [FUNCTION]: 'REFERRING_CLINICIAN' }

function newPeopledWorld(changes: Partial<Application> = {}): World {
  const world = newWorld()
  register(world, changes)
  addPeople(world)
  return world
}

function tokenOf(world: World, kind: 'user' | 'app'): string {
  const issued =
    kind === 'user'
      ? issueUserToken(world, { clientId: CLIENT, username: 'doctor' })
      : issueApplicationToken(world, CLIENT)
  if (!issued.ok) throw new Error(issued.message)
  return issued.token.token
}

const PATHS = {
  STU3: '/referrals/FHIR/STU3/ReferralRequest/000000070000',
  R4: '/referrals/FHIR/R4/ServiceRequest/000000070000',
}

function pass(
  world: World,
  version: 'STU3' | 'R4',
  headers: Record<string, string>,
  path = PATHS[version],
): { gate: ErsGate; rules: string[] } {
  const exchange = exchangeFor(world, path, { headers })
  const gate = passErsGateway(exchange, version)
  return { gate, rules: exchange.findings.map(({ rule }) => rule) }
}

const withToken = (
  world: World,
  kind: 'user' | 'app',
  headers: Record<string, string> = HEADERS,
) => ({
  Authorization: `Bearer ${tokenOf(world, kind)}`,
  ...headers,
})

const answerOf = (gate: ErsGate) => {
  if (gate.ok) throw new Error('the gateway let the call pass')
  return gate.answer
}

const outcome = (version: 'STU3' | 'R4', issue: string, code: string, diagnostics?: string) => ({
  resourceType: 'OperationOutcome',
  meta: {
    lastUpdated: '2026-01-05T09:30:00.000Z',
    profile: [
      version === 'R4'
        ? 'https://www.hl7.org/fhir/R4/operationoutcome.html'
        : 'https://fhir.nhs.uk/STU3/StructureDefinition/eRS-OperationOutcome-1',
    ],
  },
  issue: [
    {
      severity: 'error',
      code: issue,
      details: {
        coding: [
          {
            system:
              version === 'R4'
                ? 'https://fhir.nhs.uk/CodeSystem/NHSD-API-ErrorOrWarningCode'
                : 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-APIErrorCode-1',
            code,
          },
        ],
      },
      ...(diagnostics === undefined ? {} : { diagnostics }),
    },
  ],
})

const DENIED = { STU3: 'NO_ACCESS', R4: 'ACCESS_DENIED' }

describe('the token', () => {
  const expired = (world: World): string => {
    const token = tokenOf(world, 'user')
    world.clock.set(START + 600_000)
    return `Bearer ${token}`
  }
  const revoked = (world: World): string => {
    const token = tokenOf(world, 'user')
    accessTokens.save(world.store, {
      ...accessTokens.find(world.store, token),
      revoked: true,
    } as never)
    return `Bearer ${token}`
  }
  const ABSENT = ['Invalid access token', 'oauth.v2.InvalidAccessToken']
  const INVALID = ['Invalid Access Token', 'keymanagement.service.invalid_access_token']
  const rows: [string, (world: World) => string | undefined, string[]][] = [
    ['absent', () => undefined, ABSENT],
    ['empty', () => '', ABSENT],
    ['a scheme alone', () => 'Bearer', ABSENT],
    ['another scheme', () => 'Basic eDp5', ABSENT],
    ['unknown', () => 'Bearer garbage', INVALID],
    ['revoked', revoked, INVALID],
    ['expired', expired, ['Access Token expired', 'keymanagement.service.access_token_expired']],
  ]

  test.each(rows)('%s is refused', (_name, header, [text = '', code = '']) => {
    for (const version of ['STU3', 'R4'] as const) {
      const world = newPeopledWorld()
      const authorization = header(world)
      const headers = authorization === undefined ? {} : { Authorization: authorization }
      const answer = answerOf(pass(world, version, headers).gate)
      expect(answer.status).toBe(401)
      expect(answer.headers['WWW-Authenticate']).toBe(
        `Bearer realm="null",error="invalid_token",error_description="${code}: ${text}"`,
      )
      if (version === 'STU3') {
        expect(answer.body).toBeNull()
        expect(answer.headers['Content-Type']).toBeUndefined()
      } else {
        expect(answer.headers['Content-Type']).toBe('application/fhir+json')
        const body = JSON.parse(String(answer.body))
        expect(body.issue).toEqual(outcome('R4', 'login', 'ACCESS_DENIED', text).issue)
      }
    }
  })

  test('of an application without a product for e-RS is refused', () => {
    const world = newPeopledWorld({
      scopes: ['urn:nhsd:apim:user-nhs-id:aal3:personal-demographics-service'],
    })
    const answer = answerOf(pass(world, 'R4', withToken(world, 'user')).gate)
    expect(answer.status).toBe(401)
    expect(JSON.parse(String(answer.body))).toEqual(
      outcome('R4', 'login', 'ACCESS_DENIED', 'Invalid API call as no apiproduct match found'),
    )
  })

  test('passes to its last millisecond, with the scheme in any letter case', () => {
    const world = newPeopledWorld()
    const token = tokenOf(world, 'user')
    world.clock.set(START + 599_999)
    expect(pass(world, 'R4', { ...HEADERS, Authorization: `bearer ${token}` }).gate.ok).toBe(true)
  })
})

describe('the checks after the token, in their order', () => {
  const T1 =
    'The authentication method utilised is not currently supported. Contact your local Registration Authority or IT department for help.'
  const T2 = 'Missing or Empty NHSD-End-User-Organisation-ODS header.'
  const T3 = 'Unauthorised ODS code provided in NHSD-End-User-Organisation-ODS header'
  const T5 = 'User does not have the required Business Function at the specified Organisation.'
  const T6 =
    "We couldn't verify your identity. Contact your local Registration Authority or IT department for help."

  const wrongScope = (): World =>
    newPeopledWorld({ scopes: [USER_SCOPE.replace('user-nhs-id', 'user-nhs-cis2')] })
  const allowing = (...allowedOrganisations: string[]): World =>
    newPeopledWorld({ allowedOrganisations })
  const unproved = (): World => {
    const world = newPeopledWorld()
    practitioners.save(world.store, { ...DOCTOR, identityAssurance: 2 })
    return world
  }

  const rows: [string, () => World, Record<string, string>, number, string, string, string][] = [
    ['2 scope', wrongScope, {}, 401, 'login', 'NO_ACCESS', T1],
    ['3 no organisation', () => allowing('D82106'), {}, 400, 'required', 'MISSING_HEADER', T2],
    [
      '3 empty organisation',
      () => allowing('D82106'),
      { [ODS]: ' ' },
      400,
      'required',
      'MISSING_HEADER',
      T2,
    ],
    ['4 not on the list', () => allowing('X1'), HEADERS, 403, 'forbidden', 'NO_ACCESS', T3],
    ...['PROVIDER', 'REFERRER'].map((side): (typeof rows)[number] => [
      `8u ${side}_AUTHORISED_APPLICATION`,
      unproved,
      { ...HEADERS, [FUNCTION]: `${side}_AUTHORISED_APPLICATION` },
      403,
      'forbidden',
      'NO_ACCESS',
      T5,
    ]),
    [
      '8u AUTHORISED_APPLICATION',
      () => newPeopledWorld(),
      { ...HEADERS, [FUNCTION]: 'AUTHORISED_APPLICATION' },
      403,
      'forbidden',
      'NO_ACCESS',
      T5,
    ],
    ['9u identity assurance', unproved, HEADERS, 401, 'forbidden', 'NO_ACCESS', T6],
  ]

  test.each(rows)('%s', (_name, makeWorld, headers, status, issue, code, text) => {
    for (const version of ['STU3', 'R4'] as const) {
      const world = makeWorld()
      const { gate, rules } = pass(world, version, withToken(world, 'user', headers))
      const answer = answerOf(gate)
      expect(answer.status).toBe(status)
      expect(answer.headers['Content-Type']).toBe('application/fhir+json')
      expect(JSON.parse(String(answer.body))).toEqual(
        outcome(version, issue, code === 'NO_ACCESS' ? DENIED[version] : code, text),
      )
      expect(rules).toHaveLength(1)
    }
  })

  test.each(['STU3', 'R4'] as const)('6 no ASID, %s', (version) => {
    const world = newPeopledWorld()
    registerWithout(world, 'asid')
    const answer = answerOf(pass(world, version, withToken(world, 'app')).gate)
    expect(answer.status).toBe(403)
    expect(JSON.parse(String(answer.body))).toEqual(
      outcome(version, 'forbidden', DENIED[version], 'ASID is not configured in the application'),
    )
  })

  test('3 and 4 leave A030, applications, and applications without a list alone', () => {
    const world = newPeopledWorld({ allowedOrganisations: ['X1'] })
    const a030 = '/referrals/FHIR/R4/PractitionerRole'
    expect(pass(world, 'R4', withToken(world, 'user', {}), a030).gate.ok).toBe(true)
    expect(pass(world, 'R4', withToken(world, 'app', {})).gate.ok).toBe(true)
    const open = newPeopledWorld()
    expect(pass(open, 'R4', withToken(open, 'user', {})).gate.ok).toBe(true)
  })

  test('7 the rate limit is off unless the world switches it on', () => {
    const world = newPeopledWorld()
    const headers = withToken(world, 'user')
    for (let at = 0; at < 700; at++) expect(pass(world, 'R4', headers).gate.ok).toBe(true)
    writeSetting(world.store, 'rateLimits', true)
    expect(pass(world, 'STU3', headers).gate.ok).toBe(true)
    const [stu3, r4] = (['STU3', 'R4'] as const).map((version) =>
      answerOf(pass(world, version, headers).gate),
    )
    expect(stu3).toEqual({ status: 429, headers: {}, body: null })
    expect(r4?.status).toBe(429)
    expect(JSON.parse(String(r4?.body))).toEqual(outcome('R4', 'throttled', 'TOO_MANY_REQUESTS'))
    expect(r4?.headers).not.toHaveProperty('Retry-After')
    world.clock.set(START + 84)
    expect(pass(world, 'R4', headers).gate.ok).toBe(true)
  })

  test.each(['x-ers-ods-code', 'x-ers-business-function', 'x-ers-user-id'])(
    '8a an application may not send %s',
    (name) => {
      const world = newPeopledWorld()
      for (const version of ['STU3', 'R4'] as const)
        expect(
          answerOf(pass(world, version, withToken(world, 'app', { [name]: '' })).gate),
        ).toEqual({
          status: 403,
          headers: { 'Content-Type': 'text/plain' },
          body: '',
        })
      expect(pass(world, 'R4', withToken(world, 'user', { ...HEADERS, [name]: 'x' })).gate.ok).toBe(
        true,
      )
    },
  )

  test.each([
    [{}, 'app-restricted-ods-code'],
    [{ odsCode: 'R69' }, 'app-restricted-user-id'],
  ])('9a an application registered with %o', (appRestricted, missing) => {
    const world = newPeopledWorld({ appRestricted })
    const answer = answerOf(pass(world, 'STU3', withToken(world, 'app')).gate)
    expect(answer.status).toBe(500)
    expect(JSON.parse(String(answer.body))).toEqual({
      fault: {
        faultstring: `Unresolved variable : app.${missing}`,
        detail: { errorcode: 'entities.UnresolvedVariable' },
      },
    })
  })
})

describe('what passes', () => {
  test('a user comes with the headers they sent', () => {
    const world = newPeopledWorld()
    const headers = { ...HEADERS, 'NHSD-eRS-On-Behalf-Of-User-ID': '555300000202' }
    const exchange = exchangeFor(world, PATHS.R4, { headers: withToken(world, 'user', headers) })
    expect(passErsGateway(exchange, 'R4')).toEqual({
      ok: true,
      access: {
        mode: 'user',
        clientId: CLIENT,
        asid: '200000000001',
        token: expect.objectContaining({ kind: 'user' }),
        userId: DOCTOR.userId,
        organisation: 'D82106',
        businessFunction: 'REFERRING_CLINICIAN',
        onBehalfOf: '555300000202',
      },
    })
    expect(exchange.caller).toEqual({
      clientId: CLIENT,
      userId: DOCTOR.userId,
      organisation: 'D82106',
      businessFunction: 'REFERRING_CLINICIAN',
    })
    expect(exchange.findings).toEqual([])
  })

  test('an application comes with its registered values', () => {
    const world = newPeopledWorld()
    expect(pass(world, 'STU3', withToken(world, 'app')).gate).toEqual({
      ok: true,
      access: {
        mode: 'application',
        clientId: CLIENT,
        asid: '200000000001',
        token: expect.objectContaining({ kind: 'app' }),
        userId: '555300000999',
        organisation: 'R69',
        businessFunction: 'PROVIDER_AUTHORISED_APPLICATION',
      },
    })
    const application = applications.find(world.store, CLIENT) as Application
    applications.save(world.store, {
      ...application,
      appRestricted: {
        ...application.appRestricted,
        businessFunction: 'REFERRER_AUTHORISED_APPLICATION',
      },
    })
    expect(pass(world, 'STU3', withToken(world, 'app')).gate).toMatchObject({
      access: { businessFunction: 'REFERRER_AUTHORISED_APPLICATION' },
    })
  })

  test.each([APP_SCOPE, USER_SCOPE, USER_SCOPE.replace('aal3', 'aal2')])(
    'the scope %s',
    (scope) => {
      const world = newPeopledWorld()
      const kind = scope === APP_SCOPE ? 'app' : 'user'
      const token = tokenOf(world, kind)
      accessTokens.save(world.store, {
        ...accessTokens.find(world.store, token),
        scopes: [scope],
      } as never)
      expect(pass(world, 'R4', { ...HEADERS, Authorization: `Bearer ${token}` }).gate.ok).toBe(true)
    },
  )
})

test('a refusal gives the client its own X-Request-ID back, and none if it sent none', () => {
  const world = newPeopledWorld()
  const echoed = answerOf(pass(world, 'STU3', { 'X-Request-ID': 'any text' }).gate)
  expect(echoed.headers['X-Request-ID']).toBe('any text')
  expect(answerOf(pass(world, 'R4', {}).gate).headers).not.toHaveProperty('X-Request-ID')
})
