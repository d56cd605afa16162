import { activityName } from '../../../world/rbac/activities.js'
import { roleCode, roleName } from '../../../world/rbac/job-roles.js'
import { organisations } from '../../../world/tables/organisation.js'
import type { Practitioner, RoleProfile } from '../../../world/tables/practitioner.js'
import { workgroups } from '../../../world/tables/workgroup.js'
import type { World } from '../../../world/world.js'
import type { TicketHolder } from './session.js'

/** An attribute of the assertion with its values; one without values is left out (auth 8.4). */
export type SamlAttribute = readonly [name: string, values: readonly string[]]

const one = (name: string, value: string | undefined): SamlAttribute => [
  name,
  value === undefined ? [] : [value],
]

const personAttributes = (
  { family, given, title, userId, registrations }: Practitioner,
  roleId: string,
  mode: 0 | 1,
): SamlAttribute[] => [
  one('cn', [family, given, title].filter(Boolean).join(' ')),
  one('uid', userId),
  one('nhsOcsPrCode', registrations?.gmp),
  one('ssbSessionRoleUid', roleId),
  one('ssbMode', String(mode)),
]

/**
 * The block of a role; `nhsIdCode` begins it. Names and codes are each in their own order: a reader
 * that pairs them by position is wrong (auth 8.4).
 */
function roleAttributes(world: World, role: RoleProfile): SamlAttribute[] {
  const { activities, workgroups: groups = [] } = role
  return [
    one('nhsIdCode', role.odsCode),
    one('o', organisations.find(world.store, role.odsCode)?.name ?? role.odsCode),
    ['nhsBusinessFunctions', activities.map(activityName).sort()],
    ['nhsBusinessFunctionsCodes', [...activities].sort()],
    one('nhsJobRole', roleName(role.jobRole)),
    one('uniqueIdentifier', role.roleId),
    one('nhsJobRoleCode', roleCode(role.jobRole)),
    ['nhsWorkGroupsCodes', [...groups].sort()],
    ['nhsWorkGroups', groups.map((id) => workgroups.find(world.store, id)?.name ?? id).sort()],
  ]
}

/** Everything the assertion says of the holder of a ticket: header, person, then role by role (auth 8.4). */
export const attributesOf = (
  world: World,
  { person, session }: TicketHolder,
  role: RoleProfile,
): SamlAttribute[] =>
  [
    one('ssbAssertionVersion', '1.1'),
    ...personAttributes(person, role.roleId, session.mode),
    ...person.roles.flatMap((each) => roleAttributes(world, each)),
  ].filter(([, values]) => values.length > 0)
