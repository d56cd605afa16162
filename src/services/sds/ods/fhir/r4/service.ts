import { readApiKey } from '../../../../../gateway/api-key.js'
import { isKeyRequired } from '../../../../../gateway/sds/index.js'
import { type Answer, json } from '../../../../../http/answer.js'
import type { Endpoint, Service } from '../../../../../http/endpoint.js'
import type { Exchange } from '../../../../../http/exchange.js'
import { findOdsRecord, type OdsRecord } from '../../../domain/ods/record.js'
import { searchOds } from '../../../domain/ods/search.js'
import { odsBundle } from '../bundle.js'
import { FHIR_JSON, odsRefusalAnswer, refused, unknownMethod, unknownResource } from '../outcome.js'
import { COMMON, readSearch, roleCodes, type SearchParameters, sinceDay } from '../search-query.js'
import { lookUpCode } from './lookup.js'
import { affiliationsOf, r4Affiliation, r4Organization } from './represent.js'

const BASE = '/organisation-data-terminology-api/fhir'
const MOST_AT_ONCE = 1000

const ORGANISATION: SearchParameters = {
  ...COMMON,
  lastChangeDate: sinceDay,
  'address-country': (country) => ({ country }),
  roleCode: roleCodes('roles'),
  'roleCode:not': roleCodes('withoutRoles'),
  activeRoleCode: (value) => ({ ...roleCodes('roles')(value), active: true }),
}

const organisationOf = (reference: string): string =>
  (reference.split('/').at(-1) as string).split('|').at(-1) as string

const AFFILIATION: SearchParameters = {
  _id: () => ({}),
  active: COMMON.active as SearchParameters[string],
  'primary-organization': (value) => ({ codes: [organisationOf(value)] }),
  'participating-organization': (value) => ({ target: organisationOf(value) }),
}

const baseOf = ({ request }: Exchange): string => request.base + BASE
const answer = (resource: object): Answer => json(200, resource, {}, FHIR_JSON)

function searchOrganisations(exchange: Exchange): Answer {
  const { request, world } = exchange
  const read = readSearch('Organization', request.query, ORGANISATION, MOST_AT_ONCE)
  if (!read.ok) return odsRefusalAnswer(exchange, read.refusal)
  const records = new Map(
    searchOds(world.store, read.search.criteria).map((one) => [one.code, one]),
  )
  const found = [...records.values()].map(r4Organization)
  return answer(
    odsBundle(exchange, baseOf(exchange), read.search, found, (shown) =>
      shown.flatMap(({ id }) => affiliationsOf(records.get(id) as OdsRecord)),
    ),
  )
}

function searchAffiliations(exchange: Exchange): Answer {
  const { request, world } = exchange
  const read = readSearch('OrganizationAffiliation', request.query, AFFILIATION, MOST_AT_ONCE)
  if (!read.ok) return odsRefusalAnswer(exchange, read.refusal)
  const { target } = read.search.criteria
  const ids = request.query.get('_id')?.split(',')
  const found = searchOds(world.store, read.search.criteria)
    .flatMap((record) =>
      record.relationships
        .filter((one) => target === undefined || one.target === target.toUpperCase())
        .map((one) => r4Affiliation(record, one)),
    )
    .filter(({ id }) => !ids || ids.includes(id))
  return answer(
    odsBundle(exchange, baseOf(exchange), read.search, found, (shown) => {
      const codes = shown.map((one) => (one.organization as { reference: string }).reference)
      return [...new Set(codes)].flatMap((reference) => {
        const record = findOdsRecord(world.store, organisationOf(reference))
        return record ? [r4Organization(record)] : []
      })
    }),
  )
}

function showOrganisation(exchange: Exchange): Answer {
  const { request, world } = exchange
  const record = findOdsRecord(world.store, request.params.id ?? '')
  return record
    ? answer(r4Organization(record))
    : odsRefusalAnswer(exchange, unknownResource('Organization', request.params.id ?? ''))
}

function showAffiliation(exchange: Exchange): Answer {
  const { request, world } = exchange
  const id = request.params.id ?? ''
  const found = searchOds(world.store, {})
    .flatMap(affiliationsOf)
    .find((one) => one.id === id)
  return found
    ? answer(found)
    : odsRefusalAnswer(exchange, unknownResource('OrganizationAffiliation', id))
}

function lookUp(exchange: Exchange): Answer {
  const found = lookUpCode(exchange.request)
  return 'status' in found
    ? odsRefusalAnswer(exchange, found as Parameters<typeof odsRefusalAnswer>[1])
    : answer(found)
}

const capabilities = (type: string, parameters: SearchParameters) => ({
  type,
  interaction: [{ code: 'read' }, { code: 'search-type' }],
  searchParam: Object.keys(parameters)
    .filter((name) => !name.includes(':'))
    .map((name) => ({ name, type: 'string' })),
})

const metadata = ({ world }: Exchange): Answer =>
  answer({
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: world.clock.iso(),
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: [FHIR_JSON],
    rest: [
      {
        mode: 'server',
        resource: [
          capabilities('Organization', ORGANISATION),
          capabilities('OrganizationAffiliation', AFFILIATION),
        ],
      },
    ],
  })

/** A call with the key of an approved application, unless the world asks for none. */
const withKey =
  (handle: (exchange: Exchange) => Answer) =>
  (exchange: Exchange): Answer => {
    const key = isKeyRequired(exchange.world) ? readApiKey(exchange) : undefined
    return key && !key.ok ? key.answer : handle(exchange)
  }

const get = (path: string, title: string, handle: (exchange: Exchange) => Answer): Endpoint => ({
  method: 'GET',
  path: BASE + path,
  operation: `ODS R4 ${path.slice(1)}`,
  title,
  handle: withKey(handle),
})

/** The Organisation Data Terminology API: organisations and their relationships in FHIR R4 (sds 5.3). */
export const odsR4Service: Service = {
  id: 'ods-r4',
  title: 'Organisation Data Terminology API',
  prefixes: [BASE],
  endpoints: [
    get('/Organization', 'Find organisations', searchOrganisations),
    get('/Organization/:id', 'Show an organisation', showOrganisation),
    get('/OrganizationAffiliation', 'Find relationships', searchAffiliations),
    get('/OrganizationAffiliation/:id', 'Show a relationship', showAffiliation),
    get('/CodeSystem/$lookup', 'Look up a code', lookUp),
    get('/metadata', 'Show what the API offers', metadata),
  ],
  notFound: (exchange, allowed) =>
    withKey(() => {
      const { method, path } = exchange.request
      const below = path.slice(BASE.length + 1)
      return odsRefusalAnswer(
        exchange,
        allowed.length > 0
          ? unknownMethod(method, below)
          : refused(404, `HAPI-0302: Unknown resource type '${below.split('/')[0]?.slice(0, 80)}'`),
      )
    })(exchange),
  tooLarge: (exchange) =>
    odsRefusalAnswer(exchange, refused(422, 'HAPI-0389: The request is too large')),
  failed: (exchange) => odsRefusalAnswer(exchange, refused(500, 'HAPI-0389: Internal error')),
  finish: (_, sent) => sent,
}
