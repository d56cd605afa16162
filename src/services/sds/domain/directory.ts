import { fold } from '../../../world/fold.js'
import type { Store } from '../../../world/store.js'
import {
  findAccreditedSystem,
  findAccreditedSystems,
} from '../../../world/tables/accredited-system.js'
import {
  findMessageHandlingSystems,
  messageHandlingSystems,
} from '../../../world/tables/message-handling-system.js'
import { organisations } from '../../../world/tables/organisation.js'
import { practitioners } from '../../../world/tables/practitioner.js'
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

function peopleOf(store: Store, { uid }: Values): DirectoryEntry[] {
  const found =
    uid === undefined ? practitioners.list(store) : listed(practitioners.find(store, uid.trim()))
  return found.flatMap((person) => [personEntry(person), ...entriesBelowPerson(store, person)])
}

function servicesOf(store: Store, values: Values): DirectoryEntry[] {
  const { uniqueidentifier, nhsidcode: odsCode, nhsmhspartykey: partyKey } = values
  if (uniqueidentifier !== undefined)
    return [
      ...listed(findAccreditedSystem(store, fold(uniqueidentifier))).map(accreditedSystemEntry),
      ...listed(messageHandlingSystems.find(store, fold(uniqueidentifier))).map(
        messageHandlingSystemEntry,
      ),
    ]
  const kind = values.objectclass?.toLowerCase()
  const { nhsassvcia: allowed, nhsmhssvcia: received, nhsmhscpaid: cpaId } = values
  const isSystem = kind !== 'nhsmhs' && received === undefined && cpaId === undefined
  const isEndpoint = kind !== 'nhsas' && allowed === undefined
  const manufacturer = values.nhsmhsmanufacturerorg
  return [
    ...(isSystem
      ? findAccreditedSystems(store, { odsCode, partyKey, manufacturer, interaction: allowed }).map(
          accreditedSystemEntry,
        )
      : []),
    ...(isEndpoint
      ? findMessageHandlingSystems(store, { odsCode, partyKey, cpaId, interaction: received }).map(
          messageHandlingSystemEntry,
        )
      : []),
  ]
}

const workGroupsOf = (store: Store): DirectoryEntry[] => workgroups.list(store).map(workGroupEntry)

/** Each branch, and how its entries are read. */
const BRANCHES: readonly (readonly [Dn, (store: Store, values: Values) => DirectoryEntry[]])[] = [
  [ORGANISATIONS, organisationsOf],
  [PEOPLE, peopleOf],
  [SERVICES, servicesOf],
  [WORK_GROUPS, workGroupsOf],
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

/**
 * The entries of a world within a base, in the directory's order, the base first: containers, then
 * organisations, people with memberships and role profiles, systems, workgroups. With clues the
 * entries that cannot match are left out as far as an index says so; the rest is the caller's to
 * judge. Read anew at every call: a change shows at once.
 */
export function* entriesWithin(
  world: World,
  base: Dn,
  clues: Clues = new Map(),
): Generator<DirectoryEntry> {
  const { store } = world
  const values = valuesOf(clues)
  for (const entry of CONTAINERS) if (isWithin(entry.dn, base)) yield entry
  for (const [branch, read] of BRANCHES) {
    if (!isWithin(branch, base) && !isWithin(base, branch)) continue
    for (const entry of read(store, { ...values, ...cluesOf(base, branch) }))
      if (isWithin(entry.dn, base)) yield entry
  }
}

/** Every entry of a world. */
export const entriesOf = (world: World): Generator<DirectoryEntry> => entriesWithin(world, [])

/** The entry of a name, found by index; undefined if there is none. */
export function entryAt(world: World, dn: Dn): DirectoryEntry | undefined {
  for (const entry of entriesWithin(world, dn)) if (sameDn(entry.dn, dn)) return entry
  return undefined
}
