import { beforeEach, describe, expect, test } from 'vitest'
import { practitioners } from '../../../../src/world/tables/practitioner.js'
import type { World } from '../../../../src/world/world.js'
import { NURSE, newWorld, patientToken, send, userToken } from '../harness.js'
import {
  add,
  birthPlace,
  communication,
  deathNotification,
  forbidden,
  HOME,
  invalidPatch,
  invalidUpdate,
  invalidValue,
  type Patch,
  PEOPLE,
  patch,
  pharmacy,
  preference,
  refused,
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

const { empty, full, noAddress, oldName, plain, restricted } = PEOPLE

type Case = [what: string, nhsNumber: string, patches: Patch[], refusal: unknown[]]

/** Each case is refused as it says, and leaves the record as it was. */
const refuses = (cases: readonly Case[]) =>
  test.each(cases)('%s', async (_, nhsNumber, patches, refusal) => {
    const get = () => send(world, `/Patient/${nhsNumber}`, { token: userToken(world) })
    const before = (await get()).json
    expect(refused(await patch(world, nhsNumber, patches))).toEqual(refusal)
    expect((await get()).json).toEqual(before)
  })

const raw = (more: Parameters<typeof patch>[3], nhsNumber: string = plain) =>
  patch(world, nhsNumber, [replace('/gender', 'male')], more)

describe('the request', () => {
  const PRECONDITION = [
    412,
    'PRECONDITION_FAILED',
    'Invalid request with error - If-Match header must be supplied to update this resource',
  ]

  test.each(['', '"3"', '3', 'W/3', 'W/"x"'])('without a proper If-Match (%s)', async (etag) => {
    expect(refused(await raw({ headers: { 'If-Match': etag } }))).toEqual(PRECONDITION)
  })

  test('at another version than the current one', async () => {
    expect(refused(await raw({ headers: { 'If-Match': 'W/"2"' } }))).toEqual([
      409,
      'RESOURCE_VERSION_MISMATCH',
      undefined,
    ])
  })

  test('at another version, with what to do about it beside the answer', async () => {
    const answer = await raw({ headers: { 'If-Match': 'W/"2"' } })
    expect(answer.exchange.findings).toEqual([
      {
        rule: 'pds.resource-version-mismatch',
        message: expect.stringMatching(/retrieve it, .* send its new ETag in If-Match/),
        source: 'PDS FHIR API, Update patient details',
      },
    ])
  })

  test.each(['text/plain', 'application/fhir+json', ''])('of media type %s', async (type) => {
    expect(refused(await raw({ headers: { 'Content-Type': type } }))).toEqual([
      400,
      'UNSUPPORTED_SERVICE',
      undefined,
    ])
  })

  test.each([
    ['9000000000', 400, 'INVALID_RESOURCE_ID', undefined],
    ['9111231130', 404, 'RESOURCE_NOT_FOUND', undefined],
    ['9990003343', 404, 'INVALIDATED_RESOURCE', undefined],
    [
      '5900053636',
      403,
      'FORBIDDEN_UPDATE',
      'Forbidden update with error - Update Failed - NHS No. supplied has been superseded in a merge',
    ],
  ])('for %s', async (nhsNumber, ...refusal) => {
    expect(refused(await raw({}, nhsNumber))).toEqual(refusal)
  })

  test.each<[string, unknown]>([
    ['no patches', { patches: [] }],
    ['no member patches', {}],
    ['a bare list', [replace('/gender', 'male')]],
    ['patches that are no list', { patches: 'all' }],
  ])('with %s', async (_, body) => {
    expect(refused(await raw({ body }))).toEqual(invalidUpdate('No patches found'))
  })

  test('with a body that is not JSON', async () => {
    const [status, code] = refused(await raw({ body: '{"patches": [' }))
    expect([status, code]).toEqual([400, 'VALIDATION_ERROR'])
  })

  test('with more patches than anybody needs', async () => {
    const patches = Array.from({ length: 501 }, () => replace('/gender', 'male'))
    const [status, code] = refused(await raw({ body: { patches } }))
    expect([status, code]).toEqual([400, 'TOO_MANY_VALUES_SUBMITTED'])
  })

  test('complains of the media type before If-Match, and of the version before the patches', async () => {
    const both = await raw({ headers: { 'If-Match': '', 'Content-Type': 'text/plain' } })
    expect(both.status).toBe(400)
    const stale = await raw({
      headers: { 'If-Match': 'W/"2"' },
      body: { patches: [{ op: 'bad' }] },
    })
    expect(stale.status).toBe(409)
    const none = await raw({ headers: { 'If-Match': 'W/"2"' }, body: { patches: [] } })
    expect(none.status).toBe(400)
  })
})

describe('an operation', () => {
  refuses([
    [
      'of an unknown kind',
      plain,
      [{ op: 'bad_value', path: '/gender' }],
      invalidValue('bad_value', '0/op'),
    ],
    [
      'that would move',
      plain,
      [{ op: 'move', path: '/gender', from: '/id' }],
      invalidValue('move', '0/op'),
    ],
    [
      'without op',
      plain,
      [{ path: '/gender' }],
      [400, 'MISSING_VALUE', "Missing value - 'patches/0/op'"],
    ],
    [
      'without path',
      plain,
      [{ op: 'remove' }],
      [400, 'MISSING_VALUE', "Missing value - 'patches/0/path'"],
    ],
    [
      'without value',
      plain,
      [{ op: 'add', path: '/gender' }],
      [400, 'MISSING_VALUE', "Missing value - 'patches/0/value'"],
    ],
    [
      'that removes with a value',
      plain,
      [{ op: 'remove', path: '/gender', value: 'male' }],
      [
        400,
        'ADDITIONAL_PROPERTIES',
        "Invalid request with error - Additional properties are not allowed ('value' was unexpected)",
      ],
    ],
    [
      'whose path is no pointer',
      plain,
      [replace('gender', 'male')],
      invalidValue('gender', '0/path'),
    ],
    ['that is no object', plain, ['x' as never], invalidValue('x', 'patches/0')],
    [
      'on a member that patients do not have',
      plain,
      [add('/pets/-', { name: 'Rex' })],
      invalidUpdate("Update unsupported for resource - 'pets'"),
    ],
    [
      'on a member of every object',
      plain,
      [add('/__proto__/polluted', true)],
      invalidUpdate("Update unsupported for resource - '__proto__'"),
    ],
  ])
})

describe('an item that is not named', () => {
  const none = (root: string) => invalidUpdate(`no id or url found for path with root ${root}`)
  const wrong = (list: string, id: string) =>
    invalidUpdate(`no '${list}' resources with object id '${id}'`)
  refuses([
    ['a piece without the id', full, [replace('/address/0/line/0', 'x')], none('/address/0')],
    [
      'a piece without the id, nothing there',
      noAddress,
      [replace('/address/0/line/0', 'x')],
      none('/address/0'),
    ],
    ['a whole item without its id', full, [replace('/address/0', HOME)], none('/address/0')],
    ['a whole list', full, [replace('/address', [])], none('/address')],
    [
      'a piece of an extension without the url',
      full,
      [remove('/extension/4/extension/1')],
      none('/extension/4'),
    ],
    ['a suffix that is removed', oldName, [remove('/name/1/suffix')], none('/name/1')],
    [
      'another id',
      full,
      [replace('/address/0/id', '123456'), replace('/address/0/line/0', 'x')],
      wrong('address', '123456'),
    ],
    [
      'another id in the whole item',
      full,
      [replace('/address/0', { ...HOME, id: '999' })],
      wrong('address', '999'),
    ],
    [
      'the id of another item',
      full,
      [testOf('/address/0/id', 'T456'), replace('/address/0/line/0', 'x')],
      wrong('address', 'T456'),
    ],
    [
      'an id in what is added',
      full,
      [add('/telecom/-', { id: '1', system: 'fax', value: '1' })],
      wrong('telecom', '1'),
    ],
    [
      'what is added to a place',
      full,
      [add('/address/0', HOME)],
      invalidPatch("items of 'address' are added at '/address/-', not at '/address/0'"),
    ],
    [
      'a whole list of lines under a wrong id',
      full,
      [replace('/address/0/id', '999'), replace('/address/0/line', ['x'])],
      invalidPatch("can't replace non-existent object 'line'"),
    ],
  ])
})

describe('a removal', () => {
  const instead = (path: string, tail: string) =>
    invalidUpdate(
      `removal '${path}' is not immediately preceded by equivalent test - instead ${tail}`,
    )
  refuses([
    ['without a test', oldName, [remove('/name/1')], instead('/name/1', 'it is the first item')],
    [
      'after something else',
      oldName,
      [replace('/gender', 'female'), remove('/name/1')],
      instead('/name/1', "it is preceded by 'replace /gender'"),
    ],
    [
      'after the test of another item',
      oldName,
      [testOf('/name/0/id', '4E1F21EF'), remove('/name/1')],
      instead('/name/1', "it is preceded by 'test /name/0/id'"),
    ],
  ])
})

describe('a pointer', () => {
  refuses([
    [
      'to an item behind the last',
      noAddress,
      [testOf('/address/0/id', '456'), replace('/address/0/line/0', 'x')],
      invalidPatch("index '0' is out of bounds"),
    ],
    [
      'to a suffix that is not there',
      oldName,
      [testOf('/name/0/id', '4E1F21EF'), remove('/name/0/suffix/0')],
      invalidPatch("can't remove non-existent object '0'"),
    ],
    [
      'to a list that is not there',
      oldName,
      [testOf('/name/0/id', '4E1F21EF'), remove('/name/0/suffix')],
      invalidPatch("can't remove non-existent object 'suffix'"),
    ],
    [
      'to replace what is not there',
      plain,
      [replace('/multipleBirthInteger', 1)],
      invalidPatch("can't replace non-existent object 'multipleBirthInteger'"),
    ],
    [
      'into a text',
      plain,
      [add('/gender/x', 1)],
      invalidPatch("can't add to a value that has no members: 'x'"),
    ],
    [
      'to a piece of a list by no number',
      full,
      [testOf('/address/0/id', '456'), replace('/address/0/line/x', '1')],
      invalidPatch("index 'x' is out of bounds"),
    ],
    [
      'behind the end of a list to add to',
      full,
      [testOf('/address/0/id', '456'), add('/address/0/line/9', '1')],
      invalidPatch("index '9' is out of bounds"),
    ],
  ])
})

describe('a test that fails', () => {
  refuses([
    [
      'prints texts and their class',
      plain,
      [testOf('/gender', 'male')],
      invalidPatch("unknown (<class 'str'>) is not equal to tested value male (<class 'str'>)"),
    ],
    [
      'prints nothing as None',
      plain,
      [testOf('/deceasedDateTime', true)],
      invalidPatch("None (<class 'NoneType'>) is not equal to tested value True (<class 'bool'>)"),
    ],
    [
      'prints objects the Python way',
      full,
      [testOf('/name/0/period', { start: '2020-01-01' }), testOf('/name/0/id', '123')],
      invalidPatch(
        "{'start': '2020-01-01', 'end': '2021-12-31'} (<class 'dict'>) is not equal to tested value {'start': '2020-01-01'} (<class 'dict'>)",
      ),
    ],
  ])
})

describe('what is forbidden', () => {
  const may = (text: string) => forbidden(`source not permitted to ${text}`)
  refuses([
    [
      'a second usual name',
      plain,
      [add('/name/-', { use: 'usual', family: 'Other' })],
      forbidden('multiple usual names cannot be added'),
    ],
    [
      'the usual name to go',
      plain,
      [testOf('/name/0/id', 'xWaWS'), remove('/name/0')],
      forbidden('not permitted to remove usual name'),
    ],
    [
      'the gender to go for another to come',
      plain,
      [remove('/gender'), add('/gender', 'male')],
      may("remove 'gender'"),
    ],
    ['the gender to go', plain, [remove('/gender')], may("remove 'gender'")],
    ['the birth date to go', plain, [remove('/birthDate')], may("remove 'birthDate'")],
    [
      'the date of death to go',
      full,
      [remove('/deceasedDateTime')],
      may("remove 'deceasedDateTime'"),
    ],
    [
      'the death notification to go',
      full,
      [testOf('/extension/3/url', `${UK_CORE}DeathNotificationStatus`), remove('/extension/3')],
      may("remove 'deathNotificationStatus'"),
    ],
    [
      'another date than that of a formal death',
      full,
      [replace('/deceasedDateTime', '2010-10-23')],
      may("update 'deceasedDateTime'"),
    ],
    [
      'another notification than a formal one',
      full,
      [replace('/extension/3', deathNotification('1'))],
      may("update 'deathNotificationStatus'"),
    ],
    [
      'a formal notification from a local source',
      plain,
      [add('/deceasedDateTime', '2026-01-01'), add('/extension/-', deathNotification('2'))],
      may('add a formal death notification'),
    ],
    ['another version', plain, [replace('/meta/versionId', '9')], may("update 'meta'")],
    ['another number', plain, [replace('/id', '9000000009')], may("update 'id'")],
    ['another identifier', plain, [remove('/identifier')], may("update 'identifier'")],
    [
      'another manager',
      full,
      [remove('/managingOrganization')],
      may("update 'managingOrganization'"),
    ],
    [
      'the removal from registration to go',
      full,
      [
        testOf(
          '/extension/7/url',
          'https://fhir.nhs.uk/StructureDefinition/Extension-PDS-RemovalFromRegistration',
        ),
        remove('/extension/7'),
      ],
      may("update 'removalFromRegistration'"),
    ],
    [
      'a sensitive record',
      restricted,
      [replace('/gender', 'male')],
      may('update a sensitive record'),
    ],
    [
      'the practice to go',
      plain,
      [testOf('/generalPractitioner/0/id', 'JZMVX'), remove('/generalPractitioner/0')],
      may("remove 'generalPractitioner'"),
    ],
  ])

  test('a hospital to change the practice', async () => {
    const role = { ...NURSE.roles[0], odsCode: 'RCD' } as (typeof NURSE.roles)[number]
    practitioners.save(world.store, { ...NURSE, roles: [role] })
    const answer = await patch(world, plain, [
      testOf('/generalPractitioner/0/id', 'JZMVX'),
      replace('/generalPractitioner/0/identifier/value', 'Y12345'),
    ])
    expect(refused(answer)).toEqual(may("update 'generalPractitioner'"))
  })
})

describe('a name', () => {
  const named = (name: object) => [add('/name/-', { use: 'nickname', family: 'Other', ...name })]
  const long = 'x'.repeat(36)
  refuses([
    [
      'without a family',
      plain,
      [add('/name/-', { use: 'old' })],
      [400, 'MISSING_VALUE', "Missing value - 'name/1/family'"],
    ],
    [
      'without a use',
      plain,
      [add('/name/-', { family: 'x' })],
      [400, 'MISSING_VALUE', "Missing value - 'name/1/use'"],
    ],
    ['of another use', plain, named({ use: 'anonymous' }), invalidValue('anonymous', 'name/1/use')],
    [
      'with another member',
      plain,
      named({ text: 'x' }),
      [
        400,
        'ADDITIONAL_PROPERTIES',
        "Invalid request with error - Additional properties are not allowed ('text' was unexpected)",
      ],
    ],
    [
      'with six given names',
      plain,
      named({ given: ['1', '2', '3', '4', '5', '6'] }),
      [
        400,
        'TOO_MANY_VALUES_SUBMITTED',
        "Too many values submitted - ['1', '2', '3', '4', '5', '6'] in field 'name/1/given'",
      ],
    ],
    ['with a long family', plain, named({ family: long }), invalidValue(long, 'name/1/family')],
    ['with a long given name', plain, named({ given: [long] }), invalidValue(long, 'name/1/given')],
    [
      'with another character',
      plain,
      named({ family: 'O`Brien' }),
      [
        400,
        'UNSUPPORTED_CHARACTERS_IN_FIELD',
        "Unsupported characters in field - 'O`Brien' in field 'name/1/family'",
      ],
    ],
    [
      'with a small suffix',
      plain,
      named({ suffix: ['phd'] }),
      invalidValue('phd', 'name/1/suffix'),
    ],
    [
      'a second nickname',
      plain,
      [...named({}), ...named({})],
      invalidUpdate('multiple nicknames cannot be added'),
    ],
    [
      'of another use than before',
      oldName,
      [testOf('/name/1/id', '4E1F33EF'), replace('/name/1/use', 'temp')],
      invalidUpdate("use of 'name/1' cannot be changed"),
    ],
    [
      'that is usual and ends',
      plain,
      [
        testOf('/name/0/id', 'xWaWS'),
        add('/name/0/period', { start: '2020-01-01', end: '2021-01-01' }),
      ],
      invalidUpdate('An end date can not be provided on usual name'),
    ],
    [
      'that begins in the future',
      plain,
      named({ period: { start: '2026-03-03' } }),
      invalidUpdate("period of 'name/1' starts in the future: '2026-03-03'"),
    ],
    [
      'that ends before it begins',
      plain,
      named({ period: { start: '2026-01-02', end: '2026-01-01' } }),
      invalidUpdate("period of 'name/1' ends before it starts"),
    ],
    [
      'with an end alone',
      plain,
      named({ period: { end: '2026-01-01' } }),
      [400, 'MISSING_VALUE', "Missing value - 'name/1/period/start'"],
    ],
    [
      'with no date',
      plain,
      named({ period: { start: '2026' } }),
      invalidValue('2026', 'name/1/period/start'),
    ],
    ['that is no object', plain, [add('/name/-', 'x')], invalidValue('x', 'name/1')],
  ])
})

describe('the person', () => {
  refuses([
    ['of gender other', plain, [replace('/gender', 'other')], invalidValue('other', 'gender')],
    ['of no gender', plain, [replace('/gender', 1)], invalidValue('1', 'gender')],
    [
      'born on no date',
      plain,
      [replace('/birthDate', '1990-02-30')],
      invalidValue('1990-02-30', 'birthDate'),
    ],
    [
      'born tomorrow',
      plain,
      [replace('/birthDate', '2026-03-03')],
      invalidUpdate("birthDate '2026-03-03' is in the future"),
    ],
    [
      'born after death',
      full,
      [replace('/birthDate', '2010-10-23')],
      invalidUpdate("birthDate '2010-10-23' is after the date of death"),
    ],
    [
      'tenth of many',
      plain,
      [add('/multipleBirthInteger', 10)],
      invalidValue('10', 'multipleBirthInteger'),
    ],
    [
      'one and a half of many',
      plain,
      [add('/multipleBirthInteger', '1')],
      invalidValue('1', 'multipleBirthInteger'),
    ],
  ])
})

describe('a death', () => {
  const died = (date: unknown, status = '1') => [
    add('/deceasedDateTime', date),
    add('/extension/-', deathNotification(status)),
  ]
  const together = invalidUpdate(
    'deceasedDateTime and death notification status must be added together',
  )
  refuses([
    [
      'in another time zone',
      plain,
      died('2024-06-14T00:00:00+01:00'),
      invalidValue('2024-06-14T00:00:00+01:00', 'deceasedDateTime'),
    ],
    ['on no date', plain, died('2024-02-30'), invalidValue('2024-02-30', 'deceasedDateTime')],
    [
      'tomorrow',
      plain,
      died('2026-03-03'),
      invalidUpdate("deceasedDateTime '2026-03-03' is in the future"),
    ],
    [
      'before birth',
      plain,
      died('1933-02-24'),
      invalidUpdate("deceasedDateTime '1933-02-24' is before the date of birth"),
    ],
    ['without a notification', plain, [add('/deceasedDateTime', '2026-01-01')], together],
    ['without a date', plain, [add('/extension/-', deathNotification('1'))], together],
    [
      'that is said to be removed',
      plain,
      died('2026-01-01', 'U'),
      [
        400,
        'UNSUPPORTED_VALUE',
        "Unsupported value - 'U' in field 'extension/0/extension/0/valueCodeableConcept/coding/0/code'",
      ],
    ],
    [
      'of another status',
      plain,
      died('2026-01-01', '3'),
      invalidValue('3', 'extension/0/extension/0/valueCodeableConcept/coding/0/code'),
    ],
  ])
})

describe('an address', () => {
  const lines = invalidUpdate('address lines 1 and 4 or 2 and 4 must be completed as a minimum')
  const home = (more: object) => [add('/address/-', { ...HOME, ...more })]
  const temporary = (more: object) => [add('/address/-', { ...TEMPORARY, ...more })]
  const key = (type: string, value: string) => ({
    url: `${UK_CORE}AddressKey`,
    extension: [
      { url: 'type', valueCoding: { code: type } },
      { url: 'value', valueString: value },
    ],
  })
  refuses([
    ['without line 4', noAddress, home({ line: ['1 Mill Road'] }), lines],
    ['without lines 1 and 2', noAddress, home({ line: ['', '', 'x', 'Leeds'] }), lines],
    ['without lines', noAddress, home({ line: undefined }), lines],
    [
      'with six lines',
      noAddress,
      home({ line: ['1', '2', '3', '4', '5', '6'] }),
      [
        400,
        'TOO_MANY_VALUES_SUBMITTED',
        "Too many values submitted - ['1', '2', '3', '4', '5', '6'] in field 'address/0/line'",
      ],
    ],
    [
      'with a long line',
      noAddress,
      home({ line: ['x'.repeat(36), '', '', 'Leeds'] }),
      invalidValue('x'.repeat(36), 'address/0/line'),
    ],
    [
      'of work',
      noAddress,
      home({ use: 'work' }),
      [400, 'UNSUPPORTED_VALUE', "Unsupported value - 'work' in field 'address/0/use'"],
    ],
    [
      'beside another home',
      plain,
      home({}),
      invalidUpdate('multiple home addresses cannot be added'),
    ],
    [
      'that is temporary without an end',
      noAddress,
      temporary({ period: { start: '2026-01-01' } }),
      [400, 'MISSING_VALUE', "Missing value - 'address/0/period/end'"],
    ],
    [
      'to write to without an end',
      noAddress,
      home({ use: 'billing' }),
      [400, 'MISSING_VALUE', "Missing value - 'address/0/period/end'"],
    ],
    [
      'that is temporary without its kind',
      noAddress,
      temporary({ text: undefined }),
      [400, 'MISSING_VALUE', "Missing value - 'address/0/text'"],
    ],
    [
      'of an unknown kind',
      noAddress,
      temporary({ text: 'Tent' }),
      invalidValue('Tent', 'address/0/text'),
    ],
    [
      'at home with a kind',
      noAddress,
      home({ text: 'Tent' }),
      invalidValue('Tent', 'address/0/text'),
    ],
    [
      'with a short key',
      noAddress,
      home({ extension: [key('PAF', '9876543')] }),
      invalidValue('9876543', 'address/0/extension'),
    ],
    [
      'with a long property number',
      noAddress,
      home({ extension: [key('UPRN', '1234567890123')] }),
      invalidValue('1234567890123', 'address/0/extension'),
    ],
  ])

  test('with two keys of a kind', async () => {
    const extension = [key('PAF', '12345678'), key('PAF', '12345679')]
    const [status, code] = refused(await patch(world, noAddress, home({ extension })))
    expect([status, code]).toEqual([400, 'INVALID_VALUE'])
  })
})

describe('a telecom', () => {
  const phone = { system: 'phone', use: 'home', value: '01632960587' }
  const mail = (value: string) => [add('/telecom/-', { system: 'email', use: 'home', value })]
  const format = invalidUpdate('email format is invalid')
  const contact = (telecom: unknown, code = 'C') => [
    add('/contact/-', {
      relationship: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code }] },
      ],
      telecom,
    }),
  ]
  refuses([
    [
      'beside another of its kind',
      plain,
      [add('/telecom/-', phone), add('/telecom/-', { ...phone, value: '1' })],
      invalidUpdate("multiple telecoms of system 'phone' and use 'home' cannot be added"),
    ],
    [
      'of another system than before',
      full,
      [testOf('/telecom/0/id', '789'), replace('/telecom/0/system', 'fax')],
      invalidUpdate("system and use of 'telecom/0' cannot be changed: remove it and add another"),
    ],
    ['that is no address', plain, mail('not.an.address'), format],
    ['that is too short', plain, mail('a@b.co'), format],
    ['that is too long', plain, mail(`${'a'.repeat(80)}@b.example`), format],
    [
      'of an unknown system',
      plain,
      [add('/telecom/-', { ...phone, system: 'pager' })],
      invalidValue('pager', 'telecom/0/system'),
    ],
    [
      'of an unknown use',
      plain,
      [add('/telecom/-', { ...phone, use: 'old' })],
      invalidValue('old', 'telecom/0/use'),
    ],
    [
      'without a value',
      plain,
      [add('/telecom/-', { system: 'phone' })],
      [400, 'MISSING_VALUE', "Missing value - 'telecom/0/value'"],
    ],
    [
      'of another system that is not said',
      plain,
      [add('/telecom/-', { ...phone, system: 'other' })],
      [400, 'MISSING_VALUE', "Missing value - 'telecom/0/extension'"],
    ],
    [
      'of a contact by fax',
      plain,
      contact([{ system: 'fax', value: '1' }]),
      invalidValue('fax', 'contact/0/telecom/0/system'),
    ],
    [
      'of a contact with a use',
      plain,
      contact([phone]),
      [
        400,
        'ADDITIONAL_PROPERTIES',
        "Invalid request with error - Additional properties are not allowed ('use' was unexpected)",
      ],
    ],
    [
      'of a contact that has none',
      plain,
      contact([]),
      [
        400,
        'TOO_FEW_VALUES_SUBMITTED',
        "Too few values submitted - [] in field 'contact/0/telecom'",
      ],
    ],
    ['of a contact by a bad e-mail', plain, contact([{ system: 'email', value: 'x' }]), format],
    [
      'of another relationship',
      plain,
      contact([{ system: 'phone', value: '1' }], 'N'),
      invalidValue('N', 'contact/0/relationship/0/coding/0/code'),
    ],
  ])
})

describe('a practice', () => {
  const practice = (value: string, more = {}) => ({
    type: 'Organization',
    identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value, ...more },
  })
  refuses([
    [
      'that is none',
      empty,
      [add('/generalPractitioner/-', practice('RCD'))],
      invalidValue('RCD', 'generalPractitioner/0/identifier/value'),
    ],
    [
      'beside another',
      plain,
      [add('/generalPractitioner/-', practice('Y12345'))],
      invalidUpdate('multiple general practitioners cannot be added'),
    ],
    [
      'with an end',
      empty,
      [
        add(
          '/generalPractitioner/-',
          practice('Y12345', { period: { start: '2020-01-01', end: '2021-01-01' } }),
        ),
      ],
      invalidUpdate('An end date can not be provided on general practitioner'),
    ],
  ])
})

describe('an extension', () => {
  const added = (extension: object) => [add('/extension/-', extension)]
  const ods = 'extension/0/valueReference/identifier/value'
  refuses([
    [
      'of an unknown address',
      plain,
      added({ url: 'https://example.com' }),
      invalidValue('https://example.com', 'extension/0/url'),
    ],
    [
      'of a pharmacy that nobody knows',
      plain,
      added(pharmacy('FZZ99')),
      invalidValue('FZZ99', ods),
    ],
    ['of no code', plain, added(pharmacy('F!')), invalidValue('F!', ods)],
    [
      'of a second pharmacy',
      full,
      added(pharmacy('FWC87')),
      invalidUpdate(`multiple extensions '${UK_CORE}NominatedPharmacy' cannot be added`),
    ],
    ['of English', plain, added(communication('en')), invalidValue('en', 'extension/0/language')],
    [
      'of a language that nobody speaks',
      plain,
      added(communication('xx')),
      invalidValue('xx', 'extension/0/language'),
    ],
    [
      'without a language',
      plain,
      added({ url: `${UK_CORE}NHSCommunication`, extension: [] }),
      [400, 'MISSING_VALUE', "Missing value - 'extension/0/extension/0/valueCodeableConcept'"],
    ],
    [
      'without the interpreter it had',
      full,
      [
        testOf('/extension/4/url', `${UK_CORE}NHSCommunication`),
        remove('/extension/4/extension/1'),
      ],
      invalidUpdate('interpreterRequired cannot be removed'),
    ],
    [
      'with the interpreter under no name',
      full,
      [replace('/extension/4/extension/1', { url: '', valueBoolean: true })],
      invalidUpdate('interpreterRequired cannot be removed'),
    ],
    [
      'of an unknown way to be contacted',
      plain,
      added(preference('9', undefined)),
      invalidValue('9', 'extension/0/PreferredContactMethod'),
    ],
    [
      'of long contact times',
      plain,
      added(preference('1', 'x'.repeat(41))),
      invalidValue('x'.repeat(41), 'extension/0/PreferredContactTimes'),
    ],
    [
      'of contact times alone',
      plain,
      added(preference(undefined, 'noon')),
      invalidUpdate('PreferredContactTimes can only be given with PreferredContactMethod'),
    ],
    [
      'of no preference',
      plain,
      added(preference(undefined, undefined)),
      [400, 'MISSING_VALUE', "Missing value - 'extension/0'"],
    ],
    [
      'of no place of birth',
      plain,
      added(birthPlace({})),
      [400, 'MISSING_VALUE', "Missing value - 'extension/0/valueAddress/city/district/country'"],
    ],
    [
      'of no country of birth',
      plain,
      added(birthPlace({ country: 'XXX' })),
      invalidValue('XXX', 'extension/0/valueAddress/country'),
    ],
  ])

  test('of an unknown written format', async () => {
    const format = {
      url: `${UK_CORE}ContactPreference`,
      extension: [
        {
          url: 'PreferredWrittenCommunicationFormat',
          valueCodeableConcept: { coding: [{ code: '14' }] },
        },
      ],
    }
    expect(refused(await patch(world, plain, added(format)))).toEqual(
      invalidValue('14', 'extension/0/PreferredWrittenCommunicationFormat'),
    )
  })
})

describe('a patient', () => {
  const NOT_THEIRS = invalidUpdate(
    'This user does not have permission to update the fields in the patches provided.',
  )
  test.each<[string, string, Patch[]]>([
    ['gender', plain, [replace('/gender', 'male')]],
    ['name', plain, [add('/name/-', { use: 'nickname', family: 'x' })]],
    ['home phone', plain, [add('/telecom/-', { system: 'phone', use: 'home', value: '1' })]],
    ['fax', plain, [add('/telecom/-', { system: 'fax', use: 'home', value: '1' })]],
    ['phone, to remove it', full, [testOf('/telecom/0/id', '789'), remove('/telecom/0')]],
    ['part of an e-mail', full, [testOf('/telecom/1/id', '790'), replace('/telecom/1/value', 'x')]],
    ['part of a language', full, [replace('/extension/4/extension/1', communication('fr'))]],
    ['contact preference', plain, [add('/extension/-', preference('1', undefined))]],
    ['death', plain, [add('/deceasedDateTime', '2026-01-01')]],
    ['practice', plain, [add('/generalPractitioner/-', {})]],
  ])('does not change their %s', async (_, nhsNumber, patches) => {
    const token = patientToken(world, nhsNumber)
    expect(refused(await patch(world, nhsNumber, patches, { token }))).toEqual(NOT_THEIRS)
  })

  test('does not change another record than their own', async () => {
    const token = patientToken(world, oldName)
    const answer = await patch(world, plain, [add('/address/-', TEMPORARY)], {
      token,
      headers: { 'If-Match': 'W/"3"' },
    })
    expect(refused(answer).slice(0, 2)).toEqual([403, 'ACCESS_DENIED'])
  })
})
