import type { Workgroup } from '../../../../world/tables/workgroup.js'
import { attributesFrom, below, type DirectoryEntry, WORK_GROUPS } from '../entry.js'

/** A workgroup's entry among the reference data (sds 2.2). */
export const workGroupEntry = ({ id, odsCode, name }: Workgroup): DirectoryEntry => ({
  dn: below(WORK_GROUPS, 'uniqueIdentifier', id),
  objectClass: ['top', 'nhsWg'],
  attributes: attributesFrom({ uniqueIdentifier: id, cn: name, nhsIDCode: odsCode }),
})
