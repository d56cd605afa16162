import {
  type DirectoryEntry,
  type Dn,
  ORGANISATIONS,
  PEOPLE,
  REFERENCE_DATA,
  ROOT,
  SERVICES,
  WORK_GROUPS,
} from '../entry.js'

const branch = (dn: Dn): DirectoryEntry => ({
  dn,
  objectClass: ['top', 'organizationalUnit'],
  attributes: { ou: [dn[0]?.value as string] },
})

/** The root and the branches of the tree, each after the one it is below (sds 2.2). */
export const CONTAINERS: readonly DirectoryEntry[] = [
  { dn: ROOT, objectClass: ['top', 'organization'], attributes: { o: ['nhs'] } },
  branch(ORGANISATIONS),
  branch(PEOPLE),
  branch(SERVICES),
  branch(REFERENCE_DATA),
  branch(WORK_GROUPS),
]
