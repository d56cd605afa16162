import type { DirectoryEntry, Dn } from '../../domain/entry.js'
import { formatDn } from '../dn.js'
import type { EntryValues } from '../filter/entry-values.js'

export const SUBSCHEMA = 'cn=Subschema'

/** What the server itself knows of every entry. */
const OPERATIONAL: Readonly<Record<string, (view: EntryView) => readonly string[]>> = {
  structuralObjectClass: ({ entry }) => entry.objectClass.slice(-1),
  entryDN: ({ entry }) => [formatDn(entry.dn)],
  subschemaSubentry: () => [SUBSCHEMA],
  hasSubordinates: (view) => [view.hasSubordinates() ? 'TRUE' : 'FALSE'],
}

/** An entry as filters and answers look at it. */
export class EntryView implements EntryValues {
  readonly entry: DirectoryEntry
  /** Asked only where a client wants to know. */
  readonly hasSubordinates: () => boolean

  constructor(entry: DirectoryEntry, hasSubordinates: () => boolean) {
    this.entry = entry
    this.hasSubordinates = hasSubordinates
  }

  get dn(): Dn {
    return this.entry.dn
  }

  get names(): readonly string[] {
    const own = ['objectClass', ...Object.keys(this.entry.attributes)]
    return [...own, ...Object.keys(OPERATIONAL).filter((name) => !own.includes(name))]
  }

  valuesOf(attribute: string): readonly string[] {
    if (attribute === 'objectClass') return this.entry.objectClass
    return this.entry.attributes[attribute] ?? OPERATIONAL[attribute]?.(this) ?? []
  }
}
