/** A Patient resource as patches see it: JSON. */
export type Document = Record<string, unknown>

/** Lists whose items have an identity: their `id`, or for extensions their `url` (pds 6.3). */
export const ITEM_LISTS = [
  'name',
  'address',
  'telecom',
  'contact',
  'generalPractitioner',
  'extension',
] as const

export type ItemList = (typeof ITEM_LISTS)[number]

export const isItemList = (name: string | undefined): name is ItemList =>
  ITEM_LISTS.some((list) => list === name)

const SCALARS: readonly string[] = [
  'gender',
  'birthDate',
  'deceasedDateTime',
  'multipleBirthInteger',
]

/** Members that nobody changes by a patch (pds 6.5). */
export const READ_ONLY: readonly string[] = [
  'resourceType',
  'id',
  'identifier',
  'meta',
  'managingOrganization',
]

/** True for a member of the Patient model (pds 10.1). */
export const isMember = (name: string): boolean =>
  isItemList(name) || SCALARS.includes(name) || READ_ONLY.includes(name)

/** The member by which an item of a list is known. */
export const identityOf = (list: ItemList): 'id' | 'url' => (list === 'extension' ? 'url' : 'id')

/** The items of a list; none where the record has none. */
export const itemsOf = (document: Document, list: ItemList): readonly Document[] =>
  (document[list] ?? []) as readonly Document[]
