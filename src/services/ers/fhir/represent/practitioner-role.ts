import type { AdviceRole } from '../../../../world/tables/advice-request.js'
import { CARE_CONNECT, CS, ID } from '../systems.js'
import { byIdentifier, concept, type Json } from './elements.js'

/** Id of a role where it is a resource of its own: `<user>.<organisation>.<FUNCTION-WITH-HYPHENS>`. */
export const roleId = ({ userId, organisation, businessFunction }: AdviceRole): string =>
  [userId, organisation, businessFunction?.replaceAll('_', '-')].filter(Boolean).join('.')

/** A person in a role (ers-fhir 6.8); a clinical system's update has no function. */
export const representRole = (role: AdviceRole, id: string): Json => ({
  id,
  meta: { profile: [CARE_CONNECT('PractitionerRole')] },
  resourceType: 'PractitionerRole',
  practitioner: byIdentifier(ID.sdsUser, role.userId),
  organization: byIdentifier(ID.ods, role.organisation),
  ...(role.businessFunction === undefined
    ? {}
    : { code: [concept(CS('eRS-BusinessFunction-1'), role.businessFunction)] }),
})

/** Roles without repetition, in the order of their first appearance. */
export const distinctRoles = (roles: readonly AdviceRole[]): AdviceRole[] => [
  ...new Map(roles.map((role) => [roleId(role), role])).values(),
]
