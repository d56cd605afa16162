import type { UserToken } from '../../world/tables/access-token.js'
import { practitioners } from '../../world/tables/practitioner.js'
import { providerSessions } from '../../world/tables/provider-session.js'
import type { World } from '../../world/world.js'

export type Role =
  | { readonly ok: true; readonly roleId: string; readonly from: 'login' | 'header' | 'only role' }
  | { readonly ok: false; readonly problem: string }

const problem = (problem: string): Role => ({ ok: false, problem })

/** What userinfo tells of a user's roles; undefined where it cannot be asked (separate login). */
function rolesOf(world: World, token: UserToken): readonly string[] | 'malformed' | undefined {
  if (token.sessionId === undefined) return undefined
  if (providerSessions.find(world.store, token.sessionId)?.malformedRoles) return 'malformed'
  return practitioners.find(world.store, token.userId)?.roles.map(({ roleId }) => roleId) ?? []
}

/** True for a role of a person of the directory who does not hold it (any more). */
const isRevoked = (world: World, userId: string, role: string): boolean =>
  practitioners.find(world.store, userId)?.roles.every(({ roleId }) => roleId !== role) ?? false

/**
 * Finds the role a user acts in (auth 7): the one chosen at login, else the one the header
 * `NHSD-Session-URID` names, else the only one there is. The problems are the published messages.
 */
export function resolveRole(world: World, token: UserToken, header: string | undefined): Role {
  const { selectedRole } = token
  if (selectedRole !== undefined)
    return !/^\d+$/.test(selectedRole) || isRevoked(world, token.userId, selectedRole)
      ? problem('selected_roleid is misconfigured/invalid')
      : { ok: true, roleId: selectedRole, from: 'login' }
  const roles = rolesOf(world, token)
  if (roles === undefined)
    return header
      ? { ok: true, roleId: header, from: 'header' }
      : problem('no userroles available, please check NHSD-Session-URID is valid')
  if (roles === 'malformed') return problem('nhsid_nrbac_roles is misconfigured/invalid')
  if (roles.length === 0)
    return problem('no userroles available, please check NHSD-Session-URID is valid')
  if (header)
    return roles.includes(header)
      ? { ok: true, roleId: header, from: 'header' }
      : problem('NHSD-Session-URID is invalid')
  return roles.length === 1
    ? { ok: true, roleId: roles[0] as string, from: 'only role' }
    : problem('multiple roles found in user info, please check NHSD-Session-URID')
}
