import { createHash } from 'node:crypto'
import type { Store } from '../../../../world/store.js'
import { type Organisation, organisations } from '../../../../world/tables/organisation.js'
import { kindOf } from '../organisation-kind.js'

/** When something holds; without end it still does. */
export interface OdsPeriod {
  readonly start: string
  readonly end?: string
}

export interface OdsRole {
  readonly id: string
  readonly number: number
  readonly primary: boolean
}

export interface OdsRelationship {
  readonly id: string
  readonly number: number
  readonly target: string
  readonly targetName: string
  readonly targetRole: OdsRole
}

export interface OdsSuccession {
  readonly type: 'Successor' | 'Predecessor'
  readonly number: number
  readonly date: string
  readonly target: string
  readonly targetRole: OdsRole
}

/** An organisation as the Organisation Data Service knows it (sds 5.1). Everything of it has its period. */
export interface OdsRecord {
  readonly code: string
  readonly name: string
  readonly active: boolean
  readonly period: OdsPeriod
  readonly lastChange: string
  readonly recordClass: 'RC1' | 'RC2'
  /** The primary one first. */
  readonly roles: readonly OdsRole[]
  readonly relationships: readonly OdsRelationship[]
  readonly successions: readonly OdsSuccession[]
  readonly lines: readonly string[]
  readonly town: string
  readonly postcode: string
  readonly phone?: string
}

/** Before any organisation of the data sets began. */
const BEGINNING = '1948-07-05'

/** The number that a role or relationship has in the service: always the same (chosen). */
const numberOf = (...parts: readonly string[]): number =>
  createHash('sha256').update(parts.join('/')).digest().readUIntBE(0, 3) % 1_000_000

function rolesOf(organisation: Organisation): [OdsRole, ...OdsRole[]] {
  const { primaryRole, otherRoles } = kindOf(organisation)
  const role = (id: string, primary: boolean): OdsRole => ({
    id,
    number: numberOf(organisation.odsCode, id),
    primary,
  })
  return [role(primaryRole, true), ...otherRoles.map((id) => role(id, false))]
}

function relationshipsOf(store: Store, organisation: Organisation): OdsRelationship[] {
  const related: [string, string | undefined][] = [
    ['RE6', organisation.parent],
    ['RE4', organisation.commissioner],
  ]
  return related.flatMap(([id, code]) => {
    const target = code === undefined ? undefined : organisations.find(store, code)
    if (!target) return []
    const number = numberOf(organisation.odsCode, id, target.odsCode)
    const [targetRole] = rolesOf(target)
    return [{ id, number, target: target.odsCode, targetName: target.name, targetRole }]
  })
}

function successionsOf(store: Store, organisation: Organisation): OdsSuccession[] {
  const { odsCode, successors = [], predecessors = [] } = organisation
  const pairs = [
    ...successors.map((code) => ['Successor', code] as const),
    ...predecessors.map((code) => ['Predecessor', code] as const),
  ]
  return pairs.flatMap(([type, code]) => {
    const target = organisations.find(store, code)
    if (!target) return []
    const date = (type === 'Successor' ? organisation.closed : target.closed) ?? BEGINNING
    const [targetRole] = rolesOf(target)
    return [{ type, number: numberOf(odsCode, type, code), date, target: code, targetRole }]
  })
}

/** Reads what the world knows of an organisation as the service would tell it. */
export function odsRecord(store: Store, organisation: Organisation): OdsRecord {
  const { odsCode, name, open, opened, closed, changed, address, phone } = organisation
  return {
    code: odsCode,
    name,
    active: open,
    period: { start: opened ?? BEGINNING, ...(closed === undefined ? {} : { end: closed }) },
    lastChange: [opened ?? BEGINNING, closed, changed]
      .filter((one) => one !== undefined)
      .sort()
      .at(-1) as string,
    recordClass: kindOf(organisation).recordClass,
    roles: rolesOf(organisation),
    relationships: relationshipsOf(store, organisation),
    successions: successionsOf(store, organisation),
    lines: address.slice(0, -1),
    town: address.at(-1) ?? '',
    postcode: organisation.postcode,
    ...(phone === undefined ? {} : { phone }),
  }
}

/** The record of a code; the service writes codes in capitals. */
export function findOdsRecord(store: Store, code: string): OdsRecord | undefined {
  const found = organisations.find(store, code.toUpperCase())
  return found && odsRecord(store, found)
}
