import { beforeEach, describe, expect, test } from 'vitest'
import { applications } from '../../../src/world/tables/application.js'
import type { World } from '../../../src/world/world.js'
import { BABY_EXTENSIONS, coded, resources } from './bodies.js'
import { APPLICATION, appToken, newWorld, type Sent, send, userToken } from './harness.js'
import { deathNotification, refused, UK_CORE } from './patch/support.js'

let world: World
beforeEach(() => {
  world = newWorld()
})

let sent = 0

/** Notifies a birth; `changes` replaces members of the resources at their places. */
const notify = (changes: Readonly<Record<number, object>> = {}, query = '', more: Sent = {}) =>
  send(world, `/Patient/$process-birth-details${query}`, {
    method: 'POST',
    token: userToken(world),
    requestId: `60e0b220-8136-4ca5-ae49-${String(++sent).padStart(12, '0')}`,
    headers: { 'Content-Type': 'application/json' },
    body: {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: resources().map((resource, at) => ({ resource: { ...resource, ...changes[at] } })),
    },
    ...more,
  })

const IGNORE = '?ignore_potential_matches=true'

describe('a baby', () => {
  test('gets a record with what was notified of it', async () => {
    const answer = await notify()
    expect([answer.status, answer.headers.ETag]).toEqual([201, 'W/"1"'])
    expect(answer.headers['notification-id']).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
    expect(answer.json).toMatchObject({
      id: '5900010775',
      name: [{ family: 'Newborn' }],
      birthDate: '2026-03-01',
      multipleBirthInteger: 1,
      address: [{ line: ['1 Mill Road', 'Leeds'] }],
      extension: [{ valueAddress: { city: 'Leeds', country: '1' } }],
    })
    expect(answer.json.extension).toHaveLength(1)
  })

  test('has an ethnic category that entitled applications see', async () => {
    await notify()
    const flowVariables = { pds: { 'return-ethnic-category': true } }
    applications.save(world.store, { ...APPLICATION, flowVariables })
    const { json } = await send(world, '/Patient/5900010775', { token: userToken(world) })
    expect(json.extension[1]).toMatchObject({
      url: `${UK_CORE}EthnicCategory`,
      valueCodeableConcept: { coding: [{ code: 'A' }] },
    })
  })

  test('that was stillborn is recorded with its death', async () => {
    const answer = await notify({
      0: {
        deceasedDateTime: '2026-03-01',
        extension: [...BABY_EXTENSIONS, deathNotification('1')],
      },
      2: { valueCodeableConcept: coded('3') },
    })
    expect(answer.json).toMatchObject({ deceasedDateTime: '2026-03-01T00:00:00+00:00' })
  })

  test('that may be held already is made only if that is to be ignored', async () => {
    await notify()
    const twin = {
      0: {
        name: [
          { use: 'usual', given: ['Twin'], family: 'Newborn', period: { start: '2026-03-01' } },
        ],
        multipleBirthInteger: 2,
      },
    }
    expect(refused(await notify(twin))).toEqual([
      200,
      'SINGLE_MATCH',
      'Unable to create new patient. NHS number 5900010775 found for supplied demographic data.',
    ])
    expect((await notify(twin, IGNORE)).status).toBe(201)
    const third = { 0: { name: [{ use: 'usual', family: 'Newborn' }] } }
    expect(refused(await notify(third))[1]).toBe('MULTIPLE_MATCHES')
  })

  test('that is held already is never made again', async () => {
    await notify()
    expect(refused(await notify({}, IGNORE))[1]).toBe('SINGLE_MATCH')
  })
})

describe('a birth is refused', () => {
  const missing = (field: string) => [400, 'MISSING_VALUE', `Missing value - '${field}'`]
  const invalid = (value: string, field: string) => [
    400,
    'INVALID_VALUE',
    `Invalid value - '${value}' in field '${field}'`,
  ]
  const name = { use: 'usual', family: 'Newborn', period: { start: '2026-03-01' } }
  const inconsistent = [
    400,
    'INSERT_BIRTH_DEATH_STATUS_INCONSISTENT',
    'Insert Birth - Death Status Inconsistent',
  ]

  test.each<[string, Record<number, object>, unknown[]]>([
    [
      'without the use of the name',
      { 0: { name: [{ family: 'x' }] } },
      missing('entry/0/resource/name/0/use'),
    ],
    [
      'without a birth date',
      { 0: { birthDate: undefined } },
      missing('entry/0/resource/birthDate'),
    ],
    ['without a gender', { 0: { gender: undefined } }, missing('entry/0/resource/gender')],
    ['without an address', { 0: { address: undefined } }, missing('entry/0/resource/address')],
    [
      'without a weight',
      { 1: { valueQuantity: {} } },
      missing('entry/1/resource/valueQuantity/value'),
    ],
    [
      'without the mother’s number',
      { 7: { identifier: [{}] } },
      missing('entry/7/resource/identifier/0/value'),
    ],
    [
      'with given names that are no list',
      { 0: { name: [{ ...name, given: 'x' }] } },
      invalid('x', 'entry/0/resource/name/0/given'),
    ],
    [
      'with an address that is no object',
      { 0: { address: ['x'] } },
      invalid('x', 'entry/0/resource/address/0'),
    ],
    ['of gender other', { 0: { gender: 'other' } }, invalid('other', 'gender')],
    ['on no date', { 0: { birthDate: '2026-13-01' } }, invalid('2026-13-01', 'birthDate')],
    [
      'of too light a baby',
      { 1: { valueQuantity: { value: 999 } } },
      invalid('999', 'entry/1/resource/valueQuantity/value'),
    ],
    [
      'as tenth of many',
      { 0: { multipleBirthInteger: 10 } },
      invalid('10', 'entry/0/resource/multipleBirthInteger'),
    ],
    [
      'of a stillborn baby that did not die',
      { 2: { valueCodeableConcept: coded('2') } },
      inconsistent,
    ],
    [
      'of a baby that died without a notification',
      { 0: { deceasedDateTime: '2026-03-01' } },
      inconsistent,
    ],
  ])('%s', async (_, changes, refusal) => {
    expect(refused(await notify(changes))).toEqual(refusal)
  })

  test('without an ethnic category', async () => {
    const [status, code, diagnostics] = refused(
      await notify({ 0: { extension: [BABY_EXTENSIONS[0]] } }),
    )
    expect([status, code]).toEqual([400, 'TOO_FEW_VALUES_SUBMITTED'])
    expect(diagnostics).toMatch(/in field 'entry\/0\/resource\/extension'$/)
  })

  test('with entries left out', async () => {
    const entry = resources()
      .slice(0, 9)
      .map((resource) => ({ resource }))
    expect(refused(await notify({}, '', { body: { resourceType: 'Bundle', entry } }))).toEqual([
      400,
      'TOO_FEW_VALUES_SUBMITTED',
      "Too few values submitted - <json too long to display> in field 'entry'",
    ])
  })

  test('without a list of entries', async () => {
    const bare = (entry?: unknown) => notify({}, '', { body: { resourceType: 'Bundle', entry } })
    expect(refused(await bare())).toEqual(missing('entry'))
    expect(refused(await bare('x'))).toEqual(invalid('x', 'entry'))
  })

  test('from an application', async () => {
    expect(refused(await notify({}, '', { token: appToken(world) }))[1]).toBe('INVALID_METHOD')
  })
})
