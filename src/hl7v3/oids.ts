/** Where the lists of the NHS begin. */
const NHS = '2.16.840.1.113883.2.1.3.2.4.'

/** An object identifier below that of the NHS message lists: `oid('17.35')`. */
export const oid = (list: string): string => NHS + list

/** What identifiers in messages are of (pds 12.6, tms 2.3). */
export const ROOTS = {
  asid: '1.2.826.0.1285.0.2.0.107',
  /** The root of ASIDs in the oldest messages. */
  oldAsid: `${NHS}10`,
  interaction: `${NHS}12`,
  roleProfile: '1.2.826.0.1285.0.2.0.67',
  user: '1.2.826.0.1285.0.2.0.65',
  jobRole: '1.2.826.0.1285.0.2.1.104',
  nhsNumber: '2.16.840.1.113883.2.1.4.1',
  organisation: '2.16.840.1.113883.2.1.4.3',
  /** The identifier of an item in a PDS record. */
  pdsObject: `${NHS}18.1`,
} as const

/** Lists of errors in answers (tms 2.4). */
export const ERROR_LISTS = {
  messaging: `${NHS}17.32`,
  pds: `${NHS}17.42`,
} as const
