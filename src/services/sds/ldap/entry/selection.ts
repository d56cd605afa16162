import type { FoundEntry } from '../message/reply.js'
import { attributeType, kindsOf } from '../schema/attributes.js'
import { attributesOfClass, objectClass } from '../schema/object-classes.js'
import type { EntryView } from './view.js'

/** Which attributes a search wants (RFC 4511 4.5.1.8; sds 2.3). */
export interface Selection {
  readonly allOfUsers: boolean
  readonly allOfServer: boolean
  /** Names as the schema spells them. */
  readonly names: ReadonlySet<string>
  /** Wanted, and unknown to the schema. */
  readonly unknown: readonly string[]
}

const NONE = '1.1'
const USERS = '*'
const SERVERS = '+'

/** The types that one wanted name stands for: a type with its kinds, or those of a class (`@nhsAs`). */
function namesFor(wanted: string): readonly string[] | undefined {
  if (wanted.startsWith('@')) {
    const found = objectClass(wanted.slice(1))
    return found && attributesOfClass(found).map((name) => attributeType(name)?.names[0] ?? name)
  }
  const type = attributeType(wanted)
  return type && kindsOf(type).map(({ names }) => names[0])
}

/** Reads the list of wanted attributes; an empty one means all that are not the server's. */
export function readSelection(wanted: readonly string[]): Selection {
  const named = wanted.filter((one) => ![NONE, USERS, SERVERS].includes(one))
  const found = named.map((one) => namesFor(one))
  return {
    allOfUsers: wanted.length === 0 || wanted.includes(USERS),
    allOfServer: wanted.includes(SERVERS),
    names: new Set(found.flatMap((names) => names ?? [])),
    unknown: named.filter((_, at) => !found[at]),
  }
}

function isWanted({ allOfUsers, allOfServer, names }: Selection, name: string): boolean {
  const isOfServer = attributeType(name)?.usage !== undefined
  return (isOfServer ? allOfServer : allOfUsers) || names.has(name)
}

/** What a search shows of an entry. */
export const selectFrom = (
  view: EntryView,
  selection: Selection,
  typesOnly: boolean,
): FoundEntry => ({
  dn: view.dn,
  attributes: view.names
    .filter((name) => isWanted(selection, name))
    .map((name) => [name, view.valuesOf(name)] as const)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => [name, typesOnly ? [] : values] as const),
})
