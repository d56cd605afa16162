import type { Author } from '../../../hl7v3/control-act.js'
import type { Clinician } from '../../../hl7v3/ebooking/parts/clinician.js'
import { findAccreditedSystems } from '../../../world/tables/accredited-system.js'
import { practitioners, type RoleProfile } from '../../../world/tables/practitioner.js'
import type { World } from '../../../world/world.js'

/** ODS code of e-RS in the directory (tms 9.2). */
const ERS = 'YEC'

/** The system of e-RS that may send an interaction of eBooking; undefined where the directory has none. */
export const ersSystem = (world: World, interactionId: string): string | undefined =>
  findAccreditedSystems(world.store, {
    odsCode: ERS,
    interaction: `urn:nhs:names:services:ebs:${interactionId}`,
  })[0]?.asid

/** The role in which a person works for one of some organisations, or any that they have. */
function roleOf(
  world: World,
  userId: string,
  organisations: readonly string[],
): RoleProfile | undefined {
  const roles = practitioners.find(world.store, userId)?.roles ?? []
  return roles.find(({ odsCode }) => organisations.includes(odsCode)) ?? roles[0]
}

/** The person who started a message; undefined for one whom the directory gives no role. */
export function authorOf(
  world: World,
  userId: string | undefined,
  organisations: readonly string[],
): Author | undefined {
  const role = userId === undefined ? undefined : roleOf(world, userId, organisations)
  return role && userId !== undefined
    ? { roleProfile: role.roleId, user: userId, jobRole: role.jobRole }
    : undefined
}

/** A person as payloads name them; where the directory has no role, the person's number stands for it. */
export const clinicianOf = (world: World, userId: string, organisation: string): Clinician => ({
  roleProfile: roleOf(world, userId, [organisation])?.roleId ?? userId,
  user: userId,
})
