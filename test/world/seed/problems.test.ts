import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkSeed } from '../../../src/world/seed/check.js'
import { Images } from '../../../src/world/seed/images.js'
import {
  CLINIC,
  ORGANISATION,
  PRACTITIONER,
  problemsOf,
  SERVICE,
  SMALL,
  seedFolder,
} from './folder.js'

describe('a data set of one’s own', () => {
  test('may leave out files', async () => {
    expect(await problemsOf(SMALL)).toEqual([])
    expect(await problemsOf({})).toEqual([])
  })

  test('is not used while it has problems', async () => {
    const folder = seedFolder({ 'organisations.json': [{ ...ORGANISATION, postcode: 'nowhere' }] })
    await expect(new Images().warm({ source: folder })).rejects.toThrow(
      `The data set in ${folder} cannot be used:\n  organisations.json, record 1 (T01), postcode: expected a postcode such as LS1 2TW, found 'nowhere'`,
    )
  })
})

const broken: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  [
    'a field that is missing',
    { 'organisations.json': [{ ...ORGANISATION, name: undefined }] },
    'organisations.json, record 1 (T01), name: missing: expected a text',
  ],
  [
    'a field of the wrong type',
    { 'organisations.json': [{ ...ORGANISATION, name: 12 }] },
    'organisations.json, record 1 (T01), name: expected a text, found 12',
  ],
  [
    'a value of the wrong form',
    { 'organisations.json': [{ ...ORGANISATION, odsCode: 'r69' }] },
    "organisations.json, record 1 (r69), odsCode: expected an ODS code (3 to 10 capital letters and digits), found 'r69'",
  ],
  [
    'a value that is not in the list',
    { 'organisations.json': [{ ...ORGANISATION, roles: ['PROVIDER', 'CLINIC'] }] },
    "organisations.json, record 1 (T01), roles[1]: expected one of 'REFERRER', 'PROVIDER', 'SITE', 'GP_PRACTICE', 'COMMISSIONER', 'PHARMACY', 'NATIONAL', found 'CLINIC'",
  ],
  [
    'an unknown field',
    { 'organisations.json': [{ ...ORGANISATION, colour: 'blue' }] },
    'organisations.json, record 1 (T01), colour: unknown field: expected none of that name',
  ],
  [
    'an empty list',
    { 'organisations.json': [{ ...ORGANISATION, address: [] }] },
    'organisations.json, record 1 (T01), address: expected at least one item, found a list',
  ],
  [
    'a record that is none',
    { 'organisations.json': ['T01'] },
    "organisations.json, record 1: expected an object, found 'T01'",
  ],
  [
    'a file without a list',
    { 'organisations.json': ORGANISATION },
    'organisations.json: expected a list of records, found an object',
  ],
  [
    'a second record of a key',
    { 'organisations.json': [ORGANISATION, ORGANISATION] },
    'organisations.json, record 2 (T01): expected a key that no other record has, found that of record 1',
  ],
  [
    'a reference within a kind that leads nowhere',
    { 'organisations.json': [{ ...ORGANISATION, parent: 'T99' }] },
    "organisations.json, record 1 (T01), parent: expected the key of a record in organisations.json, found 'T99'",
  ],
  [
    'a reference to another kind that leads nowhere',
    { ...SMALL, 'services.json': [{ ...SERVICE, namedClinicians: ['399999999999'] }] },
    "services.json, record 1 (1), namedClinicians[0]: expected the key of a record in practitioners.json, found '399999999999'",
  ],
  [
    'a role at an unknown organisation',
    {
      ...SMALL,
      'practitioners.json': [
        { ...PRACTITIONER, roles: [{ ...PRACTITIONER.roles[0], odsCode: 'T99' }] },
      ],
    },
    "practitioners.json, record 1 (300000000001), roles[0].odsCode: expected the key of a record in organisations.json, found 'T99'",
  ],
  [
    'a clinic of an unknown service',
    { ...SMALL, 'clinics.json': [{ ...CLINIC, serviceId: '7' }] },
    "clinics.json, record 1 (1-pool), serviceId: expected the key of a record in services.json, found '7'",
  ],
  [
    'a slot number that two clinics give',
    {
      ...SMALL,
      'clinics.json': [
        { ...CLINIC, firstSlotIds: [5] },
        { ...CLINIC, id: '1-late', firstSlotIds: [6, 5] },
      ],
    },
    'clinics.json, record 2 (1-late), firstSlotIds[1]: expected its own slot number, found 5, that of 1-pool',
  ],
  [
    'a slot number that new slots will have',
    { ...SMALL, 'clinics.json': [{ ...CLINIC, firstSlotIds: [20_000_000] }] },
    'clinics.json, record 1 (1-pool), firstSlotIds[0]: expected a number below 20000000, found 20000000',
  ],
  [
    'a login of an unknown provider',
    { 'login-users.json': [{ username: 'x', provider: 'other' }] },
    "login-users.json, record 1 (x), provider: expected 'nhs-cis2' or 'nhs-login', found 'other'",
  ],
  [
    'a file that no kind has',
    { 'organizations.json': [] },
    'organizations.json: no records are kept in a file of this name: expected one of seed.json, organisations.json',
  ],
  [
    'a manifest without what it adds to',
    { 'seed.json': {} },
    'seed.json, extends: missing: expected a text',
  ],
]

describe('checking a data set explains', () => {
  test.each(broken)('%s', async (_name, files, text) => {
    const problems = await problemsOf(files)
    expect(problems).toHaveLength(1)
    expect(problems[0]?.startsWith(text)).toBe(true)
  })

  test('a file that is not JSON', async () => {
    const [problem, ...others] = await problemsOf({ 'organisations.json': '[{]' })
    expect(problem).toMatch(/^organisations\.json: not JSON: .*position 2/)
    expect(others).toEqual([])
  })

  test('every problem, not only the first', async () => {
    const problems = await problemsOf({
      'organisations.json': [{ ...ORGANISATION, name: '', phone: 7 }, { odsCode: 'T02' }],
    })
    expect(problems).toHaveLength(6)
  })

  test('a folder that is not there', async () => {
    const folder = join(seedFolder({}), 'nothing')
    expect((await checkSeed(folder)).map(String)).toEqual([
      `${folder}: expected a folder, found none`,
    ])
  })

  test('data sets that add to each other in a circle', async () => {
    const folder = seedFolder({ 'seed.json': { extends: '.' } })
    expect((await checkSeed(folder)).map(String)).toEqual(['seed.json, extends: goes in a circle'])
  })
})
