import { type Answer, json } from '../../../../../http/answer.js'
import type { Endpoint, Service } from '../../../../../http/endpoint.js'
import type { Exchange } from '../../../../../http/exchange.js'
import { findOdsRecord } from '../../../domain/ods/record.js'
import { searchOds } from '../../../domain/ods/search.js'
import { odsBundle } from '../bundle.js'
import { FHIR_JSON, odsRefusalAnswer, refused, unknownMethod, unknownResource } from '../outcome.js'
import { COMMON, readSearch, roleCodes, type SearchParameters, sinceDay } from '../search-query.js'
import { stu3Organization } from './represent.js'

const BASE = '/STU3'
const MOST_AT_ONCE = 20

const PARAMETERS: SearchParameters = {
  ...COMMON,
  _lastUpdated: sinceDay,
  'ods-org-role': roleCodes('roles', 'RO'),
  'ods-org-primaryRole': (value) =>
    value === 'true' || value === 'false' ? {} : roleCodes('primaryRoles', 'RO')(value),
}

/** `ods-org-primaryRole=true` narrows `ods-org-role` to primary roles. */
function narrowed({ request }: Exchange, criteria: ReturnType<typeof searchOf>) {
  if (!criteria.ok || request.query.get('ods-org-primaryRole') !== 'true') return criteria
  const { roles, ...rest } = criteria.search.criteria
  return roles
    ? { ...criteria, search: { ...criteria.search, criteria: { ...rest, primaryRoles: roles } } }
    : criteria
}

const searchOf = ({ request }: Exchange) =>
  readSearch('Organization', request.query, PARAMETERS, MOST_AT_ONCE)

function search(exchange: Exchange): Answer {
  const { request, world } = exchange
  const read = narrowed(exchange, searchOf(exchange))
  if (!read.ok) return odsRefusalAnswer(exchange, read.refusal)
  const found = searchOds(world.store, read.search.criteria).map(stu3Organization)
  return json(200, odsBundle(exchange, request.base + BASE, read.search, found), {}, FHIR_JSON)
}

function show(exchange: Exchange): Answer {
  const { request, world } = exchange
  const code = request.params.code ?? ''
  const record = findOdsRecord(world.store, code)
  return record
    ? json(200, stu3Organization(record), {}, FHIR_JSON)
    : odsRefusalAnswer(exchange, unknownResource('Organization', code))
}

const get = (path: string, title: string, handle: (exchange: Exchange) => Answer): Endpoint => ({
  method: 'GET',
  path: `${BASE}/Organization${path}`,
  operation: `ODS STU3 Organization${path}`,
  title,
  handle,
})

/** The older FHIR API of the Organisation Data Service; no key is asked for (sds 5.3). */
export const odsStu3Service: Service = {
  id: 'ods-stu3',
  title: 'ODS FHIR API (STU3)',
  prefixes: [`${BASE}/Organization`],
  endpoints: [get('', 'Find organisations', search), get('/:code', 'Show an organisation', show)],
  notFound: (exchange, allowed) => {
    const { method, path } = exchange.request
    return odsRefusalAnswer(
      exchange,
      allowed.length > 0
        ? unknownMethod(method, path.slice(BASE.length + 1))
        : unknownResource('Organization', path.slice(`${BASE}/Organization/`.length)),
    )
  },
  tooLarge: (exchange) =>
    odsRefusalAnswer(exchange, refused(422, 'HAPI-0389: The request is too large')),
  failed: (exchange) => odsRefusalAnswer(exchange, refused(500, 'HAPI-0389: Internal error')),
  finish: (_, answer) => answer,
}
