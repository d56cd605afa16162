import type { Organisation, OrganisationRole } from '../../../world/tables/organisation.js'

/** How the directory and the Organisation Data Service class an organisation (sds 2.6, 5.1). */
export interface OrganisationKind {
  readonly objectClass: 'nhsOrg' | 'nhsGPPractice' | 'nhsSite'
  readonly type: string
  readonly typeCode: string
  /** RC1 is an organisation, RC2 a site. */
  readonly recordClass: 'RC1' | 'RC2'
  readonly primaryRole: string
  readonly otherRoles: readonly string[]
}

const organisation = (
  type: string,
  typeCode: string,
  primaryRole: string,
  otherRoles: readonly string[] = [],
): OrganisationKind => ({
  objectClass: 'nhsOrg',
  type,
  typeCode,
  recordClass: 'RC1',
  primaryRole,
  otherRoles,
})

/** The first role that an organisation has in this order decides. */
const KINDS: readonly (readonly [OrganisationRole, OrganisationKind])[] = [
  [
    'GP_PRACTICE',
    { ...organisation('GP Practice', 'PR', 'RO177', ['RO76']), objectClass: 'nhsGPPractice' },
  ],
  [
    'SITE',
    {
      ...organisation('NHS Trust Site', 'TS', 'RO198'),
      objectClass: 'nhsSite',
      recordClass: 'RC2',
    },
  ],
  ['PROVIDER', organisation('NHS Trust', 'TR', 'RO197')],
  ['COMMISSIONER', organisation('Strategic Partnership', 'CT', 'RO261', ['RO318'])],
  ['PHARMACY', organisation('Pharmacy', 'PH', 'RO182')],
  ['NATIONAL', organisation('Executive Agency', 'EA', 'RO116')],
]

const OTHER = organisation('Non NHS Organisation', 'NN', 'RO157')

/** What kind of organisation it is; one that only refers counts as one outside the NHS. */
export const kindOf = ({ roles }: Organisation): OrganisationKind =>
  KINDS.find(([role]) => roles.includes(role))?.[1] ?? OTHER
