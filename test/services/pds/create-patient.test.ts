import { beforeEach, describe, expect, test } from 'vitest'
import { writeSetting } from '../../../src/world/tables/setting.js'
import type { World } from '../../../src/world/world.js'
import { ADDRESS, authority, NAME, NEW_PATIENT } from './bodies.js'
import {
  appToken,
  newWorld,
  patientToken,
  refusalOf,
  type Sent,
  send,
  userToken,
} from './harness.js'
import { communication, refused, UK_CORE } from './patch/support.js'

let world: World
beforeEach(() => {
  world = newWorld()
})

let sent = 0
const create = (change: object = {}, more: Sent = {}) =>
  send(world, '/Patient', {
    method: 'POST',
    token: userToken(world),
    requestId: `60e0b220-8136-4ca5-ae47-${String(++sent).padStart(12, '0')}`,
    body: { ...NEW_PATIENT, ...change },
    ...more,
    headers: { 'Content-Type': 'application/json', ...more.headers },
  })

describe('a new record', () => {
  test('gets a number, version 1 and identifiers of its items', async () => {
    const answer = await create({ resourceType: 'Patient' })
    expect([answer.status, answer.headers.ETag]).toEqual([201, 'W/"1"'])
    const id = expect.stringMatching(/^[0-9A-F]{8}$/)
    expect(answer.json).toMatchObject({
      id: '5182663366',
      identifier: [{ extension: [{ valueCodeableConcept: { coding: [{ code: '01' }] } }] }],
      meta: { versionId: '1', security: [{ code: 'U' }] },
      name: [{ id, use: 'usual', family: 'Edwards' }],
      address: [{ id, line: ['1 Trevelyan Square', 'Leeds'] }],
      telecom: [{ id, value: '07700900123' }],
    })
    const urls = answer.json.extension.map(({ url }: { url: string }) => url)
    expect(urls).toEqual([`${UK_CORE}NHSCommunication`, `${UK_CORE}ContactPreference`])
    const later = await send(world, '/Patient/5182663366', { token: userToken(world) })
    expect(later.json).toEqual(answer.json)
  })

  test('is found by the next search', async () => {
    await create()
    const found = await send(world, '/Patient?family=Edwards&birthdate=1982-07-10', {
      token: userToken(world),
    })
    expect(found.json.total).toBe(1)
  })

  test('is made once for one request that is sent twice', async () => {
    const requestId = '60e0b220-8136-4ca5-ae48-000000000001'
    const first = await create({}, { requestId })
    expect((await create({}, { requestId })).json).toEqual(first.json)
  })

  test('takes blank prefixes and suffixes, and extensions that are not kept', async () => {
    const answer = await create({
      name: [{ ...NAME, prefix: [''], suffix: [''] }],
      extension: [authority(), { url: `${UK_CORE}BirthSex` }],
    })
    expect(answer.status).toBe(201)
    expect(answer.json.name[0]).not.toHaveProperty('prefix')
    expect(answer.json).not.toHaveProperty('extension')
  })
})

describe('somebody who is held already', () => {
  const match = (display: string, code: string, diagnostics: string) => ({
    status: 200,
    severity: 'error',
    issue: 'value',
    code,
    display,
    diagnostics,
  })

  test('once is named', async () => {
    const answer = await create({
      name: [{ ...NAME, family: 'McMatch-Single' }],
      address: [{ ...ADDRESS, postalCode: 'BAP 4WG' }],
    })
    expect(refusalOf(answer)).toEqual(
      match(
        'Single match found',
        'SINGLE_MATCH',
        'Unable to create new patient. NHS number 9994000101 found for supplied demographic data.',
      ),
    )
  })

  test('more than once is not', async () => {
    const answer = await create({
      name: [{ ...NAME, family: 'mcmatch-multiple' }],
      address: [{ ...ADDRESS, postalCode: 'dn197ud' }],
    })
    expect(refusalOf(answer)).toEqual(
      match(
        'Multiple matches found',
        'MULTIPLE_MATCHES',
        'Unable to create new patient. Multiple matches found for supplied demographic data.',
      ),
    )
  })

  test('is matched again after they were made', async () => {
    await create()
    expect(refused(await create())[1]).toBe('SINGLE_MATCH')
  })
})

describe('a record is not made', () => {
  const missing = (field: string) => [400, 'MISSING_VALUE', `Missing value - '${field}'`]
  const invalid = (value: string, field: string) => [
    400,
    'INVALID_VALUE',
    `Invalid value - '${value}' in field '${field}'`,
  ]
  const rule = (text: string) => [
    400,
    'INVALID_CREATE',
    `Invalid patient create data provided - '${text}'`,
  ]
  const named = (change: object) => ({ name: [{ ...NAME, ...change }] })
  const living = (change: object) => ({ address: [{ ...ADDRESS, ...change }] })
  const without = { name: undefined, address: undefined, gender: undefined, birthDate: undefined }
  const lines = rule('address lines 1 and 4 or 2 and 4 must be completed as a minimum')
  const SIX = ['One', 'Two', 'Three', 'Four', 'Five', 'six']

  test.each<[string, object, unknown[]]>([
    ['without anything', { ...without, extension: undefined }, missing('name')],
    ['without all but a name', { ...without, name: [NAME] }, missing('address')],
    ['without a gender', { gender: undefined, birthDate: undefined }, missing('gender')],
    ['without a birth date', { birthDate: undefined }, missing('birthDate')],
    ['without a family', named({ family: undefined }), missing('name/0/family')],
    ['without given names', named({ given: undefined }), missing('name/0/given')],
    ['without the period of a name', named({ period: undefined }), missing('name/0/period')],
    [
      'without the period of an address',
      living({ period: undefined }),
      missing('address/0/period'),
    ],
    ['without a postcode', living({ postalCode: undefined }), missing('address/0/postalCode')],
    ['without lines', living({ line: undefined }), missing('address/0/line')],
    [
      'with an address key that has no pieces',
      living({ extension: [{ url: `${UK_CORE}AddressKey` }] }),
      missing('address/0/extension/0/extension'),
    ],
    ['without extensions', { extension: undefined }, missing('extension')],
    ['without an authority', { extension: [communication('vi')] }, missing('extension')],
    [
      'with given names that are no list',
      named({ given: 'not an array' }),
      invalid('not an array', 'name/0/given'),
    ],
    ['with another character', named({ given: ['O`Brien'] }), invalid('O`Brien', 'name/0/given')],
    [
      'with an address that is no object',
      { address: [['another', 'array']] },
      invalid("['another', 'array']", 'address/0'),
    ],
    ['of gender other', { gender: 'other' }, invalid('other', 'gender')],
    ['of no date of birth', { birthDate: 'not-a-date' }, invalid('not-a-date', 'birthDate')],
    [
      'under another name than the usual',
      named({ use: 'nickname' }),
      invalid('nickname', 'name/0/use'),
    ],
    ['at a place of work', living({ use: 'work' }), invalid('work', 'address/0/use')],
    [
      'with another extension',
      { extension: [authority(), { url: 'https://example.com' }] },
      invalid('https://example.com', 'extension/1/url'),
    ],
    [
      'by an unknown kind of authority',
      { extension: [authority('z')] },
      invalid('z', 'extension/0/extension/0/valueCodeableConcept/coding/0/code'),
    ],
    [
      'by an authority of one letter',
      { extension: [authority('x', 'R')] },
      invalid('R', 'extension/0/extension/1/valueString'),
    ],
    [
      'with six given names',
      named({ given: SIX }),
      [
        400,
        'TOO_MANY_VALUES_SUBMITTED',
        "Too many values submitted - ['One', 'Two', 'Three', 'Four', 'Five', 'six'] in field 'name/0/given'",
      ],
    ],
    [
      'without a name in the list',
      { name: [] },
      [400, 'TOO_FEW_VALUES_SUBMITTED', "Too few values submitted - [] in field 'name'"],
    ],
    ['without line 4', living({ line: ['1', '2', '', '', ''] }), lines],
    ['without lines 1 and 2', living({ line: ['', '', '3', '4', ''] }), lines],
    [
      'with a bad e-mail',
      { telecom: [{ system: 'email', use: 'home', value: 'no.address' }] },
      rule('email format is invalid'),
    ],
    [
      'with a usual name that ends',
      named({ period: { start: '1986-07-01', end: '2020-01-01' } }),
      rule('An end date can not be provided on usual name'),
    ],
    [
      'with another member',
      { active: true },
      [
        400,
        'ADDITIONAL_PROPERTIES',
        "Invalid request with error - Additional properties are not allowed ('active' was unexpected)",
      ],
    ],
  ])('%s', async (_, change, refusal) => {
    expect(refused(await create(change))).toEqual(refusal)
  })

  test('from a body that is no object, or no JSON', async () => {
    for (const body of ['[]', '{']) {
      const [status, code] = refused(await create({}, { body }))
      expect([status, code]).toEqual([400, 'VALIDATION_ERROR'])
    }
  })

  test('of another media type', async () => {
    const answer = await create({}, { headers: { 'Content-Type': 'text/plain' } })
    expect(refused(answer)).toEqual([400, 'UNSUPPORTED_SERVICE', undefined])
  })

  test.each([
    ['an application', () => appToken(world)],
    ['a patient', () => patientToken(world, '9000000009')],
  ])('for %s', async (_, token) => {
    expect(refused(await create({}, { token: token() }))).toEqual([
      403,
      'INVALID_METHOD',
      'Your app has insufficient permissions to use this method. Please contact support.',
    ])
  })

  test('more than three times a second, where limits are on', async () => {
    writeSetting(world.store, 'rateLimits', true)
    expect((await create({ gender: 'other' })).status).toBe(400)
    await world.advance(100)
    expect(refused(await create())).toEqual([
      429,
      'TOO_MANY_REQUESTS',
      'There have been too many Create Patient requests. Please try again later.',
    ])
    await world.advance(1000)
    expect((await create()).status).toBe(201)
  })
})
