import type { Exchange } from '../../../../http/exchange.js'
import type { OdsSearch } from './search-query.js'

export interface OdsResource {
  readonly resourceType: string
  readonly id: string
  readonly [member: string]: unknown
}

/** The addresses of this page and of those beside it. */
function links({ request }: Exchange, { count, offset }: OdsSearch, total: number) {
  const address = request.base + request.path
  const at = (place: number): string => {
    const query = new URLSearchParams(request.query)
    query.set('_offset', String(place))
    query.set('_count', String(count))
    return `${address}?${query}`
  }
  return [
    { relation: 'self', url: `${address}${request.search ? '?' : ''}${request.search}` },
    ...(count > 0 && offset + count < total ? [{ relation: 'next', url: at(offset + count) }] : []),
    ...(offset > 0 ? [{ relation: 'previous', url: at(Math.max(0, offset - count)) }] : []),
  ]
}

/** One page of what a search found, with what it asked to be included. */
export function odsBundle(
  exchange: Exchange,
  base: string,
  search: OdsSearch,
  found: readonly OdsResource[],
  includedWith: (shown: readonly OdsResource[]) => readonly OdsResource[] = () => [],
) {
  const { world } = exchange
  const shown = search.countOnly ? [] : found.slice(search.offset, search.offset + search.count)
  const entry = (mode: string) => (resource: OdsResource) => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    resource,
    search: { mode },
  })
  const included = search.included ? includedWith(shown) : []
  const entries = [...shown.map(entry('match')), ...included.map(entry('include'))]
  return {
    resourceType: 'Bundle',
    id: world.ids.uuid(),
    meta: { lastUpdated: world.clock.iso() },
    type: 'searchset',
    total: found.length,
    link: links(exchange, search, found.length),
    ...(entries.length > 0 ? { entry: entries } : {}),
  }
}
