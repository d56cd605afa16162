import type { Instant } from '../../../world/clock.js'
import { given } from '../../../world/given.js'
import { MINUTE } from '../../../world/instant.js'
import { removeExpired } from '../../../world/tables/expiring.js'
import {
  findActivePractitioner,
  type Practitioner,
  type RoleProfile,
} from '../../../world/tables/practitioner.js'
import {
  type SmartcardSession,
  sessionsOfCard,
  smartcardSessions,
} from '../../../world/tables/smartcard-session.js'
import type { World } from '../../../world/world.js'
import { sessionTimes } from './session-times.js'

/** Who stands behind a ticket. */
export interface TicketHolder {
  readonly session: SmartcardSession
  readonly person: Practitioner
  /** The role profile chosen for the session, if it is still the person's. */
  readonly role: RoleProfile | undefined
}

/** A ticket has the form of an OpenAM session id: 48 letters of base64, and where it lives (auth 8.1). */
function newTicket({ ids }: World): string {
  const letters = `${ids.secret(15)}+${ids.secret(8)}/${ids.secret(7)}A=`
  return `AQIC5wM2LY4Sfc${letters}@AAJTSQACMDE=#`
}

/** A role that needs no choosing: the only one (auth 8.3). */
const onlyRole = ({ roles }: Practitioner): RoleProfile | undefined =>
  roles.length === 1 ? roles[0] : undefined

/** Opens a session of a card. `roleId`: the role chosen for it, where one is. */
export function openSmartcardSession(
  world: World,
  person: Practitioner,
  of: { readonly address: string; readonly roleId?: string; readonly mode?: 0 | 1 },
): SmartcardSession {
  const now = world.clock.now()
  removeExpired(smartcardSessions, ({ ticket }) => ticket, world.store, now)
  const roleId = of.roleId ?? onlyRole(person)?.roleId
  const { maximumMinutes, idleMinutes } = sessionTimes(world)
  const session: SmartcardSession = {
    ticket: newTicket(world),
    userId: person.userId,
    ...(roleId === undefined ? {} : { roleId }),
    mode: of.mode ?? 0,
    address: of.address,
    authenticated: now,
    used: now,
    idle: idleMinutes * MINUTE,
    expires: now + maximumMinutes * MINUTE,
  }
  smartcardSessions.save(world.store, session)
  return session
}

/** Who holds a ticket; nothing if it is unknown, ended or idle for too long, or its user not active. */
export function findTicket(world: World, ticket: string): TicketHolder | undefined {
  const session = smartcardSessions.find(world.store, ticket)
  const now = world.clock.now()
  if (!session || session.expires <= now || session.used + session.idle <= now) return undefined
  const person = findActivePractitioner(world.store, session.userId)
  if (!person) return undefined
  const role = person.roles.find(({ roleId }) => roleId === session.roleId)
  return { session, person, role }
}

/** The live sessions of a card, the oldest first (auth 8.2, the ticket of a running session). */
export const liveSessionsOf = (world: World, userId: string): SmartcardSession[] =>
  sessionsOfCard(world.store, userId)
    .filter(({ ticket }) => findTicket(world, ticket) !== undefined)
    .sort((a, b) => a.authenticated - b.authenticated)

/** A live session as other services see it: who works, in which role, until when. */
export interface LiveTicket {
  readonly userId: string
  /** Absent until a role is chosen. */
  readonly role?: RoleProfile
  readonly expires: Instant
}

/** The live session of a ticket, for the other services of the Spine. */
export function liveTicket(world: World, ticket: string): LiveTicket | undefined {
  const holder = findTicket(world, ticket)
  if (!holder) return undefined
  const { session, role } = holder
  return { userId: session.userId, expires: session.expires, ...given({ role }) }
}

/** Keeps a session from going idle. */
export const useTicket = (world: World, session: SmartcardSession): void =>
  smartcardSessions.save(world.store, { ...session, used: world.clock.now() })

/** Chooses the role of a session. */
export const chooseRole = (
  world: World,
  session: SmartcardSession,
  roleId: string,
  mode: 0 | 1,
): void =>
  smartcardSessions.save(world.store, { ...session, roleId, mode, used: world.clock.now() })

/** Ends a session; false if there is none. */
export const endTicket = (world: World, ticket: string): boolean =>
  smartcardSessions.remove(world.store, ticket)

/** A card is taken out of its reader: its sessions end (auth 8.2). Answers how many there were. */
export function removeCard(world: World, userId: string): number {
  const sessions = sessionsOfCard(world.store, userId)
  for (const { ticket } of sessions) smartcardSessions.remove(world.store, ticket)
  return sessions.length
}
