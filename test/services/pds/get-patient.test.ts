import { beforeEach, describe, expect, test } from 'vitest'
import type { World } from '../../../src/world/world.js'
import { appToken, newWorld, refusalOf, rulesOf, SCOPES, send, userToken } from './harness.js'

let world: World
beforeEach(() => {
  world = newWorld()
})

const get = (nhsNumber: string, token = userToken(world)) =>
  send(world, `/Patient/${nhsNumber}`, { token })

describe('retrieving a record', () => {
  test('answers the whole record with its version', async () => {
    const answer = await get('9000000009')
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'Content-Type': 'application/fhir+json',
      ETag: 'W/"2"',
      'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
    })
    const { json } = answer
    expect(Object.keys(json).sort()).toEqual(
      [
        'address',
        'birthDate',
        'contact',
        'deceasedDateTime',
        'extension',
        'gender',
        'generalPractitioner',
        'id',
        'identifier',
        'managingOrganization',
        'meta',
        'multipleBirthInteger',
        'name',
        'resourceType',
        'telecom',
      ].sort(),
    )
    expect(json.meta).toMatchObject({ versionId: '2', security: [{ code: 'U' }] })
    expect(json.name).toEqual([
      {
        id: '123',
        use: 'usual',
        period: { start: '2020-01-01', end: '2021-12-31' },
        prefix: ['Mrs'],
        given: ['Jane'],
        family: 'Smith',
        suffix: ['MBE'],
      },
    ])
    expect(json.address).toHaveLength(2)
    expect(json.deceasedDateTime).toBe('2010-10-22T00:00:00+00:00')
    expect(json.generalPractitioner[0].identifier.value).toBe('Y12345')
  })

  test('lists the extensions in the order that update requests count on', async () => {
    const { json } = await get('9000000009')
    const last = (url: string) =>
      url.slice(Math.max(url.lastIndexOf('/'), url.lastIndexOf('-')) + 1)
    expect(json.extension.map(({ url }: { url: string }) => last(url))).toEqual([
      'NominatedPharmacy',
      'PreferredDispenserOrganization',
      'MedicalApplianceSupplier',
      'DeathNotificationStatus',
      'NHSCommunication',
      'ContactPreference',
      'birthPlace',
      'RemovalFromRegistration',
    ])
  })

  test('answers a record that holds nothing but its number', async () => {
    const { json } = await get('9000000033')
    expect(Object.keys(json)).toEqual(['resourceType', 'id', 'identifier', 'meta'])
  })

  test('shows names of earlier times, but no item that was replaced', async () => {
    const old = await get('9732110317')
    expect(old.json.name.map(({ use }: { use: string }) => use)).toEqual(['usual', 'old'])
    const replaced = await get('9693632109')
    expect(replaced.json.name).toHaveLength(1)
    expect(replaced.json.birthDate).toBe('1946-06-23')
  })

  test('answers the surviving record for a merged number, and says so beside', async () => {
    const answer = await get('5900053636')
    expect(answer.json.id).toBe('9732019395')
    expect(rulesOf(answer)).toEqual(['pds.merged-number'])
  })
})

describe('a sensitive record', () => {
  const PLACES = ['address', 'telecom', 'contact', 'generalPractitioner']

  test('restricted: keeps the person and takes away the places', async () => {
    const { json } = await get('9000000025')
    expect(json.meta.security[0]).toMatchObject({ code: 'R', display: 'restricted' })
    for (const member of PLACES) expect(json).not.toHaveProperty(member)
    expect(json).toMatchObject({ birthDate: '2005-06-16', gender: 'female' })
    expect(json.name[0].family).toBe('Smythe')
    expect(JSON.stringify(json.extension)).not.toMatch(/Pharmacy|birthPlace/)
    expect(JSON.stringify(json.extension)).toMatch(/ContactPreference/)
  })

  test('very restricted: takes away name and date of birth too', async () => {
    const { json } = await get('9727024610')
    expect(json.meta.security[0]).toMatchObject({ code: 'V', display: 'very restricted' })
    for (const member of [...PLACES, 'name', 'birthDate']) expect(json).not.toHaveProperty(member)
    expect(json.gender).toBe('male')
  })

  test('a privileged application sees a restricted record whole, a very restricted one not', async () => {
    const token = appToken(world, { scopes: [SCOPES.app, SCOPES.privileged] })
    const restricted = await get('9727022820', token)
    expect(restricted.json).toMatchObject({
      address: [{ postalCode: 'DN17 3DB' }],
      generalPractitioner: [{ identifier: { value: 'A20047' } }],
      meta: { security: [{ code: 'R' }] },
    })
    expect((await get('9727024610', token)).json).not.toHaveProperty('name')
  })
})

describe('a record that cannot be had', () => {
  test.each([
    ['9000000000', 400, 'INVALID_RESOURCE_ID', 'error', 'value', 'Resource Id is invalid'],
    ['900000000', 400, 'INVALID_RESOURCE_ID', 'error', 'value', 'Resource Id is invalid'],
    ['900 000 0009', 400, 'INVALID_RESOURCE_ID', 'error', 'value', 'Resource Id is invalid'],
    ['9000000015', 400, 'INVALID_RESOURCE_ID', 'error', 'value', 'Resource Id is invalid'],
    ['9111231130', 404, 'RESOURCE_NOT_FOUND', 'information', 'not-found', 'Resource not found'],
    [
      '9990003343',
      404,
      'INVALIDATED_RESOURCE',
      'error',
      'processing',
      'Resource that has been marked as invalid was requested - invalid resources cannot be retrieved',
    ],
  ])('%s: %i %s', async (nhsNumber, status, code, severity, issue, display) => {
    const answer = await get(nhsNumber)
    expect(refusalOf(answer)).toEqual({
      status,
      code,
      severity,
      issue,
      display,
      diagnostics: undefined,
    })
    expect(answer.json.issue[0]).not.toHaveProperty('diagnostics')
    expect(rulesOf(answer)).toHaveLength(1)
  })
})
