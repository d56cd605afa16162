import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  findAccreditedSystem,
  saveAccreditedSystem,
} from '../../../src/world/tables/accredited-system.js'
import { messageHandlingSystems } from '../../../src/world/tables/message-handling-system.js'

import {
  control,
  type Directory,
  INTERACTION,
  interaction,
  ODS,
  ORIGIN,
  openDirectory,
  organisation,
  PARTY_KEY,
  partyKey,
} from './support.js'

let directory: Directory

beforeAll(async () => {
  directory = await openDirectory(true)
})
afterAll(() => directory.close())

const ID = '11111111-2222-3333-4444-555555555555'
const PSIS = interaction('psis:REPC_IN150016UK05')
const GP2GP = interaction('gp2gp:COPC_IN000001UK01')
const WHOLE = [organisation('X26'), GP2GP]

const ORGANISATION_MISSING = `Missing or invalid 'organization' query parameter. Should be 'organization=${ODS}|value'`
const INTERACTION_MISSING = `Missing or invalid 'identifier' query parameter. Should be 'identifier=${INTERACTION}|value'`
const IDENTIFIER_WRONG = `Missing or invalid 'identifier' query parameter. Should be one or both of: ['identifier=${INTERACTION}|value', 'identifier=${PARTY_KEY}|value'`
const MANUFACTURER_WRONG = `Missing or invalid 'manufacturing-organization' query parameter. Should be 'manufacturing-organization=${ODS}|value'`
const [O, I, P] = [
  `organization=${ODS}|value`,
  `identifier=${INTERACTION}|value`,
  `identifier=${PARTY_KEY}|value`,
]
const COMBINATION = `Missing or invalid query parameters. Should one of following combinations: ['${O}&${I}&${P}''${O}&${I}''${O}&${P}''${I}&${P}']`

const outcome = (issue: string, code: string, display: string, diagnostics: string) => ({
  resourceType: 'OperationOutcome',
  id: ID,
  issue: [
    {
      severity: 'error',
      code: issue,
      details: {
        coding: [
          { system: 'https://fhir.nhs.uk/STU3/ValueSet/Spine-ErrorOrWarningCode-1', code, display },
        ],
      },
      diagnostics,
    },
  ],
})

const badRequest = (message: string) =>
  outcome('required', 'BAD_REQUEST', 'Bad request', `HTTP 400: Bad Request (${message})`)
const failure = (diagnostics: string) =>
  outcome('exception', 'INTERNAL_SERVER_ERROR', 'Unexpected internal server error', diagnostics)

const search = (resource: string, parameters: readonly string[], init: RequestInit = {}) =>
  directory.search(resource, parameters, {
    ...init,
    headers: { 'X-Correlation-Id': ID, ...(init.headers as object) },
  })

describe('the parameters', () => {
  test.each<[string, string, string[], string]>([
    ['no organisation', 'Device', [GP2GP], ORGANISATION_MISSING],
    ['a blank organisation', 'Device', ['organization=', GP2GP], ORGANISATION_MISSING],
    ['an organisation without code', 'Device', [organisation(''), GP2GP], ORGANISATION_MISSING],
    ['an organisation without system', 'Device', ['organization=X26', GP2GP], ORGANISATION_MISSING],
    [
      'an organisation of another system',
      'Endpoint',
      ['organization=https://x|X26', PSIS],
      ORGANISATION_MISSING,
    ],
    [
      'no interaction',
      'Device',
      [organisation('X26'), partyKey('X26-822084')],
      INTERACTION_MISSING,
    ],
    ['nothing', 'Device', [], ORGANISATION_MISSING],
    [
      'an identifier of another system',
      'Endpoint',
      [organisation('YES'), 'identifier=https://fhir.nhs.uk/Id/other|x'],
      IDENTIFIER_WRONG,
    ],
    [
      'an identifier without bar',
      'Device',
      [organisation('YES'), 'identifier=x'],
      IDENTIFIER_WRONG,
    ],
    [
      'a maker without system',
      'Device',
      [...WHOLE, 'manufacturing-organization=X'],
      MANUFACTURER_WRONG,
    ],
    ['an organisation alone', 'Endpoint', [organisation('YES')], COMBINATION],
    ['an interaction alone', 'Endpoint', [PSIS], COMBINATION],
    ['a party key alone', 'Endpoint', [partyKey('YES-0000806')], COMBINATION],
    ['a blank second one', 'Endpoint', [organisation('YES'), 'identifier='], COMBINATION],
    ['nothing', 'Endpoint', [], COMBINATION],
    ['an unknown one', 'Device', [...WHOLE, 'foo=1'], "Illegal query parameter 'foo'"],
    ['a count', 'Device', [...WHOLE, '_count=1'], "Illegal query parameter '_count'"],
    [
      'a maker',
      'Endpoint',
      [...WHOLE, `manufacturing-organization=${ODS}|X26`],
      "Illegal query parameter 'manufacturing-organization'",
    ],
    ['two wrong ones: the first decides', 'Device', ['identifier=x', 'foo=1'], IDENTIFIER_WRONG],
    [
      'two wrong ones the other way',
      'Device',
      ['foo=1', 'identifier=x'],
      "Illegal query parameter 'foo'",
    ],
  ])('%s of %s', async (_, resource, parameters, message) => {
    const { status, headers, json } = await search(resource, parameters)
    expect([status, json]).toEqual([400, badRequest(message)])
    expect(headers.get('content-type')).toBe('application/fhir+json')
    expect(headers.get('x-correlation-id')).toBe(ID)
  })
})

describe('the correlation id', () => {
  test('that is no UUID is refused with a new one', async () => {
    const { status, headers, json } = await search('Device', ['foo=1'], {
      headers: { 'X-Correlation-Id': 'not-a-uuid' },
    })
    const made = headers.get('x-correlation-id')
    expect(made).toMatch(/^[0-9A-F-]{36}$/)
    expect([status, json]).toEqual([
      400,
      {
        ...badRequest(
          "Invalid X-Correlation-ID header. Should be an UUIDv4 matching regex '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'",
        ),
        id: made,
      },
    ])
  })
})

describe('the address', () => {
  test.each(['device', 'Device/', 'Device/1', 'metadata', 'Organization', 'Device/_search', ''])(
    "'%s' is none, whatever the method",
    async (path) => {
      for (const method of ['GET', 'POST']) {
        const { status, json } = await search(path, ['foo=1'], { method })
        expect([status, json]).toEqual([
          404,
          outcome('not-found', 'NO_RECORD_FOUND', 'No record found', 'HTTP endpoint not found'),
        ])
      }
    },
  )

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])(
    'takes no %s',
    async (method) => {
      const { status, headers, json } = await search('Endpoint', ['foo=1'], { method })
      expect([status, headers.get('allow')]).toEqual([405, 'GET'])
      if (method !== 'HEAD')
        expect(json).toEqual(
          outcome(
            'not-supported',
            'NOT_IMPLEMENTED',
            'Not implemented',
            'HTTP operation not supported',
          ),
        )
    },
  )
})

describe('Accept', () => {
  const refused = outcome(
    'not-supported',
    'MISSING_OR_INVALID_HEADER',
    'There is a required header missing or invalid',
    'Accept type not supported',
  )

  test.each([
    'text/html',
    'application/fhir+json; charset=utf-8',
    'application/json;q=0.9',
    'application/fhir+xml',
  ])('%s is refused', async (accept) => {
    const { status, json } = await search('Device', WHOLE, { headers: { Accept: accept } })
    expect([status, json]).toEqual([406, refused])
  })

  test('is looked at after the parameters', async () => {
    const { status } = await search('Device', ['foo=1'], { headers: { Accept: 'text/html' } })
    expect(status).toBe(400)
  })
})

describe('the look-up fails', () => {
  const store = () => directory.world.store

  /** Changes an entry for one test. */
  function change(id: string, changes: (entry: never) => object): () => void {
    const known = messageHandlingSystems.find(store(), id.toLowerCase())
    if (!known) throw new Error(id)
    messageHandlingSystems.save(store(), { ...known, ...changes(known as never) })
    return () => messageHandlingSystems.save(store(), known)
  }

  let restore = () => {}
  afterEach(() => restore())

  test('for a system with two clients', async () => {
    const known = findAccreditedSystem(store(), '918999199246')
    if (!known) throw new Error('no such system')
    restore = () => saveAccreditedSystem(store(), known)
    saveAccreditedSystem(store(), { ...known, clients: ['X26', 'YES'] })
    const { status, json } = await search('Device', WHOLE)
    expect([status, json]).toEqual([
      500,
      failure("LDAP returned more than 1 'nhsAsClient' attribute"),
    ])
  })

  test('for an entry with two actors', async () => {
    restore = change('S20001A000182', () => ({ contract: { actors: ['a', 'b'] } }))
    const { status, json } = await search('Endpoint', [organisation('YES'), PSIS])
    expect([status, json]).toEqual([
      500,
      failure("LDAP returned more than 1 'nhsMHSActor' attribute"),
    ])
  })

  test('for retries that are no number', async () => {
    restore = change('S20001A000182', () => ({ contract: { retries: 'two' } }))
    const { status, json } = await search('Endpoint', [organisation('YES'), PSIS])
    expect([status, json]).toEqual([500, failure("invalid literal for int() with base 10: 'two'")])
  })

  const EXPECTED = 'Expected 1 result for forward reliable/express routing and reliability but got'

  test.each<[string, string[]]>([
    ['0', []],
    ['2', ['https://one.example', 'https://two.example']],
  ])('for an intermediary with %s addresses', async (found, addresses) => {
    restore = change('S20001A000192', () => ({ addresses }))
    const { status, json } = await search('Endpoint', WHOLE)
    expect([status, json]).toEqual([500, failure(`${EXPECTED} ${found}`)])
  })

  test('for a Spine organisation without intermediary, and only for what it passes on', async () => {
    await control(directory, 'PATCH', '/settings', { spineCoreOrganisation: 'YEA' })
    const { status, json } = await search('Endpoint', WHOLE)
    expect([status, json]).toEqual([500, failure(`${EXPECTED} 0`)])
    expect((await search('Endpoint', [organisation('YES'), PSIS])).status).toBe(200)
    expect((await search('Device', WHOLE)).status).toBe(200)
    await control(directory, 'PATCH', '/settings', { spineCoreOrganisation: null })
  })

  test('an entry without address has none in its resource', async () => {
    restore = change('S20001A000182', () => ({ addresses: [] }))
    const { json } = await search('Endpoint', [organisation('YES'), PSIS])
    expect(json.total).toBe(1)
    expect(json.entry[0].resource).not.toHaveProperty('address')
  })

  test('an entry with two addresses is two resources', async () => {
    restore = change('S20001A000182', () => ({
      addresses: ['https://one.example/a', 'https://one.example/b'],
    }))
    const { json } = await search('Endpoint', [organisation('YES'), PSIS])
    expect(
      json.entry.map((one: { resource: { address: string } }) => one.resource.address),
    ).toEqual([`${ORIGIN}/a`, `${ORIGIN}/b`])
  })

  test('a directory that does not answer knows nothing; one that fails is an error', async () => {
    await control(directory, 'PATCH', '/settings', { brokenServices: { ldap: null } })
    expect((await search('Device', WHOLE)).json).toMatchObject({ total: 0, entry: [] })
    await control(directory, 'PATCH', '/settings', { brokenServices: { ldap: 503 } })
    expect((await search('Device', WHOLE)).status).toBe(500)
    await control(directory, 'PATCH', '/settings', { brokenServices: null })
  })

  test.each([
    ['SERVER_ERROR', 500, failure('Internal Server Error')],
    ['BAD_GATEWAY', 502, failure('Invalid LDAP response received')],
    [
      'GATEWAY_TIMEOUT',
      504,
      outcome(
        'timeout',
        'INTERNAL_SERVER_ERROR',
        'Unexpected internal server error',
        'LDAP request timed out',
      ),
    ],
  ])('as %s where a fault asks for it', async (failure, status, body) => {
    const made = await control(directory, 'POST', '/faults', {
      service: 'sds',
      effect: { kind: 'FAIL', failure },
      times: 1,
    })
    expect(made.status).toBe(201)
    const answer = await search('Device', WHOLE)
    expect([answer.status, answer.json]).toEqual([status, body])
  })
})
