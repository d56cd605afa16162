import { fold } from '../../../world/fold.js'
import type { Store } from '../../../world/store.js'
import {
  eachAccreditedSystem,
  findAccreditedSystem,
} from '../../../world/tables/accredited-system.js'
import {
  eachMessageHandlingSystem,
  messageHandlingSystems,
} from '../../../world/tables/message-handling-system.js'
import { organisations } from '../../../world/tables/organisation.js'
import { type Practitioner, practitioners } from '../../../world/tables/practitioner.js'
import {
  practitionersAt,
  practitionersOfProfile,
} from '../../../world/tables/practitioner-places.js'
import { workgroups } from '../../../world/tables/workgroup.js'
import type { World } from '../../../world/world.js'
import { CONTAINERS } from './entries/container.js'
import { organisationEntry } from './entries/organisation.js'
import { entriesBelowPerson, personEntry } from './entries/person.js'
import { accreditedSystemEntry, messageHandlingSystemEntry } from './entries/system.js'
import { workGroupEntry } from './entries/work-group.js'
import {
  type DirectoryEntry,
  type Dn,
  ORGANISATIONS,
  PEOPLE,
  SERVICES,
  WORK_GROUPS,
} from './entry.js'

/**
 * Values that every entry looked for must have, by attribute (any letter case), as the equality
 * clauses of a filter name them. They only narrow what is looked through: each entry is judged by
 * the whole filter afterwards.
 */
export type Clues = ReadonlyMap<string, string>

type Values = Readonly<Record<string, string | undefined>>

const valuesOf = (clues: Clues): Values =>
  Object.fromEntries([...clues].map(([name, value]) => [name.toLowerCase(), value]))

const listed = <Item>(item: Item | undefined): Item[] => (item === undefined ? [] : [item])

function organisationsOf(store: Store, { uniqueidentifier, nhsidcode }: Values) {
  const odsCode = uniqueidentifier?.trim().toUpperCase() ?? nhsidcode
  const found =
    odsCode === undefined ? organisations.list(store) : listed(organisations.find(store, odsCode))
  return found.map(organisationEntry)
}

function foundPeople(store: Store, { uid, uniqueidentifier, nhsidcode }: Values): Practitioner[] {
  if (uid !== undefined) return listed(practitioners.find(store, uid.trim()))
  if (uniqueidentifier !== undefined) return practitionersOfProfile(store, uniqueidentifier.trim())
  return nhsidcode === undefined ? practitioners.list(store) : practitionersAt(store, nhsidcode)
}

const peopleOf = (store: Store, values: Values): DirectoryEntry[] =>
  foundPeople(store, values).flatMap((person) => [
    personEntry(person),
    ...entriesBelowPerson(store, person),
  ])

/** Systems and endpoints of a name. */
function* servicesNamed(store: Store, name: string): Generator<DirectoryEntry> {
  const system = findAccreditedSystem(store, fold(name))
  if (system) yield accreditedSystemEntry(system)
  const endpoint = messageHandlingSystems.find(store, fold(name))
  if (endpoint) yield messageHandlingSystemEntry(endpoint)
}

function* servicesOf(store: Store, values: Values): Generator<DirectoryEntry> {
  const { uniqueidentifier: name, nhsidcode: odsCode, nhsmhspartykey: partyKey } = values
  if (name !== undefined) return yield* servicesNamed(store, name)
  const kind = values.objectclass?.toLowerCase()
  const { nhsassvcia: allowed, nhsmhssvcia: received, nhsmhscpaid: cpaId } = values
  const { nhsmhsmanufacturerorg: manufacturer, nhsasclient: client } = values
  if (kind !== 'nhsmhs' && received === undefined && cpaId === undefined) {
    const criteria = { odsCode, partyKey, manufacturer, client, interaction: allowed }
    for (const system of eachAccreditedSystem(store, criteria)) yield accreditedSystemEntry(system)
  }
  const isOfSystem = (allowed ?? manufacturer ?? client) !== undefined
  if (kind !== 'nhsas' && !isOfSystem) {
    const criteria = { odsCode, partyKey, cpaId, interaction: received }
    for (const entry of eachMessageHandlingSystem(store, criteria))
      yield messageHandlingSystemEntry(entry)
  }
}

const workGroupsOf = (store: Store): DirectoryEntry[] => workgroups.list(store).map(workGroupEntry)

interface Branch {
  readonly at: Dn
  readonly read: (store: Store, values: Values) => Iterable<DirectoryEntry>
  /** Attributes, in lower case, by whose values entries are found without looking through all. */
  readonly indexed: readonly string[]
}

/** Each branch, and how its entries are read. */
const BRANCHES: readonly Branch[] = [
  { at: ORGANISATIONS, read: organisationsOf, indexed: ['uniqueidentifier', 'nhsidcode'] },
  { at: PEOPLE, read: peopleOf, indexed: ['uid', 'uniqueidentifier', 'nhsidcode'] },
  {
    at: SERVICES,
    read: servicesOf,
    indexed: [
      ...['uniqueidentifier', 'nhsidcode', 'nhsmhspartykey', 'nhsassvcia', 'nhsasclient'],
      ...['nhsmhssvcia', 'nhsmhscpaid', 'nhsmhsmanufacturerorg'],
    ],
  },
  // There are a handful of them: any value narrows enough.
  { at: WORK_GROUPS, read: workGroupsOf, indexed: ['uniqueidentifier', 'nhsidcode', 'uid'] },
]

/** True if two names are the same; letter case and repeated blanks do not count (sds 2.2). */
export const sameDn = (a: Dn, b: Dn): boolean =>
  a.length === b.length &&
  a.every(
    ({ attribute, value }, at) =>
      attribute.toLowerCase() === b[at]?.attribute.toLowerCase() &&
      fold(value) === fold(b[at]?.value as string),
  )

/** True if an entry is the base itself or below it. */
export const isWithin = (dn: Dn, base: Dn): boolean =>
  dn.length >= base.length && sameDn(dn.slice(dn.length - base.length), base)

/** What the name of a base says about the entries within it: `uid` of a person, the name of a leaf. */
function cluesOf(base: Dn, branch: Dn): Values {
  const step = base[base.length - branch.length - 1]
  return step ? { [step.attribute.toLowerCase()]: step.value } : {}
}

const branchesOf = (base: Dn, deepest: number): Branch[] =>
  BRANCHES.filter(({ at }) => at.length < deepest && (isWithin(at, base) || isWithin(base, at)))

/**
 * The entries of a world within a base, in the directory's order, the base first: containers, then
 * organisations, people with memberships and role profiles, systems, workgroups. With clues the
 * entries that cannot match are left out as far as an index says so; the rest is the caller's to
 * judge, as is what lies deeper than `deepest` steps. Read anew at every call: a change shows at once.
 */
export function* entriesWithin(
  world: World,
  base: Dn,
  clues: Clues = new Map(),
  deepest = Number.POSITIVE_INFINITY,
): Generator<DirectoryEntry> {
  const { store } = world
  const values = valuesOf(clues)
  for (const entry of CONTAINERS) if (isWithin(entry.dn, base)) yield entry
  for (const { at, read } of branchesOf(base, deepest))
    for (const entry of read(store, { ...values, ...cluesOf(base, at) }))
      if (isWithin(entry.dn, base)) yield entry
}

/** True if clues lead to the entries within a base by index, without looking through a branch. */
export function isIndexed(base: Dn, clues: Clues, deepest = Number.POSITIVE_INFINITY): boolean {
  const known = Object.keys(valuesOf(clues))
  return branchesOf(base, deepest).every(
    ({ at, indexed }) =>
      base.length > at.length || indexed.some((attribute) => known.includes(attribute)),
  )
}

/** Every entry of a world. */
export const entriesOf = (world: World): Generator<DirectoryEntry> => entriesWithin(world, [])

/** The entry of a name, found by index; undefined if there is none. */
export function entryAt(world: World, dn: Dn): DirectoryEntry | undefined {
  const container = CONTAINERS.find((entry) => sameDn(entry.dn, dn))
  if (container) return container
  for (const entry of entriesWithin(world, dn)) if (sameDn(entry.dn, dn)) return entry
  return undefined
}

/** True if there is an entry below the one of a name. */
export function hasEntriesBelow(world: World, dn: Dn): boolean {
  for (const entry of entriesWithin(world, dn)) if (entry.dn.length > dn.length) return true
  return false
}
