import type { Instant } from '../../../world/clock.js'
import { applicationsOfAsid } from '../../../world/tables/application.js'
import { organisations } from '../../../world/tables/organisation.js'
import { findActivePractitioner, type Practitioner } from '../../../world/tables/practitioner.js'
import {
  type ProfessionalSession,
  professionalSessions,
} from '../../../world/tables/professional-session.js'
import type { World } from '../../../world/world.js'
import { functionsAt, organisationsOf } from '../domain/business-function.js'

/** The live session of a single sign-on ticket; nothing if there is none. The smartcard broker answers. */
export type FindTicket = (
  world: World,
  ticket: string,
) => { readonly userId: string; readonly expires: Instant } | undefined

/** A permission as the session shows it. */
export interface PermissionView {
  readonly businessFunction: string
  readonly orgIdentifier: string
  readonly orgName: string
}

const view = (world: World, businessFunction: string, odsCode: string): PermissionView => ({
  businessFunction,
  orgIdentifier: odsCode,
  orgName: organisations.find(world.store, odsCode)?.name ?? odsCode,
})

/** What a person may do, organisation by organisation (auth 8.8, 11.2). */
export const permissionsOf = (world: World, person: Practitioner): PermissionView[] =>
  organisationsOf(person).flatMap((odsCode) =>
    functionsAt(person, odsCode).map((one) => view(world, one, odsCode)),
  )

/** What every session says of its type. */
export const SESSION_TYPE = 'uk.nhs.ers.xapi.dto.v1.session.ProfessionalSession'

/** A session as A001 and A002 answer with it. */
export const sessionView = (
  world: World,
  { id, ticket, permission }: ProfessionalSession,
  person: Practitioner,
) => ({
  typeInfo: SESSION_TYPE,
  id,
  token: ticket,
  user: {
    identifier: person.userId,
    firstName: person.given,
    lastName: person.family,
    middleName: null,
    permissions: permissionsOf(world, person),
  },
  permission: permission ? view(world, permission.businessFunction, permission.odsCode) : null,
})

/** True if an accredited system of the world has the ASID. */
export const isKnownAsid = (world: World, asid: string): boolean =>
  applicationsOfAsid(world.store, asid).some(({ status }) => status === 'approved')

/** A session with its user, if it is this system's and its ticket is live. */
export function findSession(
  world: World,
  findTicket: FindTicket,
  id: string,
  asid: string,
): { readonly session: ProfessionalSession; readonly person: Practitioner } | undefined {
  const session = professionalSessions.find(world.store, id)
  const live = session?.asid === asid ? findTicket(world, session.ticket) : undefined
  const person = live && findActivePractitioner(world.store, live.userId)
  return session && person && { session, person }
}
