import type { LoginUser } from '../../../../world/tables/login-user.js'
import { practitioners, type RoleProfile } from '../../../../world/tables/practitioner.js'
import type { ProviderLogin } from '../../../../world/tables/provider-login.js'
import type { World } from '../../../../world/world.js'

/** The role of a login: the one it has, or those that the user is asked to choose from. */
export type RoleChoice =
  | { readonly ask: false; readonly role?: string }
  | { readonly ask: true; readonly roles: readonly RoleProfile[] }

/** The role profiles that a user holds. */
export const rolesOf = (world: World, user: LoginUser): readonly RoleProfile[] =>
  user.provider === 'nhs-cis2' ? (practitioners.find(world.store, user.userId)?.roles ?? []) : []

/**
 * Which role a login has where the scope `selectedrole` was asked for: the only one, one that was
 * chosen before, or none at all; otherwise the user is asked (auth 5.8).
 */
export function chooseRole(
  world: World,
  { scope }: ProviderLogin,
  user: LoginUser,
  chosen: string | undefined,
): RoleChoice {
  if (!scope.split(' ').includes('selectedrole')) return { ask: false }
  if (user.provider === 'nhs-cis2' && user.selectedRole !== undefined)
    return { ask: false, role: user.selectedRole }
  const roles = rolesOf(world, user)
  const role = roles.length === 1 ? roles[0] : roles.find(({ roleId }) => roleId === chosen)
  if (role) return { ask: false, role: role.roleId }
  return roles.length === 0 ? { ask: false } : { ask: true, roles }
}
