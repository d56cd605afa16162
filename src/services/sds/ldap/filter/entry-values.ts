import type { Dn } from '../../domain/entry.js'

/** What a filter may ask of an entry. */
export interface EntryValues {
  readonly dn: Dn
  /** Values of an attribute by the name it is shown by; `objectClass` and operational ones too. */
  valuesOf(attribute: string): readonly string[]
  /** Names of all attributes that the entry has. */
  readonly names: readonly string[]
}
