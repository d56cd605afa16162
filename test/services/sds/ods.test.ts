import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entryAt } from '../../../src/services/sds/domain/directory.js'
import { below, ORGANISATIONS } from '../../../src/services/sds/domain/entry.js'
import { control, type Directory, KEY, ORIGIN, openDirectory } from './support.js'

let directory: Directory

beforeAll(async () => {
  directory = await openDirectory()
})
afterAll(() => directory.close())

const ORD = '/ORD/2-0-0'
const R4 = '/organisation-data-terminology-api/fhir'

const ord = (path: string, init?: RequestInit) => directory.ask(ORD + path, init)
const r4 = (path: string, init: RequestInit = {}) =>
  directory.ask(R4 + path, { ...init, headers: { apikey: KEY } })

const both = (start: string, end?: string) =>
  ['Legal', 'Operational'].map((Type) => ({ Type, Start: start, ...(end ? { End: end } : {}) }))
const orgId = (extension: string) => ({
  root: '2.16.840.1.113883.2.1.3.2.4.18.48',
  assigningAuthorityName: 'HSCIC',
  extension,
})

describe('ORD', () => {
  test('shows a practice', async () => {
    const { status, json } = await ord('/organisations/D82106')
    expect(status).toBe(200)
    expect(json.Organisation).toEqual({
      Name: 'Saltmarsh Medical Practice',
      Date: both('1974-04-01'),
      OrgId: orgId('D82106'),
      Status: 'Active',
      LastChangeDate: '1974-04-01',
      orgRecordClass: 'RC1',
      GeoLoc: {
        Location: {
          AddrLn1: 'The Health Centre',
          AddrLn2: 'Staithe Road',
          Town: 'Norwich',
          PostCode: 'NR1 9ZZ',
          Country: 'ENGLAND',
        },
      },
      Contacts: { Contact: [{ type: 'tel', value: '01632 960410' }] },
      Roles: {
        Role: [
          {
            id: 'RO177',
            uniqueRoleId: expect.any(Number),
            primaryRole: true,
            Date: both('1974-04-01'),
            Status: 'Active',
          },
          {
            id: 'RO76',
            uniqueRoleId: expect.any(Number),
            Date: both('1974-04-01'),
            Status: 'Active',
          },
        ],
      },
      Rels: {
        Rel: [
          {
            Date: both('1974-04-01'),
            Status: 'Active',
            Target: {
              OrgId: orgId('99Z'),
              PrimaryRoleId: { id: 'RO261', uniqueRoleId: expect.any(Number) },
            },
            id: 'RE4',
            uniqueRelId: expect.any(Number),
          },
        ],
      },
    })
  })

  test('shows who went on for a practice that closed, and a site of a trust', async () => {
    const closed = (await ord('/organisations/y99009')).json.Organisation
    expect(closed).toMatchObject({
      Status: 'Inactive',
      Date: both('1974-04-01', '2021-09-30'),
      LastChangeDate: '2021-09-30',
    })
    expect(closed.Succs.Succ).toMatchObject([
      { Type: 'Successor', Date: [{ Start: '2021-09-30' }], Target: { OrgId: orgId('Y99001') } },
    ])
    const site = (await ord('/organisations/R6901')).json.Organisation
    expect(site).toMatchObject({ orgRecordClass: 'RC2' })
    expect(site.Rels.Rel[0]).toMatchObject({ id: 'RE6', Target: { OrgId: orgId('R69') } })
  })

  test.each<[string, string[]]>([
    ['Name=medical', ['D82106', 'H81109']],
    ['Name=MEDICAL&PostCode=gu1', ['H81109']],
    ['PrimaryRoleId=RO177&Status=Inactive', ['Y99009']],
    ['PrimaryRoleId=RO76', []],
    ['NonPrimaryRoleId=RO76&PostCode=NR1', ['D82106']],
    ['Roles=RO261,RO182&OrgRecordClass=RC1', ['99Z', 'FWC87', 'Y23456', 'Y34567']],
    ['OrgRecordClass=RC2&TargetOrgId=rzz&RelTypeId=RE6', ['RZZ01', 'RZZ02', 'RZZ09']],
    ['LastChangeDate=2021-09-30&PrimaryRoleId=RO177', ['Y99009']],
    ['Name=nothing%20of%20the%20sort', []],
  ])('finds by %s', async (query, codes) => {
    const { status, headers, json } = await ord(`/organisations?${query}`)
    const found = json.Organisations.map((one: { OrgId: string }) => one.OrgId)
    expect([status, found, headers.get('x-total-count'), headers.get('returned-records')]).toEqual([
      200,
      codes,
      String(codes.length),
      String(codes.length),
    ])
  })

  test('sums up each in a list, and leads from page to page', async () => {
    const first = await ord('/organisations?OrgRecordClass=RC1&Limit=2')
    expect(first.json.Organisations[0]).toEqual({
      Name: 'Ridings Integrated Care Board',
      OrgId: '99Z',
      Status: 'Active',
      OrgRecordClass: 'RC1',
      PostCode: 'LS1 9ZX',
      LastChangeDate: '2022-07-01',
      PrimaryRoleId: 'RO261',
      PrimaryRoleDescription: 'STRATEGIC PARTNERSHIP',
      OrgLink: `${ORIGIN}${ORD}/organisations/99Z`,
    })
    const codes: string[] = []
    let path: string | null = '/organisations?OrgRecordClass=RC1&Limit=2'
    while (path) {
      const { json, headers } = await ord(path)
      codes.push(...json.Organisations.map((one: { OrgId: string }) => one.OrgId))
      path = headers.get('next-page')?.replace(ORIGIN + ORD, '') ?? null
    }
    expect(new Set(codes).size).toBe(Number(first.headers.get('x-total-count')))
    const second = await ord('/organisations?OrgRecordClass=RC1&Limit=2&Offset=3')
    expect(second.headers.get('previous-page')).toBe(
      `${ORIGIN}${ORD}/organisations?OrgRecordClass=RC1&Limit=2`,
    )
  })

  test('knows its codes', async () => {
    const { json } = await ord('/roles')
    expect(json.Roles).toContainEqual({
      id: 'RO177',
      code: '177',
      displayName: 'PRESCRIBING COST CENTRE',
      primaryRole: 'true',
      link: `${ORIGIN}${ORD}/roles/RO177`,
    })
    expect((await ord('/roles/RO76')).json.Roles[0]).toMatchObject({ primaryRole: 'false' })
    expect((await ord('/rels')).json.Relationships).toContainEqual({
      id: 'RE6',
      code: '6',
      displayName: 'IS OPERATED BY',
    })
    expect((await ord('/recordclasses')).json.RecordClasses).toHaveLength(2)
  })

  test.each<[string, string, number, string]>([
    ['GET', '/organisations/ZZZ9', 404, 'Not found'],
    ['GET', '/roles/RO9', 404, 'Not found'],
    ['GET', '/nothing', 404, 'Not found'],
    ['POST', '/organisations', 400, 'Method not supported'],
    ['GET', '/organisations?Colour=red', 400, 'Unknown parameter: Colour'],
    ['GET', '/organisations/R69?Name=x', 400, 'Unknown parameter: Name'],
    ['GET', '/organisations?Limit=1001', 406, 'Invalid value of parameter Limit'],
    ['GET', '/organisations?Limit=0', 406, 'Invalid value of parameter Limit'],
    ['GET', '/organisations?Offset=1', 406, 'Invalid value of parameter Offset'],
    ['GET', '/organisations?Status=Open', 406, 'Invalid value of parameter Status'],
    ['GET', '/organisations?OrgRecordClass=RC3', 406, 'Invalid value of parameter OrgRecordClass'],
    ['GET', '/organisations?PrimaryRoleId=177', 406, 'Invalid value of parameter PrimaryRoleId'],
    ['GET', '/organisations?RelTypeId=6', 406, 'Invalid value of parameter RelTypeId'],
    ['GET', '/organisations?Name=', 406, 'Invalid value of parameter Name'],
    ['GET', '/organisations?LastChangeDate=soon', 406, 'Invalid value of parameter LastChangeDate'],
    ['GET', '/organisations/R69?_format=xml', 406, 'Invalid value of parameter _format'],
    ['GET', '/sync', 406, 'LastChangeDate is required and at most 185 days back'],
    [
      'GET',
      '/sync?LastChangeDate=2020-01-01',
      406,
      'LastChangeDate is required and at most 185 days back',
    ],
  ])('refuses %s %s', async (method, path, status, errorText) => {
    const answer = await ord(path, { method })
    expect([answer.status, answer.json]).toEqual([status, { errorCode: status, errorText }])
  })
})

describe('an organisation that closes', () => {
  test('is closed at once for everybody who asks, and keeps its systems', async () => {
    const since = new Date(directory.world.clock.now() - 86_400_000).toISOString().slice(0, 10)
    expect((await ord(`/sync?LastChangeDate=${since}`)).json.Organisations).toEqual([])
    const { status, json } = await control(directory, 'PATCH', '/organisations/RBA', {
      open: false,
    })
    expect([status, json.open, json.closed]).toEqual([200, false, json.changed])
    expect((await ord('/organisations/RBA')).json.Organisation.Status).toBe('Inactive')
    expect((await ord(`/sync?LastChangeDate=${since}`)).json.Organisations).toEqual([
      { OrgLink: `${ORIGIN}${ORD}/organisations/RBA` },
    ])
    expect((await r4('/Organization/RBA')).json.active).toBe(false)
    const entry = entryAt(directory.world, below(ORGANISATIONS, 'uniqueIdentifier', 'RBA'))
    expect(entry?.attributes.nhsOrgCloseDate).toEqual([json.closed.replaceAll('-', '')])
    const reopened = await control(directory, 'PATCH', '/organisations/RBA', { open: true })
    expect(reopened.json).not.toHaveProperty('closed')
    await control(directory, 'PATCH', '/organisations/R68', { open: false, closed: '2026-01-31' })
    expect((await control(directory, 'GET', '/organisations/R68')).json.closed).toBe('2026-01-31')
    expect((await control(directory, 'GET', '/sds/systems?odsCode=R68')).json).toHaveLength(1)
  })

  test('may be a new one, which is open', async () => {
    const draft = {
      odsCode: 'T0001',
      name: 'Test Surgery',
      roles: ['REFERRER', 'GP_PRACTICE'],
      address: ['1 Test Lane', 'Leeds'],
      postcode: 'LS1 1AA',
      commissioner: '99Z',
    }
    const added = await control(directory, 'POST', '/organisations', draft)
    expect([added.status, added.json]).toMatchObject([201, { ...draft, open: true }])
    expect((await ord('/organisations/T0001')).json.Organisation.Name).toBe('Test Surgery')
    expect((await control(directory, 'POST', '/organisations', draft)).status).toBe(409)
    const codes = (await control(directory, 'GET', '/organisations')).json
    expect(codes.map((one: { odsCode: string }) => one.odsCode)).toContain('T0001')
    const orphan = { ...draft, odsCode: 'T0002', commissioner: 'ZZZ' }
    const refused = await control(directory, 'POST', '/organisations', orphan)
    expect([refused.status, refused.json.detail]).toEqual([
      422,
      "commissioner: there is no organisation 'ZZZ' in this world",
    ])
    for (const method of ['GET', 'PATCH'])
      expect(
        (await control(directory, method, '/organisations/NONE', method === 'GET' ? undefined : {}))
          .status,
      ).toBe(404)
  })
})
