import { describe, expect, test } from 'vitest'
import { at, attributeOf } from '../../../../src/hl7v3/xml/element.js'
import { parseXml } from '../../../../src/hl7v3/xml/parse.js'
import type { Xml } from '../../../../src/hl7v3/xml/template.js'
import { xml } from '../../../../src/hl7v3/xml/template.js'
import {
  findAccreditedSystem,
  saveAccreditedSystem,
} from '../../../../src/world/tables/accredited-system.js'
import { current, findPatient, type Patient } from '../../../../src/world/tables/patient.js'
import type { World } from '../../../../src/world/world.js'
import { anywhere, CLIENT, deliver, message, outcomeOf, SPINE, spine } from '../../tms/support.js'
import {
  allocationRequest,
  care,
  careCode,
  deathNotified,
  objectId,
  observed,
  performer,
  raw,
  registeringAuthority,
  related,
  type UpdateBody,
  updateRequest,
} from './update-bodies.js'

const RELEASES = [
  ['PRPA_IN160000UK30', 'PRPA_IN150000UK30'],
  ['PRPA_IN000203UK03', 'PRPA_IN000202UK01'],
  ['PRPA_IN000203UK06', 'PRPA_IN000202UK01'],
] as const

let count = 0
const nextId = () => `A1B2C3D4-0000-4000-8000-${String(++count).padStart(12, '0')}`

const bring = (world: World, interactionId: string, content: Xml, id = nextId()) =>
  outcomeOf(deliver(world, message(interactionId, content, { id })))

const update = (world: World, body: UpdateBody, interactionId = 'PRPA_IN000203UK03') =>
  bring(world, interactionId, updateRequest(body))

const held = (world: World, nhsNumber = '9000000009') =>
  findPatient(world.store, nhsNumber) as Patient

const valueIn = (content: Xml | undefined): string | undefined => {
  const parsed = parseXml(`${xml`<x xmlns="urn:hl7-org:v3">${content}</x>`}`)
  if (!parsed.ok) return undefined
  const [number] = anywhere(parsed.root, 'pertinentSerialChangeNumber')
  return attributeOf(at(number, 'value'), 'value')
}

const HOME = `<addr use="H" updateMode="altered"><streetAddressLine/><streetAddressLine>2 Whitehall Quay</streetAddressLine><streetAddressLine/><streetAddressLine>Leeds</streetAddressLine><streetAddressLine/><postalCode>LS1 4BU</postalCode><useablePeriod><low value="20240615"/></useablePeriod>${objectId('456')}</addr>`
const MOBILE = '<telecom use="MC" value="tel:07700900123" updateMode="added"/>'

describe.each(RELEASES)('a general update %s', (request, answer) => {
  test('changes, adds and removes items, and answers the next version', () => {
    const world = spine()
    const done = update(
      world,
      {
        addr: HOME,
        telecom: `${MOBILE}<telecom use="H" updateMode="removed">${objectId('790')}</telecom><telecom use="EC" value="tel:01132000000" updateMode="added"/>`,
        person: `
          <name use="A" updateMode="added"><given>Janey</given><family>Smith</family></name>
          <multipleBirthOrderNumber value="2" updateMode="altered"/>
          ${care('altered', careCode('P1') + objectId('PH000001') + performer('FWC87'))}`,
      },
      request,
    )
    expect(done).toMatchObject({ interactionId: answer, type: 'AA', codes: [] })
    expect(valueIn(done.content)).toBe('3')
    const patient = held(world)
    expect(patient.version).toBe(3)
    expect(current(patient.addresses).find(({ use }) => use === 'home')).toMatchObject({
      id: '456',
      line: ['', '2 Whitehall Quay', '', 'Leeds'],
      postcode: 'LS1 4BU',
      period: { start: '2024-06-15' },
    })
    expect(current(patient.telecom).map(({ system, use, value }) => [system, use, value])).toEqual([
      ['phone', 'home', '01632960587'],
      ['other', 'home', '01632960587'],
      ['phone', 'mobile', '07700900123'],
    ])
    expect(current(patient.contacts).at(-1)?.telecom).toEqual([
      { system: 'phone', value: '01132000000' },
    ])
    expect(current(patient.names).map(({ use }) => use)).toEqual(['usual', 'nickname'])
    expect(patient).toMatchObject({ multipleBirth: 2, pharmacies: { nominated: 'FWC87' } })
  })

  test('takes back wishes, language, place of birth and a pharmacy', () => {
    const world = spine()
    const done = update(
      world,
      {
        person: `
          <languageCommunication updateMode="removed"/>
          <birthplace classCode="BIRTHPL" updateMode="removed"/>
          ${care('removed', careCode('P3') + objectId('PH000003'))}`,
        observed: `${observed('preferredContactMethod', 'removed', '')}${observed('preferredWrittenCommunicationFormat', 'removed', '')}`,
      },
      request,
    )
    expect(done).toMatchObject({ type: 'AA' })
    const { communication, birthPlace, pharmacies, contactPreference } = held(world)
    expect({ communication, birthPlace, contactPreference }).toEqual({})
    expect(pharmacies).toEqual({ nominated: 'Y12345', applianceSupplier: 'Y34567' })
  })

  test('adds people who are related, and removes them', () => {
    const world = spine()
    const person = related(
      'added',
      `<addr use="H"><streetAddressLine>1</streetAddressLine><streetAddressLine/><streetAddressLine/><streetAddressLine>Leeds</streetAddressLine><postalCode>LS1 1AA</postalCode></addr>
       <code code="12" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.15"/>
       <positionNumber value="2"/>
       <telecom use="H" value="tel:0113"/>
       <part3 typeCode="PART"><partNextOfKin classCode="NOK"><code code="1"/></partNextOfKin></part3>
       <player classCode="PSN" determinerCode="INSTANCE"><name use="L"><given>Ann</given><family>Other</family></name></player>`,
    )
    expect(update(world, { nhsNumber: '9000000033', person }, request)).toMatchObject({
      type: 'AA',
    })
    const [added] = current(held(world, '9000000033').relatedPeople ?? [])
    expect(added).toMatchObject({
      role: 'Personal',
      type: 'MTH',
      nextOfKin: true,
      rank: 2,
      name: { use: 'usual', given: ['Ann'], family: 'Other' },
      telecom: [{ system: 'phone', use: 'home', value: '0113' }],
    })
    const gone = related('removed', objectId(added?.id ?? ''))
    expect(
      update(world, { nhsNumber: '9000000033', version: 3, person: gone }, request),
    ).toMatchObject({ type: 'AA' })
    expect(current(held(world, '9000000033').relatedPeople ?? [])).toEqual([])
  })

  test('refuses a stale version, and changes nothing', () => {
    const world = spine()
    const before = held(world)
    expect(update(world, { version: 1, telecom: MOBILE }, request)).toMatchObject({
      interactionId: 'MCCI_IN010000UK13',
      type: 'AE',
      codes: ['15', 'GE002'],
      texts: ['Update Failed', 'Update Failed - serial change number does not match'],
    })
    expect(held(world)).toEqual(before)
  })
})

describe('a death', () => {
  const DIED = '<deceasedTime value="20240614" updateMode="added"/>'
  const later = (party: string): UpdateBody => ({
    nhsNumber: '9000000033',
    person: `<COCT_MT000211UK01.PartDeceasedTime classCode="PART" updateMode="added"><partPerson classCode="PSN" determinerCode="INSTANCE"><deceasedTime value="20240614"/></partPerson></COCT_MT000211UK01.PartDeceasedTime>`,
    observed: deathNotified('added', '1', party),
  })

  test.each<readonly [string, UpdateBody]>([
    [
      'PRPA_IN160000UK30',
      {
        nhsNumber: '9000000033',
        author: registeringAuthority(),
        person: DIED,
        observed: deathNotified('added', '1'),
      },
    ],
    [
      'PRPA_IN000203UK03',
      {
        nhsNumber: '9000000033',
        author: registeringAuthority(),
        person: DIED,
        observed: deathNotified('added', '1'),
      },
    ],
    [
      'PRPA_IN000203UK06',
      later(`<responsibleParty typeCode="RESP">${registeringAuthority()}</responsibleParty>`),
    ],
  ])('is notified by an update %s', (request, body) => {
    const world = spine()
    expect(update(world, body, request)).toMatchObject({ type: 'AA' })
    expect(held(world, '9000000033').death).toMatchObject({ date: '2024-06-14', status: '1' })
  })

  test.each<readonly [string, UpdateBody]>([
    [
      'PRPA_IN000203UK03',
      { nhsNumber: '9000000033', person: DIED, observed: deathNotified('added', '1') },
    ],
    ['PRPA_IN000203UK06', later('')],
  ])('is refused without who registers it: %s', (request, body) => {
    expect(update(spine(), body, request)).toMatchObject({
      codes: ['15', 'GE007'],
      texts: ['Update Failed', 'AUTHOR_UNSPECIFIED_ON_DEATH'],
    })
  })
})

describe('an update is refused by the rule', () => {
  const named = (mode: string, content: string, use = 'L') =>
    ({ person: `<name use="${use}" updateMode="${mode}">${content}</name>` }) as const
  const lines = (content: string, use = 'H', mode = 'altered') =>
    ({
      addr: `<addr use="${use}" updateMode="${mode}">${content}${objectId('456')}</addr>`,
    }) as const
  const LINE = '<streetAddressLine>1</streetAddressLine>'
  const single = (content: string) => ({ person: content }) as const
  const seen = (name: string, mode: string, content: string) =>
    ({ observed: observed(name, mode, content) }) as const
  const relative = (mode: string, content: string, classCode?: string) =>
    ({ person: related(mode, content, classCode) }) as const
  const NAME = '<player classCode="PSN"><name use="L"><family>Other</family></name></player>'
  const ADDR = `<addr use="H">${LINE}</addr>`
  const NUMBER =
    '<player classCode="PSN"><playedRelatedPatient classCode="PAT"><id root="2.16.840.1.113883.2.1.4.1" extension="9000000017"/></playedRelatedPatient></player>'
  const SECOND =
    '<player classCode="PSN"><playedRelatedPatient classCode="PAT"><id root="2.16.840.1.113883.2.1.4.1" extension="9000000017"/></playedRelatedPatient><playedRelatedPatient classCode="PAT"><id root="2.16.840.1.113883.2.1.4.1" extension="9000000009"/></playedRelatedPatient></player>'
  const DIED = '<deceasedTime value="20240614" updateMode="added"/>'
  const [AUTHOR, NOTIFIED] = [registeringAuthority(), deathNotified('added', '1')]

  const ROWS: readonly (readonly [string, UpdateBody, string?])[] = [
    ['UPDATE_TYPE', { code: '3' }],
    ['SERIAL_CHANGE_NUMBER', { version: 'x' }, 'GE007'],
    ['NHS_NUMBER_UNSPECIFIED', { nhsNumber: '' }, 'GE007'],
    ['UPDATE_MODE_MISSING', { telecom: '<telecom use="H" value="tel:1"/>' }, 'GE007'],
    ['UNSUPPORTED_CHARACTERS_IN_FIELD', { telecom: '<telecom value="tel:1" updateMode="added"/>' }],
    ['UNSUPPORTED_CHARACTERS_IN_FIELD', { addr: `<addr updateMode="added">${LINE}</addr>` }],
    [
      'UNSUPPORTED_CHARACTERS_IN_FIELD',
      { person: '<name updateMode="added"><family>X</family></name>' },
    ],
    ['UID_MUST_BE_PROVIDED', { telecom: '<telecom use="H" updateMode="removed"/>' }, 'GE007'],
    ['UID_MUST_BE_PROVIDED', { person: care('removed', careCode('P1')) }, 'GE007'],
    ['UID_MUST_BE_PROVIDED', named('altered', '<family>X</family>'), 'GE007'],
    ['MORE_THAN_ONE_USABLE_PERIOD', lines(`${LINE}<useablePeriod/><useablePeriod/>`)],
    [
      'MORE_THAN_ONE_USABLE_PERIOD',
      {
        person: care(
          'added',
          `${careCode('P1')}<effectiveTime><low value="20240101"/></effectiveTime>${performer('FWC87')}`,
        ),
      },
    ],
    [
      'HIGH_TIME_NOT_GREATER_THAN_LOW_TIME',
      lines(
        `${LINE}<useablePeriod><low value="20240102"/><high value="20240101"/></useablePeriod>`,
      ),
    ],
    [
      'HIGH_TIME_NOT_GREATER_THAN_LOW_TIME',
      named(
        'added',
        '<family>X</family><validTime><low value="20240102"/><high value="20240101"/></validTime>',
      ),
    ],
    ['ILLEGAL_DATE_FORMAT', lines(`${LINE}<useablePeriod><low value="2024"/></useablePeriod>`)],
    ['INCORRECT_NUMBER_OF_ADDRESS_LINES', lines('<postalCode>LS1</postalCode>')],
    ['INCORRECT_NUMBER_OF_ADDRESS_LINES', lines(LINE.repeat(6))],
    ['DESCRIPTION_PROVIDED_NO_TEMPORARY_ADDRESS', lines(`${LINE}<desc>Second Home</desc>`)],
    ['UNEXPECTED_CONTACT_TYPE', { telecom: '<telecom use="H" value="" updateMode="added"/>' }],
    [
      'UNEXPECTED_CONTACT_TYPE',
      { telecom: '<telecom use="H" value="pigeon:1" updateMode="added"/>' },
    ],
    [
      'NO_MORE_THAN_ONE_PREFIX',
      named('added', '<prefix>A</prefix><prefix>B</prefix><family>X</family>'),
    ],
    ['NO_MORE_THAN_ONE_FAMILY_NAME', named('added', '<family>X</family><family>Y</family>')],
    [
      'NO_MORE_THAN_ONE_SUFFIX',
      named('added', '<family>X</family><suffix>A</suffix><suffix>B</suffix>'),
    ],
    ['INSUFFICIENT_NAME_DETAILS', named('added', '<prefix>A</prefix>')],
    ['TOO_MANY_GIVEN_NAMES_5', named('added', `<family>X</family>${'<given>A</given>'.repeat(6)}`)],
    ['UNABLE_TO_DELETE_USUAL_NAME', named('removed', objectId('123'))],
    ['GENDER_REMOVAL_NOT_PERMITTED', single('<administrativeGenderCode updateMode="removed"/>')],
    ['BIRTHTIME_REMOVAL_NOT_PERMITTED', single('<birthTime updateMode="removed"/>')],
    ['ILLEGAL_DATE_FORMAT', single('<birthTime value="1980" updateMode="altered"/>')],
    [
      'MULTIPLE_BIRTH_ORDER_NUMBER_PROVIDED',
      single('<multipleBirthOrderNumber value="1" updateMode="removed"/>'),
    ],
    [
      'LANGUAGE_CHANGED_ON_REMOVAL',
      single(
        '<languageCommunication updateMode="removed"><languageCode code="fr"/></languageCommunication>',
      ),
    ],
    [
      'WRITTEN_COMM_FORMAT_CHANGED_ON_REMOVAL',
      seen('preferredWrittenCommunicationFormat', 'removed', '<value code="12"/>'),
    ],
    [
      'HEALTHSPACE_REG_CHANGED_ON_REMOVAL',
      seen('healthspaceRegistration', 'removed', '<value code="1"/>'),
    ],
    [
      'INVALID_PREFERRED_CONTACT_METHOD',
      seen('preferredContactMethod', 'removed', '<value code="1"/>'),
    ],
    [
      'PREFERRED_CONTACT_TIME_EMPTY',
      seen(
        'preferredContactMethod',
        'altered',
        '<value code="1"/><pertinentInformation><pertinentPreferredContactTimes><value/></pertinentPreferredContactTimes></pertinentInformation>',
      ),
    ],
    [
      'CONSENT_VALUE_CHANGED_ON_REMOVAL',
      seen('consent', 'removed', '<code code="6"/><value code="1"/>'),
    ],
    ['CONSENT_VALUES_CANNOT_BE_REMOVED', seen('consent', 'removed', '<code code="4"/>')],
    [
      'INVALID_DATA_FOR_CALL_CENTRE_CALL_BACK',
      seen(
        'consent',
        'added',
        '<code code="6"/><effectiveTime value="20240101"/><value code="4"/>',
      ),
    ],
    ['MISSING_CODE_FROM_SHARED_SECRET', seen('sharedSecret', 'added', '<value>x</value>'), 'GE007'],
    [
      'MISSING_VALUE_FROM_SHARED_SECRET',
      seen('sharedSecret', 'added', '<code code="15"/>'),
      'GE007',
    ],
    [
      'UNEXPECTED_DATA_IN_BIRTHPLACE',
      single(
        '<birthplace updateMode="altered"><addr><postalCode>LS1</postalCode></addr></birthplace>',
      ),
    ],
    [
      'CITY_COUNTY_COUNTRY_MISSING',
      single('<birthplace updateMode="altered"><addr/></birthplace>'),
      'GE007',
    ],
    [
      'BIRTHPLACE_CHANGED_ON_REMOVAL',
      single('<birthplace updateMode="removed"><addr><city>X</city></addr></birthplace>'),
    ],
    ['INCONSISTENT_DEATH_UPDATE', { author: AUTHOR, person: DIED }],
    ['INCONSISTENT_DEATH_UPDATE', { author: AUTHOR, observed: NOTIFIED }],
    [
      'DEATH_UPDATE_MODE_INCONSISTENT',
      { author: AUTHOR, person: DIED, observed: deathNotified('altered', '1') },
    ],
    ['AUTHOR_UNSPECIFIED_ON_DEATH', { person: DIED, observed: NOTIFIED }, 'GE007'],
    ['INVALID_AUTHOR_SPECIFICATION', { author: AUTHOR, telecom: MOBILE }],
    [
      'SOURCE_CANNOT_REMOVE_DATE_OF_DEATH',
      {
        author: AUTHOR,
        person: '<deceasedTime updateMode="removed"/>',
        observed: deathNotified('removed'),
      },
    ],
    [
      'INVALID_REGISTERING_AUTHORITY_TYPE',
      { author: registeringAuthority('y'), person: DIED, observed: NOTIFIED },
    ],
    ['UNSUPPORTED_PATIENT_CARE', { person: care('added', performer('FWC87')) }],
    ['UNSUPPORTED_PATIENT_CARE', { person: care('added', careCode('P9') + performer('FWC87')) }],
    [
      'UNSUPPORTED_HCP_CODE_TYPE',
      { person: care('added', careCode('P1') + performer('FWC87', '1.2.3')) },
    ],
    ['MANDATORY_FIELD_MISSING_SUPP_INFO', { person: care('added', careCode('P1')) }, 'GE007'],
    ['RELATED_PERSON_CANNOT_PROVIDE_DATE', relative('removed', objectId('507B7621') + NAME)],
    ['MANDATORY_FIELD_MISSING_SUPP_INFO', relative('altered', NAME + ADDR), 'GE007'],
    ['INVALID_VALUE', relative('added', NAME + ADDR, 'XXX')],
    ['RELATED_PERSON_INCORRRECT_ID_FIELDS', relative('added', SECOND)],
    [
      'ONLY_USUAL_NAME_SUPPORTED',
      relative('added', `${ADDR}<player><name use="A"><family>X</family></name></player>`),
    ],
    ['ONLY_HOME_ADDRESS_SUPPORTED', relative('added', `<addr use="TMP">${LINE}</addr>${NAME}`)],
    [
      'ONLY_SUPPORTED_FOR_AGENTS',
      relative('added', `${NAME}${ADDR}<subjectOf3><callCentreCallBackConsent/></subjectOf3>`),
    ],
    [
      'INVALID_VALUE',
      relative(
        'added',
        `${NAME}${ADDR}<subjectOf3><callCentreCallBackConsent><value code="9"/></callCentreCallBackConsent></subjectOf3>`,
        'AGNT',
      ),
    ],
    ['RELATED_PERSON_DATA_INVALID_NHS_SUPPLIED', relative('added', ADDR + NUMBER)],
    ['RELATED_PERSON_NAME_ADDRESS_MISSING', relative('added', NAME), 'GE007'],
    [
      'TOO_MANY_TELECOM_ELEMENTS',
      relative('added', `${ADDR}${'<telecom use="H" value="tel:1"/>'.repeat(6)}${NAME}`),
    ],
  ]

  test.each(ROWS.map(([rule, body, detail]) => ({ rule, body, detail })))(
    '$rule',
    ({ rule, body, detail = 'GE002' }) => {
      const world = spine()
      const before = JSON.stringify(held(world))
      expect(update(world, body)).toMatchObject({
        interactionId: 'MCCI_IN010000UK13',
        type: 'AE',
        codes: ['15', detail],
        texts: ['Update Failed', rule],
      })
      expect(JSON.stringify(held(world))).toBe(before)
    },
  )

  test.each<readonly [string, UpdateBody, string]>([
    ['a number that nobody has', { nhsNumber: '9111231130', telecom: MOBILE }, 'RT003'],
    ['a number that fails its check', { nhsNumber: '9000000000', telecom: MOBILE }, 'RT003'],
    ['a merged number', { nhsNumber: '5900053636', telecom: MOBILE }, 'GE002'],
    ['a sensitive record', { nhsNumber: '9000000025', telecom: MOBILE }, 'GE002'],
    [
      'an organisation that is no practice',
      { nhsNumber: '9000000033', person: care('added', careCode('1') + performer('FWC87')) },
      'IU058',
    ],
    [
      'a formal death',
      {
        nhsNumber: '9000000033',
        author: AUTHOR,
        person: DIED,
        observed: deathNotified('added', '2'),
      },
      'GE002',
    ],
    [
      'an item that is not there',
      { telecom: `<telecom use="H" updateMode="removed">${objectId('NONE')}</telecom>` },
      'GE002',
    ],
    [
      'a birth in the future',
      { person: '<birthTime value="20990101" updateMode="altered"/>' },
      'GE002',
    ],
  ])('of the record itself: %s', (_, body, detail) => {
    expect(update(spine(), body)).toMatchObject({ type: 'AE', codes: ['15', detail] })
  })
})

test('a system that is no practice cannot register a patient with one', () => {
  const world = spine()
  const client = findAccreditedSystem(world.store, CLIENT)
  world.store.transaction(() =>
    saveAccreditedSystem(world.store, {
      ...(client as NonNullable<typeof client>),
      odsCode: 'R69',
    }),
  )
  const person = care('added', careCode('1') + performer('A20047'))
  expect(update(world, { nhsNumber: '9000000033', person })).toMatchObject({
    codes: ['15', 'IU058'],
  })
  expect(update(spine(), { nhsNumber: '9000000033', person })).toMatchObject({ type: 'AA' })
})

const WITH_HISTORY = raw(
  '<historicDataIndicator><value code="1"/></historicDataIndicator><person.id><value root="2.16.840.1.113883.2.1.4.1" extension="9000000009"/></person.id>',
)

/** The record of the main example with its history, as retrieval writes it. */
const historyOf = (world: World): string =>
  `${bring(world, 'QUPA_IN000008UK02', WITH_HISTORY).content}`

test('what a change replaces is told with history, with when it was replaced', () => {
  const world = spine()
  update(world, { addr: HOME })
  expect(historyOf(world).match(/extension="456"/g)).toHaveLength(2)
  expect(historyOf(world)).toMatch(/<systemEffectiveDate[\s\S]*?<high value="20260302093000"\/>/)
})

test('what a correction replaces was never true, and is not told', () => {
  const world = spine()
  update(world, { code: '2', addr: HOME })
  expect(historyOf(world).match(/extension="456"/g)).toHaveLength(1)
  expect(historyOf(world)).not.toContain('systemEffectiveDate')
})

test('the same message is acted upon once', () => {
  const world = spine()
  const id = nextId()
  const again = () => bring(world, 'PRPA_IN000203UK03', updateRequest({ telecom: MOBILE }), id)
  expect(again()).toMatchObject({ type: 'AA' })
  expect(again()).toMatchObject({ interactionId: 'MCCI_IN010000UK13', type: 'AR', codes: ['202'] })
  expect(held(world).version).toBe(3)
})

test('an asynchronous message names who it is from in its wrapper alone, and its rejection its release', () => {
  const outcome = deliver(spine(), message('PRPA_IN000203UK03', updateRequest({}), { id: 'x' }))
  expect(outcome.answer).toMatchObject({
    versionCode: 'V3NPfIT3.1.10',
    receiver: CLIENT,
    sender: SPINE,
    acknowledgement: { type: 'AR', details: [{ code: { code: '501' } }] },
  })
})

test('a change without content is rejected', () => {
  const empty = message('PRPA_IN000203UK03', xml``, { id: nextId() })
  expect(outcomeOf(deliver(spine(), empty))).toMatchObject({ type: 'AR', codes: ['513'] })
})

describe.each([
  ['PRPA_IN040000UK30', 'PRPA_IN060000UK30'],
  ['PRPA_IN000200UK03', 'PRPA_IN000201UK01'],
  ['PRPA_IN000200UK04', 'PRPA_IN000201UK01'],
])('allocation %s', (request, answer) => {
  const allocate = (world: World, body = allocationRequest()) => bring(world, request, body)

  test('makes a record at version 1 and answers its number', () => {
    const world = spine()
    const done = allocate(world)
    expect(done).toMatchObject({ interactionId: answer, type: 'AA', codes: [] })
    expect(valueIn(done.content)).toBe('1')
    expect(held(world, '5182663366')).toMatchObject({
      version: 1,
      gender: 'female',
      birthDate: '1980-02-14',
      names: [{ use: 'usual', prefix: ['Ms'], given: ['Nova'], family: 'NEWCOMER' }],
      addresses: [{ use: 'home', postcode: 'LS1 4BU' }],
      telecom: [{ system: 'phone', use: 'mobile', value: '07700900123' }],
    })
  })

  test('makes another for the same person: it does not look for matches', () => {
    const world = spine()
    allocate(world)
    const numbers = `${allocate(world).content}`.match(/extension="(\d+)"/)
    expect(numbers?.[1]).toMatch(/^999/)
  })

  test('warns of a trust that tells no practice, and of an address key that is none', () => {
    const world = spine()
    const addr =
      '<addr use="H"><streetAddressLine>1</streetAddressLine><streetAddressLine/><streetAddressLine/><streetAddressLine>Leeds</streetAddressLine><postalCode>LS1 4BU</postalCode><addressKey>0</addressKey></addr>'
    const author = `<author>${registeringAuthority('x')}</author>`
    expect(allocate(world, allocationRequest({ addr, author }))).toMatchObject({
      interactionId: answer,
      type: 'AA',
      codes: ['GE007', 'GE002'],
      texts: ['MANDATORY_FIELD_MISSING', 'INVALID_VALUE'],
    })
    expect(held(world, '5182663366').addresses[0]).not.toHaveProperty('paf')
    const more = care('', careCode('1') + performer('A20047'))
    expect(allocate(world, allocationRequest({ author, more }))).toMatchObject({ codes: [] })
  })

  test.each([
    ['MANDATORY_FIELD_MISSING_SUPP_INFO|gender', { gender: ' ' }, 'GE007'],
    ['MANDATORY_FIELD_MISSING_SUPP_INFO|birthTime', { birth: ' ' }, 'GE007'],
    ['MANDATORY_FIELD_MISSING_SUPP_INFO|author', { author: ' ' }, 'GE007'],
    ['MANDATORY_FIELD_MISSING_SUPP_INFO|previousNHSContact', { contact: ' ' }, 'GE007'],
    [
      'MANDATORY_FIELD_MISSING_SUPP_INFO|patient.usualName',
      { name: '<name use="A"><family>X</family></name>' },
      'GE007',
    ],
    ['MANDATORY_FIELD_MISSING_SUPP_INFO|patient.address', { addr: ' ' }, 'GE007'],
    [
      'ASSIGNED_REG_PERSON_MISSING',
      { author: `<author>${registeringAuthority('y')}</author>` },
      'GE007',
    ],
    [
      'INVALID_ASSIGNED_REGISTERING_PERSON',
      {
        author:
          '<author><registeringAuthority><code code="c"/><assignedRegisteringOrganization><scopedAssignedPerson><id root="1"/></scopedAssignedPerson></assignedRegisteringOrganization></registeringAuthority></author>',
      },
      'GE002',
    ],
    ['INVALID_VALUE', { gender: '<administrativeGenderCode code="5"/>' }, 'GE002'],
    ['ILLEGAL_DATE_FORMAT', { birth: '<birthTime value="1980"/>' }, 'GE002'],
    ['INSUFFICIENT_NAME_DETAILS', { name: '<name use="L"><prefix>X</prefix></name>' }, 'GE002'],
    ['UNEXPECTED_CONTACT_TYPE', { telecom: '<telecom use="H" value="x"/>' }, 'GE002'],
    ['UNSUPPORTED_PATIENT_CARE', { more: care('', performer('A20047')) }, 'GE002'],
  ])('is refused by the rule %s', (rule, body, detail) => {
    const world = spine()
    expect(allocate(world, allocationRequest(body))).toMatchObject({
      interactionId: 'MCCI_IN010000UK13',
      codes: ['15', detail],
      texts: ['Update Failed', rule],
    })
    expect(findPatient(world.store, '5182663366')).toBeUndefined()
  })

  test('is refused where PDS does not keep such data', () => {
    const future = allocationRequest({ birth: '<birthTime value="20990101"/>' })
    expect(allocate(spine(), future)).toMatchObject({ type: 'AE', codes: ['15', 'GE002'] })
  })
})
