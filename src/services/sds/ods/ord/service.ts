import { type Answer, type Headers, json } from '../../../../http/answer.js'
import type { Endpoint, Service } from '../../../../http/endpoint.js'
import type { Exchange } from '../../../../http/exchange.js'
import { addDays, britishDate } from '../../../../world/calendar.js'
import { OTHER_ROLES, RECORD_CLASSES, RELATIONSHIPS, ROLES } from '../../domain/ods/code-lists.js'
import { findOdsRecord } from '../../domain/ods/record.js'
import { searchOds } from '../../domain/ods/search.js'
import { type OrdRefusal, type Page, readOrdQuery } from './query.js'
import { ordOrganisation, ordSummary } from './represent.js'

const BASE = '/ORD/2-0-0'

/** How far back changes can be asked for. */
const SYNC_DAYS = 185

function refuse(exchange: Exchange, { status, text }: OrdRefusal): Answer {
  exchange.find('ods.ord.refused', text, 'sds 5.2')
  return json(status, { errorCode: status, errorText: text })
}

/** Addresses of the pages around the one that is shown. */
function pageHeaders({ request }: Exchange, { limit, offset }: Page, total: number): Headers {
  const at = (place: number): string => {
    const query = new URLSearchParams(request.query)
    query.set('Limit', String(limit))
    if (place > 1) query.set('Offset', String(place))
    else query.delete('Offset')
    return `${request.base}${request.path}?${query}`
  }
  return {
    ...(offset + limit <= total ? { 'next-page': at(offset + limit) } : {}),
    ...(offset > 1 ? { 'previous-page': at(Math.max(1, offset - limit)) } : {}),
  }
}

function search(exchange: Exchange): Answer {
  const { request, world } = exchange
  const read = readOrdQuery(request.query)
  if (!read.ok) return refuse(exchange, read.refusal)
  const { criteria, page } = read
  const found = searchOds(world.store, criteria)
  const shown = found.slice(page.offset - 1, page.offset - 1 + page.limit)
  return json(
    200,
    { Organisations: shown.map((record) => ordSummary(request.base + BASE, record)) },
    {
      'X-Total-Count': String(found.length),
      'Returned-Records': String(shown.length),
      ...pageHeaders(exchange, page, found.length),
    },
  )
}

function show(exchange: Exchange): Answer {
  const { request, world } = exchange
  const read = readOrdQuery(request.query, ['_format'])
  if (!read.ok) return refuse(exchange, read.refusal)
  const record = findOdsRecord(world.store, request.params.code ?? '')
  return record
    ? json(200, ordOrganisation(record))
    : refuse(exchange, { status: 404, text: 'Not found' })
}

function sync(exchange: Exchange): Answer {
  const { request, world } = exchange
  const read = readOrdQuery(request.query, ['LastChangeDate', '_format'])
  if (!read.ok) return refuse(exchange, read.refusal)
  const { changedSince } = read.criteria
  const earliest = addDays(britishDate(world.clock.now()), -SYNC_DAYS)
  if (changedSince === undefined || changedSince < earliest)
    return refuse(exchange, {
      status: 406,
      text: `LastChangeDate is required and at most ${SYNC_DAYS} days back`,
    })
  const found = searchOds(world.store, { changedSince })
  return json(
    200,
    {
      Organisations: found.map(({ code }) => ({
        OrgLink: `${request.base}${BASE}/organisations/${code}`,
      })),
    },
    { 'X-Total-Count': String(found.length), 'Returned-Records': String(found.length) },
  )
}

const role = (base: string, id: string) => ({
  id,
  code: id.slice(2),
  displayName: ROLES[id],
  primaryRole: String(!OTHER_ROLES.has(id)),
  link: `${base}/roles/${id}`,
})

const roles = ({ request }: Exchange): Answer =>
  json(200, { Roles: Object.keys(ROLES).map((id) => role(request.base + BASE, id)) })

function showRole(exchange: Exchange): Answer {
  const { base, params } = exchange.request
  const id = params.id ?? ''
  return Object.hasOwn(ROLES, id)
    ? json(200, { Roles: [role(base + BASE, id)] })
    : refuse(exchange, { status: 404, text: 'Not found' })
}

const codeList = (name: string, list: Readonly<Record<string, string>>) => (): Answer =>
  json(200, {
    [name]: Object.entries(list).map(([id, displayName]) => ({
      id,
      code: id.slice(2),
      displayName,
    })),
  })

const get = (path: string, title: string, handle: (exchange: Exchange) => Answer): Endpoint => ({
  method: 'GET',
  path: BASE + path,
  operation: `ORD ${path.slice(1)}`,
  title,
  handle,
})

/** The ODS API ORD 2-0-0: organisations by code and search (sds 5.2). No key is asked for. */
export const ordService: Service = {
  id: 'ods-ord',
  title: 'ODS ORD API',
  prefixes: [BASE],
  endpoints: [
    get('/organisations', 'Find organisations', search),
    get('/organisations/:code', 'Show an organisation', show),
    get('/sync', 'List changed organisations', sync),
    get('/roles', 'List roles', roles),
    get('/roles/:id', 'Show a role', showRole),
    get('/rels', 'List relationships', codeList('Relationships', RELATIONSHIPS)),
    get('/recordclasses', 'List record classes', codeList('RecordClasses', RECORD_CLASSES)),
  ],
  notFound: (exchange, allowed) =>
    allowed.length > 0
      ? refuse(exchange, { status: 400, text: 'Method not supported' })
      : refuse(exchange, { status: 404, text: 'Not found' }),
  tooLarge: (exchange) => refuse(exchange, { status: 400, text: 'Method not supported' }),
  failed: () => json(500, { errorCode: 500, errorText: 'Internal server error' }),
  finish: (_, answer) => answer,
}
