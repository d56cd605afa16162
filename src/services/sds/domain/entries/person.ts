import { activityName } from '../../../../world/rbac/activities.js'
import { roleCode, roleName } from '../../../../world/rbac/job-roles.js'
import { personOrgId } from '../../../../world/rbac/person-org-id.js'
import type { Store } from '../../../../world/store.js'
import { organisations } from '../../../../world/tables/organisation.js'
import type { Practitioner, RoleProfile } from '../../../../world/tables/practitioner.js'
import { workgroups } from '../../../../world/tables/workgroup.js'
import { attributesFrom, below, type DirectoryEntry, type Dn, PEOPLE } from '../entry.js'

const PERSON = ['top', 'person', 'organizationalPerson', 'inetOrgPerson']

/** Attributes of professional registrations, by the names the world keeps them under (sds 2.7). */
const REGISTRATIONS = {
  gmc: 'nhsGMC',
  gdp: 'nhsGDP',
  gmp: 'nhsGMP',
  gdc: 'nhsGDC',
  nmc: 'nhsNMC',
  rcn: 'nhsRCN',
  gphc: 'nhsRPSGB',
  consultant: 'nhsConsultant',
} as const

export const nameOfPerson = (userId: string): Dn => below(PEOPLE, 'uid', userId)

export const nameOfMembership = (userId: string, odsCode: string): Dn =>
  below(nameOfPerson(userId), 'uniqueIdentifier', personOrgId(userId, odsCode))

/** As the smartcard's assertion has it: family name, given name, title. */
const commonName = ({ family, given, title }: Practitioner): string =>
  [family, given, title].filter(Boolean).join(' ')

export function personEntry(person: Practitioner): DirectoryEntry {
  const { userId, registrations = {} } = person
  return {
    dn: nameOfPerson(userId),
    objectClass: [...PERSON, 'nhsPerson'],
    attributes: attributesFrom({
      uid: userId,
      cn: commonName(person),
      sn: person.family,
      givenName: person.given,
      displayName: `${person.given} ${person.family}`,
      initials: person.given.slice(0, 1),
      personalTitle: person.title,
      mail: person.email,
      nhsPersonStatus: person.active ? '1' : '0',
      nhsOCSPRCode: registrations.gmp,
      ...Object.fromEntries(
        Object.entries(REGISTRATIONS).map(([name, attribute]) => [attribute, registrations[name]]),
      ),
    }),
  }
}

function membershipEntry(store: Store, person: Practitioner, odsCode: string): DirectoryEntry {
  const { userId } = person
  return {
    dn: nameOfMembership(userId, odsCode),
    objectClass: [...PERSON, 'nhsOrgPerson'],
    attributes: attributesFrom({
      uniqueIdentifier: personOrgId(userId, odsCode),
      uid: userId,
      cn: commonName(person),
      sn: person.family,
      givenName: person.given,
      o: organisations.find(store, odsCode)?.name ?? odsCode,
      nhsIDCode: odsCode,
    }),
  }
}

const roleEntry = (store: Store, userId: string, role: RoleProfile): DirectoryEntry => ({
  dn: below(nameOfMembership(userId, role.odsCode), 'uniqueIdentifier', role.roleId),
  objectClass: ['top', 'nhsOrgPersonRole'],
  attributes: attributesFrom({
    uniqueIdentifier: role.roleId,
    nhsIDCode: role.odsCode,
    nhsJobRole: roleName(role.jobRole),
    nhsJobRoleCode: roleCode(role.jobRole),
    nhsBusinessFunctionsCodes: role.activities,
    nhsBusinessFunctions: role.activities.map(activityName),
    nhsWorkGroupsCodes: role.workgroups,
    nhsWorkGroups: role.workgroups?.map((id) => workgroups.find(store, id)?.name ?? id),
  }),
})

/** A person's memberships, each followed by the role profiles held there (sds 2.7). */
export function entriesBelowPerson(store: Store, person: Practitioner): DirectoryEntry[] {
  const places = [...new Set(person.roles.map(({ odsCode }) => odsCode))]
  return places.flatMap((odsCode) => [
    membershipEntry(store, person, odsCode),
    ...person.roles
      .filter((role) => role.odsCode === odsCode)
      .map((role) => roleEntry(store, person.userId, role)),
  ])
}
