import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  BASE,
  control,
  type Directory,
  INTERACTION,
  interaction,
  KEY,
  ODS,
  ORIGIN,
  openDirectory,
  organisation,
  PARTY_KEY,
  partyKey,
  SERVICES,
} from './support.js'

let directory: Directory

beforeAll(async () => {
  directory = await openDirectory()
})
afterAll(() => directory.close())

const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/
const GP2GP = interaction('gp2gp:COPC_IN000001UK01')
const POLL = interaction('ebs:PRSC_IN080000UK07')
const PSIS = interaction('psis:REPC_IN150016UK05')

const search = (resource: string, ...parameters: string[]) => directory.search(resource, parameters)

const identified = (resource: { identifier: { system: string; value: string }[] }) =>
  Object.fromEntries(
    resource.identifier.map(({ system, value }) => [system.split('/').at(-1), value]),
  )

// biome-ignore lint/suspicious/noExplicitAny: a bundle as the client reads it
const found = (json: any, name: string): string[] =>
  json.entry.map((one: { resource: never }) => identified(one.resource)[name])

describe('a device', () => {
  test('is an accredited system, with maker, interactions and client', async () => {
    const { status, headers, json } = await search('Device', organisation('X26'), GP2GP)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/fhir+json')
    const id = json.entry[0].resource.id
    expect(id).toMatch(UUID)
    expect(json).toEqual({
      resourceType: 'Bundle',
      id: expect.stringMatching(UUID),
      type: 'searchset',
      total: 1,
      link: [
        {
          relation: 'self',
          url: `${ORIGIN}${BASE}/Device?${organisation('X26')}&${GP2GP}`,
        },
      ],
      entry: [
        {
          fullUrl: `${ORIGIN}${BASE}/Device/${id}`,
          resource: {
            resourceType: 'Device',
            id,
            identifier: [
              { system: 'https://fhir.nhs.uk/Id/nhsSpineASID', value: '918999199246' },
              { system: PARTY_KEY, value: 'X26-822084' },
            ],
            extension: [
              {
                url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-ManufacturingOrganisation',
                valueReference: { identifier: { system: ODS, value: 'X26' } },
              },
              {
                url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-NhsServiceInteractionId',
                valueReference: {
                  identifier: {
                    system: INTERACTION,
                    value: `${SERVICES}:gp2gp:COPC_IN000001UK01`,
                  },
                },
              },
            ],
            owner: { identifier: { system: ODS, value: 'X26' } },
          },
          search: { mode: 'match' },
        },
      ],
    })
  })

  test.each<[string, string[], string[]]>([
    ['organisation and interaction', [organisation('R69'), POLL], ['200000000117']],
    [
      'the party key in small letters',
      [organisation('R69'), POLL, partyKey('r69-800117')],
      ['200000000117'],
    ],
    ['another party key', [organisation('R69'), POLL, partyKey('R69-1')], []],
    [
      'the maker in small letters',
      [organisation('R69'), POLL, `manufacturing-organization=${ODS}|x26`],
      ['200000000117'],
    ],
    ['another maker', [organisation('R69'), POLL, `manufacturing-organization=${ODS}|X09`], []],
    ['the organisation in small letters', [organisation('r69'), POLL], []],
    ['a part of the interaction', [organisation('R69'), interaction('ebs:PRSC_IN080000')], []],
    ['an asterisk', [organisation('*'), POLL], []],
    ['a filter that breaks out', [organisation('R69)(objectClass=*'), POLL], []],
    [
      'the last of two organisations',
      [organisation('X26'), POLL, organisation('R69')],
      ['200000000117'],
    ],
    ['the last of two interactions', [organisation('R69'), GP2GP, POLL], ['200000000117']],
    [
      'blank optional parameters',
      [organisation('R69'), POLL, 'manufacturing-organization=', 'identifier='],
      ['200000000117'],
    ],
    [
      'percent-encoded bars',
      [organisation('R69'), POLL].map((one) => one.replaceAll('|', '%7C')),
      ['200000000117'],
    ],
    ['a bar in the value', [organisation('R69'), `${POLL}|x`], []],
  ])('is found by %s', async (_, parameters, asids) => {
    const { status, json } = await search('Device', ...parameters)
    expect([status, json.total, found(json, 'nhsSpineASID')]).toEqual([200, asids.length, asids])
  })
})

describe("the Spine's own system", () => {
  test('lists every published interaction, after its maker', async () => {
    const { json } = await search('Device', organisation('YES'), PSIS, partyKey('YES-0000806'))
    const [{ resource }] = json.entry
    expect(resource.extension).toHaveLength(479)
    expect(identified(resource).nhsSpineASID).toBe('928942012545')
  })
})

describe('hostile parameters', () => {
  test.each([
    ['a zero byte', `${organisation('%00')}`],
    ['broken percent-encoding', `${organisation('%')}`],
    ['no UTF-8', `${organisation('%FF%FE')}`],
    ['a quotation mark', organisation("X26'--")],
    ['a long value', organisation('X'.repeat(5000))],
    ['a name of Object', '__proto__=1'],
    ['another', 'constructor=x|y'],
    ['a system of Object', 'identifier=constructor|x'],
    ['no name', '=x'],
  ])('%s is never a failure', async (_, parameter) => {
    for (const resource of ['Device', 'Endpoint']) {
      const { status } = await search(resource, parameter, GP2GP)
      expect([200, 400]).toContain(status)
    }
  })
})

describe('an endpoint', () => {
  test('is a contract at an address, with its reliability', async () => {
    const { json } = await search('Endpoint', organisation('YES'), PSIS, partyKey('YES-0000806'))
    const [{ resource }] = json.entry
    expect(Object.keys(resource)).toEqual([
      'resourceType',
      'id',
      'status',
      'connectionType',
      'payloadType',
      'address',
      'managingOrganization',
      'identifier',
      'extension',
    ])
    expect(resource).toMatchObject({
      status: 'active',
      connectionType: {
        system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
        code: 'hl7-fhir-msg',
        display: 'HL7 FHIR Messaging',
      },
      payloadType: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type',
              code: 'any',
              display: 'Any',
            },
          ],
        },
      ],
      address: `${ORIGIN}/reliablemessaging/reliablerequest`,
      managingOrganization: { identifier: { system: ODS, value: 'YES' } },
    })
    expect(Object.entries(identified(resource))).toEqual([
      ['nhsMhsFQDN', 'msg.opentest.hscic.gov.uk'],
      ['nhsMhsPartyKey', 'YES-0000806'],
      ['nhsMhsCPAId', 'S20001A000182'],
      ['nhsMHSId', 'S20001A000182'],
    ])
    expect(resource.extension).toEqual([
      {
        url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-ReliabilityConfiguration',
        extension: [
          { url: 'nhsMHSSyncReplyMode', valueString: 'MSHSignalsOnly' },
          { url: 'nhsMHSRetryInterval', valueString: 'PT1M' },
          { url: 'nhsMHSRetries', valueInteger: 2 },
          { url: 'nhsMHSPersistDuration', valueString: 'PT5M' },
          { url: 'nhsMHSDuplicateElimination', valueString: 'always' },
          { url: 'nhsMHSAckRequested', valueString: 'always' },
          { url: 'nhsMHSActor', valueString: 'urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH' },
        ],
      },
      {
        url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-NhsServiceInteractionId',
        valueReference: {
          identifier: { system: INTERACTION, value: `${SERVICES}:psis:REPC_IN150016UK05` },
        },
      },
    ])
  })

  test('without contract properties has no reliability', async () => {
    const { json } = await search(
      'Endpoint',
      organisation('X26'),
      interaction('ebs:PRSC_IN080000UK03'),
    )
    expect(json.entry[0].resource.extension).toHaveLength(1)
  })

  test.each<[string, string[], string[]]>([
    [
      'organisation, interaction and party key',
      [organisation('X26'), GP2GP, partyKey('x26-820918')],
      ['cb238429762210af860b'],
    ],
    [
      'organisation and interaction',
      [organisation('X26'), GP2GP],
      ['S918999508766', 'cb238429762210af860b'],
    ],
    [
      'organisation and party key',
      [organisation('X26'), partyKey('X26-9199246')],
      ['S918999508766'],
    ],
    ['interaction and party key', [POLL, partyKey('R69-800117')], ['S200000000117']],
    ['the organisation in small letters', [organisation('r69'), partyKey('R69-800117')], []],
    ['a part of the interaction', [organisation('YES'), interaction('psis:REPC_IN150016')], []],
    ['nobody', [organisation('ZZZ'), PSIS], []],
  ])('is found by %s', async (_, parameters, ids) => {
    const { status, json } = await search('Endpoint', ...parameters)
    expect([status, json.total, found(json, 'nhsMhsCPAId')]).toEqual([200, ids.length, ids])
  })
})

describe('where the Spine answers for the recipient', () => {
  const INTERMEDIARY = `${ORIGIN}/reliablemessaging/intermediary`

  test.each([
    ['reliably', organisation('X26'), GP2GP, INTERMEDIARY],
    ['reliably, slot polling', organisation('R69'), POLL, INTERMEDIARY],
    [
      'reliably, acknowledgements',
      organisation('R69'),
      interaction('ebs:MCCI_IN010000UK13'),
      INTERMEDIARY,
    ],
    ['by express', organisation('X26'), interaction('ebs:PRSC_IN080000UK03'), INTERMEDIARY],
    ['not at all', organisation('YES'), PSIS, `${ORIGIN}/reliablemessaging/reliablerequest`],
  ])('%s', async (_, where, what, address) => {
    const { json } = await search('Endpoint', where, what)
    expect(json.entry[0].resource.address).toBe(address)
  })

  test('at the address of the world that was asked, or as the data set has it', async () => {
    const set = (settings: object) => control(directory, 'PATCH', '/settings', settings)
    const address = async () => (await search('Endpoint', organisation('R69'), POLL)).json
    const answer = await directory.ask(
      `/worlds/default${BASE}/Endpoint?${organisation('R69')}&${POLL}`,
      {
        headers: { apikey: KEY },
      },
    )
    expect(answer.json.entry[0].resource.address).toBe(
      `${ORIGIN}/worlds/default/reliablemessaging/intermediary`,
    )
    await set({ spineAddresses: 'directory' })
    expect((await address()).entry[0].resource.address).toBe(
      'https://msg.int.spine2.ncrs.nhs.uk/reliablemessaging/intermediary',
    )
    await set({ spineAddresses: null })
  })

  test("only the address is the Spine's", async () => {
    const { json } = await search('Endpoint', organisation('R69'), POLL)
    expect(identified(json.entry[0].resource)).toMatchObject({
      nhsMhsFQDN: 'pas.r69.example.nhs.uk',
      nhsMhsPartyKey: 'R69-800117',
      nhsMhsCPAId: 'S200000000117',
    })
  })
})

describe('the form of answers', () => {
  test('is indented by two blanks, refusals by four', async () => {
    const none = await search('Device', organisation('ZZZ'), GP2GP)
    expect(none.text).toMatch(/^\{\n {2}"resourceType": "Bundle",\n {2}"id"/)
    expect(none.text).toContain('"total": 0')
    expect(none.text).toContain('"entry": []')
    expect((await search('Device')).text).toMatch(/^\{\n {4}"resourceType"/)
  })

  test('names itself with percent-encoding removed', async () => {
    const query = `organization=${encodeURIComponent(`${ODS}|X26`)}&${encodeURI(GP2GP)}&manufacturing-organization=`
    const { json } = await search('Device', query)
    expect(json.link[0].url).toBe(
      `${ORIGIN}${BASE}/Device?${organisation('X26')}&${GP2GP}&manufacturing-organization=`,
    )
  })

  test('has ids that are of this answer alone', async () => {
    const [one, two] = await Promise.all([
      search('Device', organisation('X26'), GP2GP),
      search('Device', organisation('X26'), GP2GP),
    ])
    expect(one.json.entry[0].resource.id).not.toBe(two.json.entry[0].resource.id)
  })

  test('knows the world that the path names', async () => {
    await directory.sandbox.worlds.warm()
    directory.sandbox.worlds.create('other')
    const path = `/worlds/other${BASE}/Device?${organisation('X26')}&${GP2GP}`
    const { json } = await directory.ask(path, { headers: { apikey: KEY } })
    expect(json.entry[0].fullUrl).toContain(`${ORIGIN}/worlds/other${BASE}/Device/`)
  })

  test.each([
    [undefined, 'application/fhir+json'],
    ['*/*', 'application/fhir+json'],
    ['text/html, */*', 'application/fhir+json'],
    ['APPLICATION/FHIR+JSON', 'application/fhir+json'],
    ['application/json', 'application/json'],
    ['application/json, application/fhir+json', 'application/fhir+json'],
  ])('for Accept %s is %s', async (accept, type) => {
    const { status, headers } = await directory.search('Device', [organisation('X26'), GP2GP], {
      headers: accept === undefined ? {} : { Accept: accept },
    })
    expect([status, headers.get('content-type')]).toEqual([200, type])
  })

  test('echoes the correlation id, or has one of its own in capitals', async () => {
    const id = '6d3d3674-7CE5-11ec-90d6-0242ac120003'
    const echoed = await directory.search('Device', [organisation('X26'), GP2GP], {
      headers: { 'X-Correlation-ID': id },
    })
    expect(echoed.headers.get('x-correlation-id')).toBe(id)
    const made = await directory.search('Device', [organisation('X26'), GP2GP], {
      headers: { 'X-Correlation-ID': '' },
    })
    expect(made.status).toBe(200)
    expect(made.headers.get('x-correlation-id')).toMatch(UUID)
  })
})
