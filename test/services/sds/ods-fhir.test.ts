import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Directory, KEY, openDirectory } from './support.js'

let directory: Directory

beforeAll(async () => {
  directory = await openDirectory()
})
afterAll(() => directory.close())

const STU3 = '/STU3/Organization'
const R4 = '/organisation-data-terminology-api/fhir'

const r4 = (path: string, init: RequestInit = {}) =>
  directory.ask(R4 + path, { ...init, headers: { apikey: KEY } })

describe('the FHIR API of R4', () => {
  test('shows an organisation with its roles and its last change', async () => {
    const { status, headers, json } = await r4('/Organization/R6901')
    expect([status, headers.get('content-type')]).toEqual([200, 'application/fhir+json'])
    expect(json).toMatchObject({
      resourceType: 'Organization',
      id: 'R6901',
      identifier: [
        {
          system: 'https://fhir.nhs.uk/Id/ods-organization-code',
          value: 'R6901',
          assigner: { display: 'HSCIC' },
        },
      ],
      active: true,
      type: [{ coding: [{ code: 'RC2', display: 'HSCSite' }] }],
      name: 'Cicero-Clinic',
      telecom: [{ system: 'phone', value: '0113 496 0002' }],
      address: [{ line: ['Cicero-Clinic', 'Orchard Way'], city: 'Leeds', postalCode: 'LS1 9ZY' }],
    })
    const urls = json.extension.map((one: { url: string }) => one.url.split('/').at(-1))
    expect(urls).toEqual(['Extension-England-OrganisationRole', 'Extension-England-TypedDateTime'])
    const parts = json.extension[0].extension.map((one: { url: string }) => one.url)
    expect(parts).toEqual(['instanceID', 'roleCode', 'TypedPeriod', 'TypedPeriod', 'active'])
  })

  test.each<[string, string[]]>([
    ['_id=R69,R68', ['R68', 'R69']],
    ['identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fods-organization-code%7CR69', ['R69']],
    ['name=fernhill%20h', ['RZZ']],
    ['name:contains=FERNHILL&active=false', ['RZZ09']],
    ['name:exact=Cicero-Clinic', ['R6901']],
    ['roleCode=RO261', ['99Z']],
    ['roleCode:not=RO177,RO198,RO197,RO182,RO116', ['99Z']],
    ['activeRoleCode=RO198&address-city=york', ['RZZ01', 'RZZ02']],
    ['lastChangeDate=ge2022-01-01&roleCode=RO261', ['99Z']],
    ['address-postalcode=hg2&address-country=Eng', ['RCD', 'RCD01']],
  ])('finds by %s', async (query, codes) => {
    const { status, json } = await r4(`/Organization?${query}`)
    const found = (json.entry ?? []).map((one: { resource: { id: string } }) => one.resource.id)
    expect([status, found, json.total]).toEqual([200, codes, codes.length])
  })

  test('counts, pages and includes relationships', async () => {
    const counted = (await r4('/Organization?roleCode=RO177&_summary=count')).json
    expect(counted.total).toBeGreaterThan(3)
    expect(counted).not.toHaveProperty('entry')
    const page = (await r4('/Organization?roleCode=RO177&_count=2&_offset=2')).json
    expect(page.entry).toHaveLength(2)
    expect(page.link.map((one: { relation: string }) => one.relation)).toEqual([
      'self',
      'next',
      'previous',
    ])
    const included = (
      await r4('/Organization?_id=R6901&_revinclude=OrganizationAffiliation:primary-organization')
    ).json
    expect(included.entry.map((one: { search: { mode: string } }) => one.search.mode)).toEqual([
      'match',
      'include',
    ])
  })

  test('shows relationships', async () => {
    const { json } = await r4('/OrganizationAffiliation?primary-organization=R6901')
    const [{ resource }] = json.entry
    expect(resource).toMatchObject({
      active: true,
      period: { start: '1991-04-01' },
      organization: { identifier: { value: 'R6901' } },
      participatingOrganization: {
        identifier: { value: 'R69' },
        display: 'Cicero Valley NHS Foundation Trust',
      },
      code: [{ coding: [{ code: 'RE6', display: 'IS OPERATED BY' }] }],
    })
    expect((await r4(`/OrganizationAffiliation/${resource.id}`)).json).toEqual(resource)
    const sites = await r4('/OrganizationAffiliation?participating-organization=RZZ&_include=x')
    expect(sites.json.total).toBe(3)
    expect(sites.json.entry).toHaveLength(6)
    expect((await r4(`/OrganizationAffiliation?_id=${resource.id}`)).json.total).toBe(1)
  })

  test('looks up codes, and says what it offers', async () => {
    const system =
      'https://digital.nhs.uk/services/organisation-data-service/CodeSystem/ODSOrganisationRole'
    const { json } = await r4(`/CodeSystem/$lookup?system=${system}&code=RO197&property=*`)
    expect(json.parameter).toContainEqual({ name: 'display', valueString: 'NHS TRUST' })
    const { rest } = (await r4('/metadata')).json
    expect(rest[0].resource.map((one: { type: string }) => one.type)).toEqual([
      'Organization',
      'OrganizationAffiliation',
    ])
  })

  test.each<[string, string, number, string]>([
    ['GET', '/Organization/ZZZ9', 404, 'HAPI-2001: Resource Organization/ZZZ9 is not known'],
    ['GET', '/OrganizationAffiliation/0', 404, 'HAPI-2001'],
    ['GET', '/Patient', 404, "HAPI-0302: Unknown resource type 'Patient'"],
    ['POST', '/Organization', 405, 'HAPI-0427'],
    [
      'GET',
      '/Organization?colour=red',
      400,
      'HAPI-0524: Unknown search parameter "colour" for resource type "Organization"',
    ],
    [
      'GET',
      '/Organization?active=maybe',
      400,
      'HAPI-0524: Invalid value of search parameter "active"',
    ],
    [
      'GET',
      '/Organization?_count=many',
      400,
      'HAPI-0524: Invalid value of search parameter "_count"',
    ],
    [
      'GET',
      '/Organization?_offset=-1',
      400,
      'HAPI-0524: Invalid value of search parameter "_offset"',
    ],
    ['GET', '/OrganizationAffiliation?name=x', 400, 'HAPI-0524: Unknown search parameter "name"'],
    ['GET', '/CodeSystem/$lookup?system=x&code=y', 404, 'HAPI-1738'],
    ['GET', '/CodeSystem/$lookup', 400, 'HAPI-1126'],
  ])('refuses %s %s', async (method, path, status, diagnostics) => {
    const { status: found, json } = await r4(path, { method })
    expect([found, json.issue[0].diagnostics]).toEqual([
      status,
      expect.stringContaining(diagnostics),
    ])
  })

  test('asks for a key', async () => {
    const { status, json } = await directory.ask(`${R4}/Organization/R69`)
    expect([status, json.fault.faultstring]).toEqual([
      401,
      'Failed to resolve API Key variable request.header.apikey',
    ])
  })
})

describe('the FHIR API of STU3', () => {
  test('shows an organisation', async () => {
    const { status, json } = await directory.ask(`${STU3}/D82106`)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      resourceType: 'Organization',
      id: 'D82106',
      identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'D82106' }],
      name: 'Saltmarsh Medical Practice',
      active: true,
    })
    expect(
      json.extension
        .slice(1)
        .map(
          (one: { extension: { valueCoding?: { code: string } }[] }) =>
            one.extension[0]?.valueCoding?.code,
        ),
    ).toEqual(['177', '76'])
  })

  test.each<[string, number]>([
    ['ods-org-role=76', 6],
    ['ods-org-role=76&ods-org-primaryRole=true', 0],
    ['ods-org-role=197&ods-org-primaryRole=true&name:contains=fernhill', 1],
    ['ods-org-primaryRole=261', 1],
    ['_lastUpdated=gt2022-01-01&name=ridings', 1],
    ['_summary=count&address-city=nowhere', 0],
  ])('finds by %s', async (query, total) => {
    const { status, json } = await directory.ask(`${STU3}?${query}`)
    expect(status).toBe(200)
    if (query === 'ods-org-role=76') expect(json.total).toBeGreaterThanOrEqual(total)
    else expect(json.total).toBe(total)
  })

  test('shows at most twenty at once', async () => {
    const { json } = await directory.ask(`${STU3}?_count=100`)
    expect(json.entry).toHaveLength(20)
    expect(json.total).toBeGreaterThan(20)
  })

  test.each<[string, string, number]>([
    ['GET', '/ZZZ9', 404],
    ['GET', '/D82106/more', 404],
    ['POST', '', 405],
    ['GET', '?colour=red', 400],
  ])('refuses %s %s', async (method, path, status) => {
    const { status: found, json } = await directory.ask(STU3 + path, { method })
    expect([found, json.resourceType]).toEqual([status, 'OperationOutcome'])
  })
})
