import type { Store } from '../store.js'
import { documentTable } from './document-table.js'

/**
 * A role profile: one person's job at one organisation, with the activities (B codes) it carries
 * (auth 11.1). The organisation and the activities decide what the person may do.
 */
export interface RoleProfile {
  /** The role profile id (URPID) that `NHSD-Session-URID` carries. */
  readonly roleId: string
  readonly odsCode: string
  /** Job role, `R8000`. */
  readonly jobRole: string
  /** Activities, `B1101`. */
  readonly activities: readonly string[]
  readonly workgroups?: readonly string[]
}

/** A person who works for the NHS, as the national directory (SDS) knows them. */
export interface Practitioner {
  /** The 12-digit SDS user id. */
  readonly userId: string
  readonly title?: string
  readonly given: string
  readonly family: string
  readonly active: boolean
  /** Identity assurance level, 0 to 3. */
  readonly identityAssurance: 0 | 1 | 2 | 3
  readonly email?: string
  /** Professional registrations, such as `{ gmc: 'C0000001' }`. */
  readonly registrations?: Readonly<Record<string, string>>
  readonly roles: readonly RoleProfile[]
  /** Clinicians for whom this person may act as provider clinician admin, by organisation. */
  readonly onBehalfOf?: readonly { readonly odsCode: string; readonly userId: string }[]
}

export const practitioners = documentTable<Practitioner>({
  name: 'practitioner',
  key: (practitioner) => practitioner.userId,
})

/** The activities a person has at an organisation, over all their roles there. */
export function activitiesAt(practitioner: Practitioner, odsCode: string): readonly string[] {
  return practitioner.roles
    .filter((role) => role.odsCode === odsCode)
    .flatMap((role) => role.activities)
}

/** The person if they are known and active. */
export function findActivePractitioner(store: Store, userId: string): Practitioner | undefined {
  const practitioner = practitioners.find(store, userId)
  return practitioner?.active ? practitioner : undefined
}
