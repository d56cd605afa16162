import type { Store } from '../../../../world/store.js'
import { organisations } from '../../../../world/tables/organisation.js'
import { type OdsRecord, odsRecord } from './record.js'

/** What a search for organisations may name; every one that is named must hold. */
export interface OdsCriteria {
  readonly codes?: readonly string[]
  readonly name?: { readonly text: string; readonly how: 'CONTAINS' | 'EXACT' | 'STARTS' }
  readonly postcode?: string
  readonly town?: string
  readonly country?: string
  readonly active?: boolean
  readonly primaryRoles?: readonly string[]
  readonly otherRoles?: readonly string[]
  readonly roles?: readonly string[]
  readonly withoutRoles?: readonly string[]
  readonly recordClass?: string
  /** On this day or later. */
  readonly changedSince?: string
  readonly relationship?: string
  readonly target?: string
}

const lower = (text: string): string => text.toLowerCase()
const dense = (text: string): string => lower(text).replaceAll(' ', '')

const NAMES = {
  CONTAINS: (name: string, text: string) => lower(name).includes(lower(text)),
  STARTS: (name: string, text: string) => lower(name).startsWith(lower(text)),
  EXACT: (name: string, text: string) => name === text,
}

type Test<Value> = (record: OdsRecord, value: Value) => boolean

/** How each criterion is judged. */
const TESTS: { readonly [Name in keyof OdsCriteria]-?: Test<NonNullable<OdsCriteria[Name]>> } = {
  codes: ({ code }, codes) => codes.some((one) => one.toUpperCase() === code),
  name: ({ name }, { text, how }) => NAMES[how](name, text),
  postcode: ({ postcode }, text) => dense(postcode).startsWith(dense(text)),
  town: ({ town }, text) => lower(town).startsWith(lower(text)),
  country: (_, text) => 'england'.startsWith(lower(text)),
  active: ({ active }, wanted) => active === wanted,
  primaryRoles: ({ roles }, ids) => roles.some((role) => role.primary && ids.includes(role.id)),
  otherRoles: ({ roles }, ids) => roles.some((role) => !role.primary && ids.includes(role.id)),
  roles: ({ roles }, ids) => roles.some(({ id }) => ids.includes(id)),
  withoutRoles: ({ roles }, ids) => !roles.some(({ id }) => ids.includes(id)),
  recordClass: ({ recordClass }, wanted) => recordClass === wanted,
  changedSince: ({ lastChange }, day) => lastChange >= day,
  relationship: ({ relationships }, id) => relationships.some((one) => one.id === id),
  target: ({ relationships }, code) =>
    relationships.some((one) => one.target === code.toUpperCase()),
}

function fits(record: OdsRecord, criteria: OdsCriteria): boolean {
  return Object.entries(criteria).every(
    ([name, value]) =>
      value === undefined || (TESTS[name as keyof OdsCriteria] as Test<unknown>)(record, value),
  )
}

/** The organisations for which all criteria hold, by code. */
export const searchOds = (store: Store, criteria: OdsCriteria): OdsRecord[] =>
  organisations
    .list(store)
    .map((organisation) => odsRecord(store, organisation))
    .filter((record) => fits(record, criteria))
