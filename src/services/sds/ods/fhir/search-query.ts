import { isDate } from '../../../../world/instant.js'
import type { OdsCriteria } from '../../domain/ods/search.js'
import { type OdsRefusal, refused } from './outcome.js'

/** What a parameter asks for; undefined if its value is malformed. */
type Reader = (value: string) => OdsCriteria | undefined

/** Parameters of a search, by name with modifier: `name:contains`. */
export type SearchParameters = Readonly<Record<string, Reader>>

export interface OdsSearch {
  readonly criteria: OdsCriteria
  readonly count: number
  readonly offset: number
  /** `_summary=count`: the number alone. */
  readonly countOnly: boolean
  readonly included: boolean
}

export type ReadSearch =
  | { readonly ok: true; readonly search: OdsSearch }
  | { readonly ok: false; readonly refusal: OdsRefusal }

/** The part of a token after its system. */
export const tokenValue = (token: string): string => token.slice(token.indexOf('|') + 1)

const tokens = (value: string): string[] => value.split(',').map((one) => tokenValue(one).trim())

/** A day on which something changed at the earliest; `ge` may stand before it. */
export function sinceDay(value: string): OdsCriteria | undefined {
  const day = value.replace(/^g[et]/, '')
  return isDate(day) ? { changedSince: day } : undefined
}

const ACTIVE: Readonly<Record<string, boolean>> = { true: true, false: false }

/** Parameters that both versions know. */
export const COMMON: SearchParameters = {
  _id: (value) => ({ codes: tokens(value) }),
  identifier: (value) => ({ codes: tokens(value) }),
  name: (text) => ({ name: { text, how: 'STARTS' } }),
  'name:contains': (text) => ({ name: { text, how: 'CONTAINS' } }),
  'name:exact': (text) => ({ name: { text, how: 'EXACT' } }),
  active: (value) => {
    const active = Object.hasOwn(ACTIVE, value) ? ACTIVE[value] : undefined
    return active === undefined ? undefined : { active }
  },
  'address-postalcode': (postcode) => ({ postcode }),
  'address-city': (town) => ({ town }),
}

export const roleCodes =
  (member: 'roles' | 'primaryRoles' | 'withoutRoles', prefix = ''): Reader =>
  (value) => ({ [member]: tokens(value).map((code) => prefix + code) })

/** How results are given: never judged as criteria. */
const PAGING = ['_count', '_offset', '_summary', '_format', '_revinclude', '_include']

const number = (text: string | null, usual: number): number | undefined =>
  text === null ? usual : /^\d{1,6}$/.test(text) ? Number(text) : undefined

const invalid = (name: string, value: string): ReadSearch => ({
  ok: false,
  refusal: refused(400, `HAPI-0524: Invalid value of search parameter "${name}": "${value}"`),
})

const unknown = (type: string, name: string, parameters: SearchParameters): ReadSearch => ({
  ok: false,
  refusal: refused(
    400,
    `HAPI-0524: Unknown search parameter "${name}" for resource type "${type}". Valid search parameters for this search are: [${Object.keys(parameters).join(', ')}]`,
  ),
})

/** Reads a search; refuses unknown parameters and malformed values with 400. */
export function readSearch(
  type: string,
  query: URLSearchParams,
  parameters: SearchParameters,
  mostAtOnce: number,
): ReadSearch {
  let criteria: OdsCriteria = {}
  for (const [name, value] of query) {
    if (PAGING.includes(name)) continue
    if (!Object.hasOwn(parameters, name)) return unknown(type, name, parameters)
    const more = parameters[name]?.(value)
    if (!more) return invalid(name, value)
    criteria = { ...criteria, ...more }
  }
  const count = number(query.get('_count'), 20)
  if (count === undefined) return invalid('_count', query.get('_count') ?? '')
  const offset = number(query.get('_offset'), 0)
  if (offset === undefined) return invalid('_offset', query.get('_offset') ?? '')
  const countOnly = query.get('_summary') === 'count'
  const included = query.has('_revinclude') || query.has('_include')
  const search = { criteria, count: Math.min(count, mostAtOnce), offset, countOnly, included }
  return { ok: true, search }
}
