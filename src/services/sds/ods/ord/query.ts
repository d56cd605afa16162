import { isDate } from '../../../../world/instant.js'
import type { OdsCriteria } from '../../domain/ods/search.js'

/** Why a call is refused: the status is also the error code of the body (sds 5.2). */
export interface OrdRefusal {
  readonly status: 400 | 404 | 406
  readonly text: string
}

export interface Page {
  readonly limit: number
  /** Place of the first record that is shown, from 1. */
  readonly offset: number
}

export type OrdQuery =
  | { readonly ok: true; readonly criteria: OdsCriteria; readonly page: Page }
  | { readonly ok: false; readonly refusal: OrdRefusal }

interface Parameter {
  readonly form: (text: string) => boolean
  readonly criteria?: (text: string) => OdsCriteria
}

const anything = (text: string): boolean => text.trim() !== ''
const role = (text: string): boolean => /^RO\d+$/.test(text)
const roleList = (text: string): boolean => text.split(',').every(role)
const between = (least: number, most: number) => (text: string) =>
  /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 1000

/** Parameters of the search: their form, and what they ask for (sds 5.2). */
const PARAMETERS: Readonly<Record<string, Parameter>> = {
  Name: { form: anything, criteria: (text) => ({ name: { text, how: 'CONTAINS' } }) },
  PostCode: { form: anything, criteria: (postcode) => ({ postcode }) },
  LastChangeDate: { form: isDate, criteria: (changedSince) => ({ changedSince }) },
  Status: {
    form: (text) => text === 'Active' || text === 'Inactive',
    criteria: (text) => ({ active: text === 'Active' }),
  },
  PrimaryRoleId: { form: roleList, criteria: (text) => ({ primaryRoles: text.split(',') }) },
  NonPrimaryRoleId: { form: roleList, criteria: (text) => ({ otherRoles: text.split(',') }) },
  Roles: { form: roleList, criteria: (text) => ({ roles: text.split(',') }) },
  OrgRecordClass: {
    form: (text) => text === 'RC1' || text === 'RC2',
    criteria: (recordClass) => ({ recordClass }),
  },
  RelTypeId: {
    form: (text) => /^RE\d+$/.test(text),
    criteria: (relationship) => ({ relationship }),
  },
  TargetOrgId: { form: anything, criteria: (target) => ({ target }) },
  Limit: { form: between(1, MAX_LIMIT) },
  Offset: { form: between(2, 9_999_999) },
  _format: { form: (text) => text === 'json' },
}

const refuse = (status: OrdRefusal['status'], text: string): OrdQuery => ({
  ok: false,
  refusal: { status, text },
})

/** Reads the parameters of a search. An unknown one is refused with 400, a malformed value with 406. */
export function readOrdQuery(
  query: URLSearchParams,
  allowed: readonly string[] = Object.keys(PARAMETERS),
): OrdQuery {
  let criteria: OdsCriteria = {}
  for (const [name, text] of query) {
    const parameter = allowed.includes(name) ? PARAMETERS[name] : undefined
    if (!parameter) return refuse(400, `Unknown parameter: ${name}`)
    if (!parameter.form(text)) return refuse(406, `Invalid value of parameter ${name}`)
    criteria = { ...criteria, ...parameter.criteria?.(text) }
  }
  const limit = Number(query.get('Limit') ?? DEFAULT_LIMIT)
  return { ok: true, criteria, page: { limit, offset: Number(query.get('Offset') ?? 1) } }
}
