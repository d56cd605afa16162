import type { DirectoryEntry, Dn } from '../../domain/entry.js'
import { SUPPORTED_CONTROLS } from '../operations/controls.js'
import { WHO_AM_I } from '../operations/extended.js'
import { publishedSchema } from '../schema/published.js'
import { SUBSCHEMA } from './view.js'

/** Operational attributes on demand (`+`), filters that are always true or false, attributes of a class. */
const FEATURES = ['1.3.6.1.4.1.4203.1.5.1', '1.3.6.1.4.1.4203.1.5.2', '1.3.6.1.4.1.4203.1.5.3']

/** What the server says of itself (RFC 4512 5.1; sds 2.1). */
const rootDse = (): DirectoryEntry => ({
  dn: [],
  objectClass: ['top', 'OpenLDAProotDSE'],
  attributes: {
    structuralObjectClass: ['OpenLDAProotDSE'],
    namingContexts: ['o=nhs'],
    subschemaSubentry: [SUBSCHEMA],
    supportedLDAPVersion: ['3'],
    supportedControl: SUPPORTED_CONTROLS,
    supportedExtension: [WHO_AM_I],
    supportedFeatures: FEATURES,
    vendorName: ['ers-sandbox'],
    hasSubordinates: ['TRUE'],
  },
})

const SUBSCHEMA_DN: Dn = [{ attribute: 'cn', value: 'Subschema' }]

const subschema = (): DirectoryEntry => ({
  dn: SUBSCHEMA_DN,
  objectClass: ['top', 'subentry', 'subschema', 'extensibleObject'],
  attributes: { cn: ['Subschema'], structuralObjectClass: ['subentry'], ...publishedSchema() },
})

/** The entry of a name that belongs to the server itself and to no world. */
export function serverEntry(dn: Dn): DirectoryEntry | undefined {
  if (dn.length === 0) return rootDse()
  const [step] = dn
  const isSubschema =
    dn.length === 1 && step?.attribute === 'cn' && step.value.toLowerCase() === 'subschema'
  return isSubschema ? subschema() : undefined
}
