import { beforeEach, describe, expect, test } from 'vitest'
import { mergePatient } from '../../../src/services/pds/domain/update/withdraw.js'
import type { World } from '../../../src/world/world.js'
import { CARD } from './bodies.js'
import {
  appToken,
  newWorld,
  patientToken,
  refusalOf,
  type Sent,
  send,
  userToken,
} from './harness.js'
import { invalidValue, refused } from './patch/support.js'

let world: World
beforeEach(() => {
  world = newWorld()
})

const NUMBER = '9000000009'
const query = (number: string) => `/Coverage?subscriber:identifier=${number}`
const get = (number = NUMBER, path = query(number)) =>
  send(world, path, { token: patientToken(world, number) })

let sent = 0
const post = (change: object = {}, more: Sent = {}) =>
  send(world, '/Coverage', {
    method: 'POST',
    token: more.token ?? patientToken(world, NUMBER),
    requestId: `60e0b220-8136-4ca5-ae4a-${String(++sent).padStart(12, '0')}`,
    body: { ...CARD, ...change },
    ...more,
    headers: { 'If-Match': 'W/"2"', 'Content-Type': 'application/json', ...more.headers },
  })

describe('a health insurance card', () => {
  test('is shown to the patient', async () => {
    const { status, headers, json } = await get()
    expect([status, headers.ETag]).toEqual([200, 'W/"2"'])
    expect(json).toMatchObject({
      type: 'searchset',
      total: 1,
      meta: { versionId: '2' },
      entry: [
        {
          resource: {
            resourceType: 'Coverage',
            status: 'active',
            subscriber: { identifier: { value: NUMBER } },
            identifier: [{ value: 'ES456789012345', assigner: { display: 'France' } }],
            period: { end: '2030-12-31' },
          },
        },
      ],
    })
  })

  test('is none where none is held', async () => {
    const { json } = await get('9000000033')
    expect(json.total).toBe(0)
    expect(json).not.toHaveProperty('entry')
  })

  test('is asked for with the colon encoded, too', async () => {
    expect((await get(NUMBER, `/Coverage?subscriber%3Aidentifier=${NUMBER}`)).status).toBe(200)
  })

  test('is that of the surviving record of a merge', async () => {
    mergePatient(world, '9000000033', NUMBER)
    expect((await get('9000000033')).json.total).toBe(1)
  })

  test('is replaced as a whole, with the next version of the record', async () => {
    const { status, headers, json } = await post()
    expect([status, headers.ETag]).toEqual([201, 'W/"3"'])
    expect(json).toMatchObject({ total: 1, meta: { versionId: '3' } })
    expect((await get()).json.entry[0].resource.identifier[0]).toMatchObject({
      value: 'DE1234567890121234',
      assigner: { display: 'Germany' },
    })
  })

  test('is replaced under the media type of the specification', async () => {
    const type = { 'Content-Type': 'application/json-patch+json' }
    expect((await post({}, { headers: type })).status).toBe(201)
  })
})

describe('a card is not to be had', () => {
  test.each(['/Coverage', `/Coverage?beneficiary=${NUMBER}`])('from %s', async (path) => {
    expect(refused(await get(NUMBER, path))).toEqual([
      400,
      'INVALID_SEARCH_DATA',
      "Invalid search data provided - 'Coverage search request must follow the format /Coverage?subscriber:identifier=NHS_NUMBER'",
    ])
  })

  test.each([
    ['a healthcare worker', 'user-restricted', () => userToken(world)],
    ['an application', 'application-restricted', () => appToken(world)],
  ])('by %s', async (_, mode, token) => {
    const get403 = await send(world, query(NUMBER), { token: token() })
    expect(refusalOf(get403)).toMatchObject({
      status: 403,
      code: 'ACCESS_DENIED',
      display: `Cannot GET resource with ${mode} access token`,
    })
    expect(refusalOf(await post({}, { token: token() }))).toMatchObject({
      status: 403,
      code: 'ACCESS_DENIED',
      display: `Cannot POST resource with ${mode} access token`,
    })
  })

  test('by another patient', async () => {
    const token = patientToken(world, '9000000017')
    expect((await send(world, query(NUMBER), { token })).status).toBe(403)
    expect(refusalOf(await post({}, { token }))).toMatchObject({
      status: 403,
      code: 'ACCESS_DENIED',
      display: 'Patient cannot perform this action',
    })
  })
})

describe('a card is not replaced', () => {
  const missing = (field: string) => [400, 'MISSING_VALUE', `Missing value - '${field}'`]
  const PAYORS = [{ identifier: { value: 'DE98765' } }, { identifier: { value: 'FR98765' } }]

  test.each<[string, object, unknown[]]>([
    ['without a number', { identifier: [{}] }, missing('identifier/0/value')],
    ['without an identifier', { identifier: undefined }, missing('identifier/0/value')],
    ['without a status', { status: undefined }, missing('status')],
    ['without a subscriber', { subscriber: undefined }, missing('subscriber/identifier/value')],
    ['without a beneficiary', { beneficiary: {} }, missing('beneficiary/identifier/value')],
    ['without a period', { period: undefined }, missing('period')],
    ['that expired', { status: 'Expired' }, invalidValue('Expired', 'status')],
    [
      'that ended long ago',
      { period: { end: '1860-12-15' } },
      invalidValue('1860-12-15', 'period/end'),
    ],
    [
      'that ends in far future',
      { period: { end: '2190-12-15' } },
      invalidValue('2190-12-15', 'period/end'),
    ],
    [
      'of no institution',
      { payor: [{ identifier: { value: '' } }] },
      invalidValue('', 'payor/0/identifier/value'),
    ],
    [
      'of two institutions',
      { payor: PAYORS },
      [
        400,
        'TOO_MANY_VALUES_SUBMITTED',
        "Too many values submitted - [{'identifier': {'value': 'DE98765'}}, {'identifier': {'value': 'FR98765'}}] in field 'payor'",
      ],
    ],
  ])('%s', async (_, change, refusal) => {
    expect(refused(await post(change))).toEqual(refusal)
    expect((await get()).json.meta.versionId).toBe('2')
  })

  test('without If-Match, or at another version; the body comes before the version', async () => {
    expect(refused(await post({}, { headers: { 'If-Match': '' } }))[1]).toBe('PRECONDITION_FAILED')
    const stale = { headers: { 'If-Match': 'W/"1"' } }
    expect(refused(await post({}, stale))).toEqual([409, 'RESOURCE_VERSION_MISMATCH', undefined])
    expect(refused(await post({ status: 'Expired' }, stale))[0]).toBe(400)
  })

  test('of another media type, or from no JSON', async () => {
    const type = { headers: { 'Content-Type': 'text/plain' } }
    expect(refused(await post({}, type))[1]).toBe('UNSUPPORTED_SERVICE')
    expect(refused(await post({}, { body: 'x' }))[1]).toBe('VALIDATION_ERROR')
  })

  test('of a number that was merged', async () => {
    mergePatient(world, NUMBER, '9000000033')
    expect(refused(await post({}, { headers: { 'If-Match': 'W/"3"' } }))[2]).toMatch(/superseded/)
  })
})
