import { beforeEach, describe, expect, test } from 'vitest'
import { applications } from '../../../../src/world/tables/application.js'
import type { World } from '../../../../src/world/world.js'
import { APPLICATION, newWorld, patientToken, send, userToken } from '../harness.js'
import {
  add,
  birthPlace,
  communication,
  deathNotification,
  HOME,
  type Patch,
  PEOPLE,
  patch,
  pharmacy,
  preference,
  remove,
  replace,
  TEMPORARY,
  testOf,
  UK_CORE,
} from './support.js'

let world: World
beforeEach(() => {
  world = newWorld()
})

const { empty, full, noAddress, oldName, plain, suffixes } = PEOPLE
const ID = expect.stringMatching(/^[0-9A-F]{8}$/)

/** Sends patches that are accepted; answers the resource. */
async function patched(nhsNumber: string, ...patches: Patch[]) {
  const answer = await patch(world, nhsNumber, patches)
  expect([answer.status, answer.json.issue?.[0]?.diagnostics]).toEqual([200, undefined])
  return answer.json
}

describe('an update', () => {
  test('answers the whole record with the next version, which a retrieval then gives', async () => {
    const answer = await patch(world, plain, [replace('/gender', 'male')])
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'Content-Type': 'application/fhir+json',
      ETag: 'W/"4"',
    })
    expect(answer.json).toMatchObject({ id: plain, gender: 'male', meta: { versionId: '4' } })
    const later = await send(world, `/Patient/${plain}`, { token: userToken(world) })
    expect(later.json).toEqual(answer.json)
  })

  test('takes plain JSON as media type, and ignores members beside the patches', async () => {
    const answer = await patch(world, plain, [], {
      headers: { 'Content-Type': 'application/json' },
      body: { correction: false, patches: [replace('/gender', 'male')] },
    })
    expect(answer.status).toBe(200)
  })

  test('is found by a search at once under its new data, under its old with _history', async () => {
    await patched(plain, replace('/name/0/id', 'xWaWS'), replace('/name/0/family', 'Weft'))
    const search = async (family: string, more = '') =>
      (
        await send(world, `/Patient?family=${family}&birthdate=1933-02-25${more}`, {
          token: userToken(world),
        })
      ).json.total
    expect([
      await search('Weft'),
      await search('Weaver'),
      await search('Weaver', '&_history=true'),
    ]).toEqual([1, 0, 1])
  })

  test('of a record that holds nothing adds everything', async () => {
    const json = await patched(
      empty,
      add('/name/-', { use: 'usual', given: ['Ann'], family: 'Other', prefix: ['Dr.'] }),
      add('/gender', 'female'),
      add('/birthDate', '1950-01-01'),
      add('/multipleBirthInteger', 2),
      add('/address/-', HOME),
      add('/telecom/-', { system: 'phone', use: 'home', value: '01632960587' }),
      add('/contact/-', {
        relationship: [
          {
            coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: 'C' }],
          },
        ],
        telecom: [{ system: 'phone', value: '07700900124' }],
      }),
      add('/extension/-', pharmacy('FWC87')),
      add('/extension/-', communication('fr', true)),
      add('/extension/-', preference('1', 'Not after 7pm')),
      add('/extension/-', birthPlace({ city: 'Leeds', country: 'GBR' })),
    )
    const today = { start: '2026-03-02' }
    expect(json).toMatchObject({
      name: [{ id: ID, use: 'usual', period: today, prefix: ['Dr'], family: 'Other' }],
      gender: 'female',
      birthDate: '1950-01-01',
      multipleBirthInteger: 2,
      address: [{ id: ID, use: 'home', line: ['1 Mill Road', 'Leeds'], postalCode: 'LS1 6AE' }],
      telecom: [{ id: ID, period: today, value: '01632960587' }],
      contact: [{ id: ID, period: today, telecom: [{ system: 'phone', value: '07700900124' }] }],
    })
    expect(json.extension).toHaveLength(4)
  })

  test('removes what a test has named before', async () => {
    const json = await patched(oldName, testOf('/name/1/id', '4E1F33EF'), remove('/name/1'))
    expect(json.name).toHaveLength(1)
    const url = `${UK_CORE}PreferredDispenserOrganization`
    const less = await patched(full, testOf('/extension/1/url', url), remove('/extension/1'))
    expect(JSON.stringify(less.extension)).not.toContain(url)
  })

  test('removes after a test of the whole item', async () => {
    const { json } = await send(world, `/Patient/${oldName}`, { token: userToken(world) })
    await patched(oldName, testOf('/name/1', json.name[1]), remove('/name/1'))
  })

  test.each<[string, string, Patch[], unknown]>([
    ['adds to a suffix array', suffixes, [add('/name/0/suffix/-', 'MSc')], ['PhD', 'MBBS', 'MSc']],
    ['removes from a suffix array', suffixes, [remove('/name/0/suffix/0')], ['MBBS']],
    ['removes a suffix array', suffixes, [remove('/name/0/suffix')], undefined],
  ])('%s of a name that is named', async (_, number, patches, suffix) => {
    const json = await patched(number, testOf('/name/0/id', 'IBoKk'), ...patches)
    expect(json.name[0].suffix).toEqual(suffix)
  })

  test('puts a patched line back into the slot it is held in', async () => {
    await patched(noAddress, add('/address/-', HOME))
    const { json } = await send(world, `/Patient/${noAddress}`, { token: userToken(world) })
    const { id } = json.address[0]
    const after = await patched(
      noAddress,
      testOf('/address/0/id', id),
      replace('/address/0/line/1', 'York'),
    )
    expect(after.address[0]).toMatchObject({ id, line: ['1 Mill Road', 'York'] })
  })

  test('patches the slot it sees, where an application is sent blank lines', async () => {
    await patched(noAddress, add('/address/-', HOME))
    const flowVariables = { pds: { 'return-empty-address-lines': true } }
    applications.save(world.store, { ...APPLICATION, flowVariables })
    const { json } = await send(world, `/Patient/${noAddress}`, { token: userToken(world) })
    expect(json.address[0].line).toEqual(['1 Mill Road', null, null, 'Leeds', null])
    const after = await patched(
      noAddress,
      testOf('/address/0/id', json.address[0].id),
      replace('/address/0/line/1', 'Holbeck'),
    )
    expect(after.address[0].line).toEqual(['1 Mill Road', 'Holbeck', null, 'Leeds', null])
  })

  test('replaces a whole item by its id; what says nothing of a period begins today', async () => {
    const json = await patched(
      full,
      replace('/address/0', {
        id: '456',
        use: 'home',
        line: ['2 Whitehall Quay', '', '', 'Leeds'],
        postalCode: 'LS1 4BU',
      }),
    )
    expect(json.address[0]).toMatchObject({
      id: '456',
      period: { start: '2026-03-02' },
      line: ['2 Whitehall Quay', 'Leeds'],
    })
  })

  test('keeps the period of an item that is changed in part', async () => {
    const json = await patched(
      full,
      replace('/address/0/id', '456'),
      replace('/address/0/line/0', '2 Whitehall Quay'),
    )
    expect(json.address[0].period).toEqual({ start: '2020-01-01', end: '2021-12-31' })
  })

  test('replaces a piece of an extension that names itself', async () => {
    const json = await patched(
      full,
      replace('/extension/4/extension/1', { url: 'interpreterRequired', valueBoolean: false }),
    )
    expect(json.extension[4].extension[1].valueBoolean).toBe(false)
  })

  test('takes a death in each form of date, and stores midnight in UTC', async () => {
    for (const date of ['2026-02-01', '2026-02-02T00:00:00', '2026-02-03T10:00:00+00:00']) {
      const fresh = newWorld()
      const answer = await patch(fresh, plain, [
        add('/deceasedDateTime', date),
        add('/extension/-', deathNotification('1')),
      ])
      expect(answer.json.deceasedDateTime).toBe(`${date.slice(0, 10)}T00:00:00+00:00`)
      expect(answer.json.extension[0].extension[1]).toEqual({
        url: 'systemEffectiveDate',
        valueDateTime: '2026-03-02T09:30:00+00:00',
      })
    }
  })

  test('changes kind and use of a telecom by removing one and adding another', async () => {
    const made = await patched(
      plain,
      add('/telecom/-', { system: 'phone', use: 'home', value: '01632960587' }),
    )
    const json = await patched(
      plain,
      testOf('/telecom/0/id', made.telecom[0].id),
      remove('/telecom/0'),
      add('/telecom/-', { system: 'phone', use: 'mobile', value: '07700900001' }),
    )
    expect(json.telecom).toMatchObject([{ use: 'mobile' }])
  })

  test('splits later given names at their spaces, never the first', async () => {
    const json = await patched(
      oldName,
      add('/name/-', { use: 'nickname', given: ['Mary Ann', 'Jo Beth'], family: 'Bloggs' }),
    )
    expect(json.name.at(-1).given).toEqual(['Mary Ann', 'Jo', 'Beth'])
  })

  test('takes a temporary address, and one of no fixed abode', async () => {
    const json = await patched(
      noAddress,
      add('/address/-', TEMPORARY),
      add('/address/-', { use: 'home', line: ['No fixed abode'], postalCode: 'ZZ99 3VZ' }),
    )
    expect(json.address.map(({ use }: { use: string }) => use)).toEqual(['temp', 'home'])
  })

  test('marks a textphone as what it is', async () => {
    const extension = [
      {
        url: `${UK_CORE}OtherContactSystem`,
        valueCoding: {
          system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-OtherContactSystem',
          code: 'textphone',
        },
      },
    ]
    const json = await patched(
      plain,
      add('/telecom/-', { system: 'other', use: 'home', value: '01632960587', extension }),
    )
    expect(json.telecom[0].extension[0].valueCoding.display).toBe('Minicom (Textphone)')
  })
})

describe('a patient', () => {
  const theirs = (...patches: Patch[]) =>
    patch(world, plain, patches, { token: patientToken(world, plain) })

  test.each<[string, Patch]>([
    ['a mobile phone', add('/telecom/-', { system: 'phone', use: 'mobile', value: '07700900001' })],
    ['an e-mail', add('/telecom/-', { system: 'email', use: 'home', value: 'a.b@example.com' })],
    ['a pharmacy', add('/extension/-', pharmacy('FWC87'))],
    ['a language', add('/extension/-', communication('fr', true))],
    ['a place of birth', add('/extension/-', birthPlace({ city: 'Leeds' }))],
    ['a temporary address', add('/address/-', TEMPORARY)],
  ])('adds %s of their own', async (_, one) => {
    expect((await theirs(one)).status).toBe(200)
  })

  test('changes parts of an address of their own', async () => {
    const answer = await theirs(
      testOf('/address/0/id', 'yFGCr'),
      replace('/address/0/postalCode', 'DN15 9NX'),
    )
    expect(answer.status).toBe(200)
  })
})

test('a practice changes the registration with a general practitioner', async () => {
  const answer = await patch(
    world,
    plain,
    [
      replace('/generalPractitioner/0', {
        id: 'JZMVX',
        type: 'Organization',
        identifier: {
          system: 'https://fhir.nhs.uk/Id/ods-organization-code',
          value: 'Y12345',
          period: { start: '2026-03-01' },
        },
      }),
    ],
    { token: userToken(world) },
  )
  expect(answer.json.generalPractitioner).toMatchObject([{ identifier: { value: 'Y12345' } }])
})
