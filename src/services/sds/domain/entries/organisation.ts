import type { Organisation } from '../../../../world/tables/organisation.js'
import {
  attributesFrom,
  below,
  type DirectoryEntry,
  directoryDate,
  ORGANISATIONS,
} from '../entry.js'
import { kindOf } from '../organisation-kind.js'

const CLASSES = {
  nhsOrg: ['top', 'organization', 'nhsOrg'],
  nhsGPPractice: ['top', 'organization', 'nhsGPPractice'],
  nhsSite: ['top', 'organizationalUnit', 'nhsSite'],
} as const

/** Place names of a postal address: the last line is the town. */
export const townOf = ({ address }: Organisation): string => address.at(-1) ?? ''

/** Three lines, town and county, joined by `$`; empty ones are kept (sds 2.6). */
function postalAddress({ address }: Organisation): string {
  const lines = address.slice(0, -1)
  return [lines[0] ?? '', lines[1] ?? '', lines.slice(2).join(', '), address.at(-1) ?? '', ''].join(
    '$',
  )
}

/** An organisation's entry; sites have their name in `ou`, all others in `o`. */
export function organisationEntry(organisation: Organisation): DirectoryEntry {
  const { odsCode, name, commissioner } = organisation
  const { objectClass, type, typeCode } = kindOf(organisation)
  return {
    dn: below(ORGANISATIONS, 'uniqueIdentifier', odsCode),
    objectClass: CLASSES[objectClass],
    attributes: attributesFrom({
      uniqueIdentifier: odsCode,
      [objectClass === 'nhsSite' ? 'ou' : 'o']: name,
      nhsIDCode: odsCode,
      nhsOrgType: type,
      nhsOrgTypeCode: typeCode,
      postalAddress: postalAddress(organisation),
      postalCode: organisation.postcode,
      l: townOf(organisation),
      nhsCountry: 'England',
      nhsParentOrgCode: organisation.parent ?? commissioner,
      nhsPCTCode: commissioner,
      nhsOrgOpenDate: directoryDate(organisation.opened),
      nhsOrgCloseDate: directoryDate(organisation.closed),
      nhsOCSSuccessor: organisation.successors,
      nhsOCSPredecessor: organisation.predecessors,
      nhsSyntheticIndicator: '1',
      telephoneNumber: organisation.phone,
    }),
  }
}
