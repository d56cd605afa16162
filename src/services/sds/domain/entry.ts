/** One step of a distinguished name: `ou=Services`. */
export interface Rdn {
  readonly attribute: string
  readonly value: string
}

/** A distinguished name, from the entry up to the root; the root is `[{ o, nhs }]`. */
export type Dn = readonly Rdn[]

/** Values by attribute, names as the schema spells them. An attribute without value is left out. */
export type Attributes = Readonly<Record<string, readonly string[]>>

/** An entry as a directory shows it. */
export interface DirectoryEntry {
  readonly dn: Dn
  /** The whole chain, `top` first. */
  readonly objectClass: readonly string[]
  /** Everything but `objectClass`. */
  readonly attributes: Attributes
}

type Value = string | undefined | readonly string[]

/** Attributes from single values, lists and gaps: gaps and empty lists are left out. */
export const attributesFrom = (values: Readonly<Record<string, Value>>): Attributes =>
  Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, typeof value === 'string' ? [value] : (value ?? [])] as const)
      .filter(([, list]) => list.length > 0),
  )

export const ROOT: Dn = [{ attribute: 'o', value: 'nhs' }]

const unit = (value: string, above: Dn): Dn => [{ attribute: 'ou', value }, ...above]

/** The branches of the tree (sds 2.2). */
export const ORGANISATIONS = unit('Organisations', ROOT)
export const PEOPLE = unit('People', ROOT)
export const SERVICES = unit('Services', ROOT)
export const REFERENCE_DATA = unit('ReferenceData', ROOT)
export const WORK_GROUPS = unit('Work Groups', REFERENCE_DATA)

/** The name of an entry below another. */
export const below = (above: Dn, attribute: string, value: string): Dn => [
  { attribute, value },
  ...above,
]

/** A date of the directory, `YYYYMMDD`. */
export const directoryDate = (date: string | undefined): string | undefined =>
  date?.replaceAll('-', '')
