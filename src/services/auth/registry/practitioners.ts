import {
  type Changes,
  notRegistered,
  type Registered,
  registered,
  withChanges,
} from '../../../world/registered.js'
import { checkRecord } from '../../../world/seed/check-record.js'
import { practitionerKind } from '../../../world/seed/kinds/practitioners.js'
import { loginUsers, subjectOf } from '../../../world/tables/login-user.js'
import {
  type Practitioner,
  practitioners,
  type RoleProfile,
} from '../../../world/tables/practitioner.js'
import type { World } from '../../../world/world.js'

/** A role as it is asked for: its id is made where it is not given. */
export type RoleDraft = Changes<RoleProfile>

export type PractitionerDraft = Changes<Omit<Practitioner, 'roles'>> & {
  readonly roles?: readonly RoleDraft[] | undefined
}

const DEFAULT_JOB_ROLE = 'R8000'

const unknown = (userId: string) =>
  notRegistered('UNKNOWN', `there is no practitioner '${userId.slice(0, 80)}' in this world`)

/** An unused id of twelve digits. */
function newId(world: World, sequence: string, isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = `9991${String(world.ids.next(sequence)).padStart(8, '0')}`
    if (!isTaken(id)) return id
  }
}

const withId = (world: World, role: RoleDraft): RoleDraft => ({
  jobRole: DEFAULT_JOB_ROLE,
  ...role,
  roleId: role.roleId ?? newId(world, 'role-profile', () => false),
})

const check = (world: World, record: object) =>
  checkRecord<Practitioner>(world.store, practitionerKind, record)

function save(world: World, checked: Registered<Practitioner>): Registered<Practitioner> {
  if (!checked.ok) return checked
  const ids = checked.record.roles.map(({ roleId }) => roleId)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice) return notRegistered('INVALID', `roles: the role profile id '${twice}' occurs twice`)
  practitioners.save(world.store, checked.record)
  return checked
}

/** Adds a person to the directory, with role profiles (auth 11.1). User id and role ids are made where not given. */
export function addPractitioner(world: World, draft: PractitionerDraft): Registered<Practitioner> {
  const isTaken = (id: string) => practitioners.find(world.store, id) !== undefined
  const userId = draft.userId ?? newId(world, 'user-id', isTaken)
  if (isTaken(userId)) return notRegistered('EXISTS', `the user id '${userId}' is taken`)
  const roles = (draft.roles ?? []).map((role) => withId(world, role))
  return save(world, check(world, withChanges({}, { ...draft, userId, roles })))
}

/** Changes a person; their tokens are looked at with the change from now on. */
export function changePractitioner(
  world: World,
  userId: string,
  { roles, ...changes }: PractitionerDraft,
): Registered<Practitioner> {
  const known = practitioners.find(world.store, userId)
  if (!known) return unknown(userId)
  if (changes.userId !== undefined && changes.userId !== userId)
    return notRegistered('INVALID', 'userId: a person keeps their user id')
  const all = roles?.map((role) => withId(world, role))
  return save(world, check(world, withChanges(known, { ...changes, roles: all })))
}

/** Removes a person and their logins; their tokens are unknown from then on. */
export function removePractitioner(world: World, userId: string): Registered<Practitioner> {
  const known = practitioners.find(world.store, userId)
  if (!known) return unknown(userId)
  for (const login of loginUsers.list(world.store))
    if (login.provider === 'nhs-cis2' && subjectOf(login) === userId)
      loginUsers.remove(world.store, login.username)
  practitioners.remove(world.store, userId)
  return registered(known)
}

/** Gives a person one more role profile. */
export function addRole(world: World, userId: string, draft: RoleDraft): Registered<RoleProfile> {
  const known = practitioners.find(world.store, userId)
  if (!known) return unknown(userId)
  const role = withId(world, draft)
  if (known.roles.some(({ roleId }) => roleId === role.roleId))
    return notRegistered('EXISTS', `the person has a role profile '${role.roleId}'`)
  const saved = save(
    world,
    check(world, { ...known, roles: [...known.roles, withChanges({}, role)] }),
  )
  return saved.ok ? registered(saved.record.roles.at(-1) as RoleProfile) : saved
}

function findRole(world: World, userId: string, roleId: string) {
  const person = practitioners.find(world.store, userId)
  if (!person) return unknown(userId)
  const role = person.roles.find((one) => one.roleId === roleId)
  return role
    ? registered({ person, role })
    : notRegistered('UNKNOWN', `'${userId}' has no role profile '${roleId.slice(0, 80)}'`)
}

/** Changes a role profile of a person. */
export function changeRole(
  world: World,
  userId: string,
  roleId: string,
  changes: RoleDraft,
): Registered<RoleProfile> {
  const found = findRole(world, userId, roleId)
  if (!found.ok) return found
  const { person, role } = found.record
  const changed = withChanges(role, { ...changes, roleId })
  const roles = person.roles.map((one) => (one === role ? changed : one))
  const saved = save(world, check(world, { ...person, roles }))
  return saved.ok
    ? registered(saved.record.roles.find((one) => one.roleId === roleId) as RoleProfile)
    : saved
}

/** Takes a role profile from a person; the next call that relies on it is refused. */
export function removeRole(world: World, userId: string, roleId: string): Registered<RoleProfile> {
  const found = findRole(world, userId, roleId)
  if (!found.ok) return found
  const { person, role } = found.record
  practitioners.save(world.store, { ...person, roles: person.roles.filter((one) => one !== role) })
  return registered(role)
}
