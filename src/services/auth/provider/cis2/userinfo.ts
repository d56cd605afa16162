import { activityName } from '../../../../world/rbac/activities.js'
import { roleCode, roleName } from '../../../../world/rbac/job-roles.js'
import { personOrgId } from '../../../../world/rbac/person-org-id.js'
import { organisations } from '../../../../world/tables/organisation.js'
import {
  type Practitioner,
  practitioners,
  type RoleProfile,
} from '../../../../world/tables/practitioner.js'
import type { ProviderSession } from '../../../../world/tables/provider-session.js'
import { workgroups } from '../../../../world/tables/workgroup.js'
import type { World } from '../../../../world/world.js'
import { PROVIDERS } from '../../bases.js'

interface Source {
  readonly world: World
  readonly session: ProviderSession
  readonly person: Practitioner | undefined
}

type Claims = Readonly<Record<string, unknown>>

/** One element of `nhsid_nrbac_roles` (auth 5.6). */
const nrbacRole = ({ world }: Source, userId: string, role: RoleProfile): Claims => ({
  person_orgid: personOrgId(userId, role.odsCode),
  person_roleid: role.roleId,
  org_code: role.odsCode,
  role_name: roleName(role.jobRole),
  role_code: roleCode(role.jobRole),
  ...(role.activities.length > 0
    ? { activities: role.activities.map(activityName), activity_codes: role.activities }
    : {}),
  ...(role.workgroups?.length
    ? {
        workgroups: role.workgroups.map((id) => workgroups.find(world.store, id)?.name ?? id),
        workgroups_codes: role.workgroups,
      }
    : {}),
})

/** The published user with a malformed list has elements without `person_roleid` (auth 4). */
function roles(source: Source): unknown[] | undefined {
  const { person, session } = source
  if (session.malformedRoles) return [{ org_code: 'A99968', role_code: 'S8000:G8000:R8000' }]
  return person?.roles.map((role) => nrbacRole(source, person.userId, role))
}

/** The organisations of a person, each once, in the order of the roles. */
const orgs = ({ world, person }: Source): { org_name: string; org_code: string }[] =>
  [...new Set(person?.roles.map((role) => role.odsCode))].map((odsCode) => ({
    org_name: organisations.find(world.store, odsCode)?.name ?? odsCode,
    org_code: odsCode,
  }))

const memberships = (source: Source): Claims[] =>
  orgs(source).map((org) => ({
    person_orgid: personOrgId(source.session.userId, org.org_code),
    ...org,
  }))

/** `FAMILY Given (Title)`. */
const fullName = ({ family, given, title }: Practitioner): string =>
  `${family.toUpperCase()} ${given}${title ? ` (${title})` : ''}`

const PROFESSIONS = ['gmc', 'gdc', 'nmc', 'gphc', 'gmp', 'gdp', 'rcn', 'consultant']

/** What each scope tells (auth 5.6). */
const CLAIMS: Readonly<Record<string, (source: Source) => Claims>> = {
  openid: ({ session }) => ({ sub: session.userId }),
  profile: ({ session, person }) => ({
    uid: session.userId,
    given_name: person?.given,
    family_name: person?.family,
    name: person && fullName(person),
  }),
  email: ({ person }) => ({ email: person?.email }),
  nhsperson: ({ session, person }) => ({
    nhsid_useruid: session.userId,
    title: person?.title,
    initials: person?.given.slice(0, 1),
    display_name: person && `${person.given} ${person.family}`,
    idassurancelevel: String(session.identityAssurance),
  }),
  nationalrbacaccess: (source) => ({
    nhsid_useruid: source.session.userId,
    name: source.person && fullName(source.person),
    nhsid_nrbac_roles: roles(source),
  }),
  associatedorgs: (source) => ({ nhsid_user_orgs: orgs(source) }),
  organisationalmemberships: (source) => ({
    nhsid_org_memberships: memberships(source),
    nhsid_org_roles: memberships(source),
  }),
  professionalmemberships: ({ person }) =>
    Object.fromEntries(PROFESSIONS.map((name) => [`${name}_id`, person?.registrations?.[name]])),
  selectedrole: ({ session }) => ({ selected_roleid: session.selectedRole }),
}

const hasValue = (value: unknown): boolean =>
  value !== undefined && !(Array.isArray(value) && value.length === 0)

/** Scopes of CIS2 (auth 5.6). */
export const CIS2_SCOPES: readonly string[] = Object.keys(CLAIMS)

/** The claims of the scopes granted; one without a value is left out (auth 5.6). */
export function cis2Claims(
  world: World,
  session: ProviderSession,
  granted: readonly string[],
): Claims {
  const source = { world, session, person: practitioners.find(world.store, session.userId) }
  const claims = granted.flatMap((scope) => Object.entries(CLAIMS[scope]?.(source) ?? {}))
  return Object.fromEntries(claims.filter(([, value]) => hasValue(value)))
}

/** What the identity service is told of the user of its session; the mock tells everything. */
export const cis2UserInfo = (world: World, session: ProviderSession): Claims =>
  cis2Claims(
    world,
    session,
    PROVIDERS[session.provider].tellsAll ? CIS2_SCOPES : session.scope.split(' '),
  )
