import { beforeAll, describe, expect, test } from 'vitest'
import type { World } from '../../../src/world/world.js'
import { newWorld, type Received, refusalOf, rulesOf, send, userToken } from './harness.js'

let world: World
let token: string
beforeAll(() => {
  world = newWorld()
  token = userToken(world)
})

const search = (query: string) => send(world, `/Patient?${query}`, { token })

const idsOf = ({ json }: Received): string[] =>
  (json.entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id)
const scoresOf = ({ json }: Received): number[] =>
  (json.entry ?? []).map(({ search: { score } }: { search: { score: number } }) => score)

const JANE = 'family=Smith&gender=female&birthdate=eq2010-10-22'
const WILD = 'family=Sm*&gender=female&birthdate=eq2010-10-22'
const SAM = 'family=Smith&gender=male&birthdate=2000-05-05'
const ELEVEN = [
  '5069635395',
  '5502481484',
  '5667541432',
  '5689174815',
  '5900021459',
  '5900026086',
  '5900026191',
  '5900030741',
  '5900031160',
  '5900034372',
  '5900036863',
]

/** The official scenarios that need no fuzzy search (pds 15.3). */
const OFFICIAL: readonly [string, string, readonly string[], number?][] = [
  ['Smith', JANE, ['9000000009'], 1],
  [
    'Smith, as a range',
    'family=Smith&gender=female&birthdate=ge2010-10-21&birthdate=le2010-10-23',
    ['9000000009'],
    1,
  ],
  ['Smith, with phone', `${JANE}&phone=01632960587`, ['9000000009'], 1],
  ['Smith, with e-mail', `${JANE}&email=jane.smith@example.com`, ['9000000009'], 1],
  [
    'Smith, with all there is',
    `${JANE}&given=Jane&address-postalcode=LS1%206AE&general-practitioner=Y12345&death-date=eq2010-10-22&phone=01632960587&email=jane.smith@example.com`,
    ['9000000009'],
    1,
  ],
  ['Smith, other phone and e-mail', `${JANE}&phone=0121111111&email=deb.trotter@example.com`, []],
  ['wildcard', WILD, ['9000000009', '9000000017'], 0.8343],
  ['wildcard, with phone', `${WILD}&phone=01632960587`, ['9000000009']],
  ['wildcard, with e-mail', `${WILD}&email=jane.smith@example.com`, ['9000000009']],
  ["wildcard, with somebody else's e-mail", `${WILD}&email=janet.smythe@example.com`, []],
  [
    'restricted',
    'family=Smythe&given=Janet&gender=female&birthdate=eq2005-06-16',
    ['9000000025'],
    1,
  ],
  [
    'compound given name',
    'family=Smith&gender=male&birthdate=2010-10-22&given=John%20Paul&given=James',
    ['9000000015'],
    1,
  ],
  ['open range', 'family=Jones&gender=male&birthdate=ge1992-01-01', ['5900035697'], 1],
  ['restricted, Godsoe', 'family=Godsoe&gender=male&birthdate=1936-02-24', ['9693632125'], 1],
  ['without gender', 'family=Massam&birthdate=1920-08-11', ['9693632966'], 1],
  ['without gender, open range', 'family=Massam&birthdate=le1920-08-11', ['9693632966'], 1],
  [
    'four of a name',
    'family=YOUDS&birthdate=1970-01-24',
    ['9693633679', '9693633687', '9693633695', '9693633709'],
    1,
  ],
  ['merged', 'family=CUFF&gender=female&birthdate=1926-01-07', ['9732019395'], 1],
  ['second given name', `${SAM}&given=Sam&given=Bob`, ['5900030741'], 1],
  ['eleven with phone and e-mail', `${SAM}&phone=01234123123&email=test@test.com`, ELEVEN, 1],
  [
    'eleven with wildcard',
    'family=Sm*&gender=male&birthdate=2000-05-05&phone=01234123123&email=test@test.com',
    ELEVEN,
  ],
  ['rubbish e-mail', `${SAM}&phone=01234123123&email=rubbish@test.com`, []],
  ['historic e-mail', `${SAM}&email=Historic@historic.com`, []],
  [
    'historic e-mail with _history',
    `${SAM}&email=Historic@historic.com&_history=true`,
    ['5900020584'],
  ],
  [
    'phone with country code',
    'family=Muir&gender=male&birthdate=2017-09-06&phone=00917855986859',
    ['9732019506'],
    1,
  ],
  [
    'wildcard and practice',
    'family=Me*&birthdate=2015-10-22&general-practitioner=A20047',
    ['9733162337'],
    0.9259,
  ],
  [
    'date of death',
    'family=TUNNEY&birthdate=ge1980-01-01&death-date=le2019-02-28',
    ['9733163201'],
    1,
  ],
  [
    'create: single',
    'family=McMatch-Single&gender=male&birthdate=1954-10-26&address-postalcode=BAP%204WG',
    ['5900054586'],
    1,
  ],
  [
    'create: multiple',
    'family=McMatch-Multiple&gender=male&birthdate=1997-08-20&address-postalcode=DN19%207UD',
    ['5900036502', '5900053679'],
    1,
  ],
  [
    'exact match',
    'family=KNAPP&gender=female&birthdate=1943-07-03&_exact-match=true',
    ['9736363120'],
    1,
  ],
  ['historic family name', 'family=HUME&birthdate=1999-09-09', []],
  [
    'historic family name with _history',
    'family=HUME&birthdate=1999-09-09&_history=true',
    ['9733162450'],
  ],
  ['historic birth date', 'family=MED&birthdate=2024-01-12&_history=true', []],
  ['hidden name', 'family=LEEKE&birthdate=1955-11-05&_history=true', []],
  ['nobody: Bingham', 'family=Bingham&given=John&gender=male&birthdate=1934-12-18', []],
  ['nobody: Spiderman', 'family=Spiderman&birthdate=1962-07-31', []],
]

describe('the official search scenarios', () => {
  test.each(OFFICIAL)('%s', async (_title, query, ids, score) => {
    const answer = await search(query)
    expect(answer.status).toBe(200)
    expect(idsOf(answer)).toEqual(ids)
    expect(answer.json.total).toBe(ids.length)
    if (score !== undefined) expect(new Set(scoresOf(answer))).toEqual(new Set([score]))
  })

  test('a postcode wildcard finds the twenty', async () => {
    const answer = await search(`${SAM}&address-postalcode=DN17*`)
    expect(answer.json.total).toBe(20)
    expect(new Set(scoresOf(answer))).toEqual(new Set([0.965]))
  })
})

describe('what a search compares', () => {
  test.each([
    ['case and accents do not matter', 'family=ATTISON&birthdate=1960-07-14', 2],
    ['given names have their places', `${SAM}&given=Matt`, 0],
    ['a wildcard reaches the first given name only', `${SAM}&given=Sam&given=Ma*`, 0],
    ['a wildcard of the first given name', `${SAM}&given=Dav*`, 1],
    [
      'spaces and case of a postcode do not matter',
      `${SAM}&given=Dave&address-postalcode=dn174aa`,
      1,
    ],
    ['the old name of the postcode works', `${SAM}&given=Dave&address-postcode=DN17%204AA`, 1],
    ['another postcode', `${SAM}&address-postalcode=LS1%206AE`, 0],
    ['the case of a practice does not matter', `${SAM}&general-practitioner=h81109`, 1],
    ['the managing organisation', `${JANE}&managing-organization=y12345`, 1],
    ['the other managing organisation', `${JANE}&managing-organization=Y99999`, 0],
    ['an earlier gender needs _history', 'family=MED&gender=female&birthdate=1999-09-09', 0],
    [
      'an earlier gender with _history',
      'family=MED&gender=female&birthdate=1999-09-09&_history=true',
      1,
    ],
    ['an old name needs _history', 'family=Killen&birthdate=1936-06-21', 0],
    ['an old name with _history', 'family=Killen&birthdate=1936-06-21&_history=true', 1],
    ['the textphone is no phone', 'family=Smyth&birthdate=2010-10-22&phone=01632960587', 0],
    ['a birth date the record is found by', 'family=GARTON&birthdate=1955-11-05', 1],
    ['the held birth date of the same record', 'family=GARTON&birthdate=1946-06-23', 1],
    ['an empty range', 'family=Smith&birthdate=ge2011-01-01&birthdate=le2010-01-01', 0],
    ['an exact match has no wildcard', `${WILD}&_exact-match=true`, 0],
    ['another date of death', `${JANE}&death-date=ge2011-01-01`, 0],
    ['an invalid record', 'family=INVALID&birthdate=1964-03-19', 0],
    ['a very restricted record', 'family=VESPER&birthdate=1969-07-21', 0],
    [
      'a restricted record by practice',
      'family=PENHALIGON&birthdate=1972-12-01&general-practitioner=A20047',
      0,
    ],
    [
      'a restricted record by postcode',
      'family=PENHALIGON&birthdate=1972-12-01&address-postalcode=DN173DB',
      0,
    ],
    ['a restricted record by phone', 'family=PENHALIGON&birthdate=1972-12-01&phone=07700900820', 0],
    ['a restricted record by name', 'family=PENHALIGON&birthdate=1972-12-01', 1],
  ])('%s', async (_title, query, count) => {
    expect(idsOf(await search(query))).toHaveLength(count)
  })

  test('a merged record is found by what it held, and answers once', async () => {
    expect(idsOf(await search('family=HOBBINS&birthdate=1931-10-02'))).toEqual(['9732019638'])
  })
})

describe('the answer', () => {
  test('is a bundle with the world’s time', async () => {
    const { json, headers } = await search(JANE)
    expect(headers['Content-Type']).toBe('application/fhir+json')
    expect(json).toMatchObject({
      resourceType: 'Bundle',
      type: 'searchset',
      timestamp: '2026-03-02T09:30:00+00:00',
      total: 1,
      entry: [
        {
          fullUrl: 'http://localhost:9000/personal-demographics/FHIR/R4/Patient/9000000009',
          search: { score: 1 },
        },
      ],
    })
  })

  test('has no entry where nobody was found', async () => {
    expect((await search('family=Nobody&birthdate=1950-01-01')).json).not.toHaveProperty('entry')
  })

  test('holds less of a record than retrieval', async () => {
    const { json } = await search(JANE)
    const { resource } = json.entry[0]
    expect(resource).not.toHaveProperty('managingOrganization')
    expect(resource.address.map(({ use }: { use: string }) => use)).toEqual(['home'])
    expect(resource.extension).toHaveLength(1)
    expect(resource.extension[0].url).toMatch(/DeathNotificationStatus$/)
    expect(resource.contact).toHaveLength(1)
    expect(resource.telecom).toHaveLength(3)
  })

  test('shows names of today even where the history matched', async () => {
    const { json } = await search('family=HUME&birthdate=1999-09-09&_history=true')
    expect(json.entry[0].resource.name.map(({ family }: { family: string }) => family)).toEqual([
      'MED',
    ])
    expect(json.entry[0].search.score).toBeLessThan(1)
  })

  test('hides the places of a restricted record', async () => {
    const { json } = await search('family=Godsoe&gender=male&birthdate=1936-02-24')
    const { resource } = json.entry[0]
    for (const member of ['address', 'telecom', 'contact', 'generalPractitioner'])
      expect(resource).not.toHaveProperty(member)
  })

  test.each([
    [`${WILD}&_max-results=1`],
    ['family=YOUDS&birthdate=1970-01-24&_max-results=1'],
    ['family=YOUDS&birthdate=1970-01-24&_max-results=3'],
  ])('is never a truncated list: %s', async (query) => {
    const answer = await search(query)
    expect(refusalOf(answer)).toEqual({
      status: 200,
      severity: 'information',
      issue: 'multiple-matches',
      code: 'TOO_MANY_MATCHES',
      display: 'Too Many Matches',
      diagnostics: undefined,
    })
  })

  test('is a list where exactly as many were found as may be', async () => {
    expect(idsOf(await search('family=YOUDS&birthdate=1970-01-24&_max-results=4'))).toHaveLength(4)
  })
})

const MINIMUM =
  "Invalid search data provided - 'No searches were performed as the search criteria did not meet the minimum requirements'"
const FUZZY =
  "Invalid search data provided - 'A fuzzy search was requested however the data given did not meet the fuzzy search criteria'"
const unexpected = (names: string) =>
  `Invalid request with error - Additional properties are not allowed (${names} unexpected)`
const invalid = (value: string, field: string) => `Invalid value - '${value}' in field '${field}'`
const NO_BIRTH_DATE = "Missing value - 'birth_date/birth_date_range_start/birth_date_range_end'"

describe('a search that cannot be done (pds 4.2)', () => {
  test.each([
    ['', 'UNSUPPORTED_SERVICE', 'processing', undefined],
    ['&=', 'UNSUPPORTED_SERVICE', 'processing', undefined],
    ['year=2010', 'ADDITIONAL_PROPERTIES', 'invariant', unexpected("'year' was")],
    [
      `${JANE}&model=a&manufacturer=b&year=c`,
      'ADDITIONAL_PROPERTIES',
      'invariant',
      unexpected("'model', 'manufacturer', 'year' were"),
    ],
    ['family=Smith&birthdate=20101022', 'INVALID_VALUE', 'value', invalid('20101022', 'birthdate')],
    [
      'family=Smith&birthdate=2010-02-30',
      'INVALID_VALUE',
      'value',
      invalid('2010-02-30', 'birthdate'),
    ],
    [
      'family=Smith&birthdate=gt2010-02-03',
      'INVALID_VALUE',
      'value',
      invalid('gt2010-02-03', 'birthdate'),
    ],
    [
      'birthdate=ge2010-02-03&birthdate=le2011-01-01&birthdate=le2012-01-01',
      'INVALID_VALUE',
      'value',
      invalid('le2012-01-01', 'birthdate'),
    ],
    [
      'family=Smith&death-date=20101022',
      'INVALID_VALUE',
      'value',
      invalid('20101022', 'death-date'),
    ],
    [
      `family=Smith&gender=mal&birthdate=2010-10-22`,
      'INVALID_VALUE',
      'value',
      invalid('mal', 'gender'),
    ],
    [`${JANE}&_max-results=0`, 'INVALID_VALUE', 'value', invalid('0', '_max-results')],
    [`${JANE}&_max-results=51`, 'INVALID_VALUE', 'value', invalid('51', '_max-results')],
    [`${JANE}&_max-results=x`, 'INVALID_VALUE', 'value', invalid('x', '_max-results')],
    [`${JANE}&_history=maybe`, 'INVALID_VALUE', 'value', invalid('maybe', '_history')],
    [`${JANE}&_fuzzy-match=2`, 'INVALID_VALUE', 'value', invalid('2', '_fuzzy-match')],
    [`${JANE}&_exact-match=`, 'INVALID_VALUE', 'value', invalid('', '_exact-match')],
    [
      `family=${'x'.repeat(36)}&birthdate=2010-10-22`,
      'INVALID_VALUE',
      'value',
      invalid('x'.repeat(36), 'family'),
    ],
    ['family=Smith&gender=female', 'MISSING_VALUE', 'required', NO_BIRTH_DATE],
    ['birthdate=2010-10-22', 'INVALID_SEARCH_DATA', 'value', MINIMUM],
    ['given=Jane&gender=female&birthdate=2010-10-22', 'INVALID_SEARCH_DATA', 'value', MINIMUM],
    ['family=*mith&birthdate=2010-10-22', 'INVALID_SEARCH_DATA', 'value', MINIMUM],
    ['family=S*&birthdate=2010-10-22', 'INVALID_SEARCH_DATA', 'value', MINIMUM],
    [`${JANE}&address-postalcode=L*`, 'INVALID_SEARCH_DATA', 'value', MINIMUM],
    [
      `${JANE}&address-postalcode=LS16AE&address-postcode=LS16AE`,
      'INVALID_SEARCH_DATA',
      'value',
      "Invalid search data provided - 'address-postcode and address-postalcode cannot be used together'",
    ],
    [`${JANE}&_fuzzy-match=true`, 'INVALID_SEARCH_DATA', 'value', FUZZY],
    [
      'family=Sm*&given=Jane&birthdate=2010-10-22&_fuzzy-match=true',
      'INVALID_SEARCH_DATA',
      'value',
      FUZZY,
    ],
    [
      'family=Smith&gender=female&given=Jane&_fuzzy-match=true',
      'MISSING_VALUE',
      'required',
      NO_BIRTH_DATE,
    ],
  ])('%s: %s', async (query, code, issue, diagnostics) => {
    const answer = await search(query)
    expect(refusalOf(answer)).toMatchObject({ status: 400, severity: 'error', code, issue })
    expect(refusalOf(answer).diagnostics).toBe(diagnostics)
    expect(rulesOf(answer).length).toBeGreaterThan(0)
  })
})

describe('what a developer is told beside', () => {
  test.each([
    [`${JANE}&address-postcode=LS1%206AE`, 'pds.search.old-postcode-name'],
    [`${JANE}&history=true`, 'pds.search.history-name'],
    [`${JANE}&=`, 'pds.search.empty-name'],
    [
      'family=Smith&given=Jane&birthdate=2010-10-22&_fuzzy-match=true&_history=true',
      'pds.search.history-fuzzy',
    ],
  ])('%s', async (query, rule) => {
    const answer = await search(query)
    expect(answer.json.total).toBeGreaterThan(0)
    expect(rulesOf(answer)).toEqual([rule])
  })
})
