import { removeExpired } from '../../../world/tables/expiring.js'
import { findActivePractitioner } from '../../../world/tables/practitioner.js'
import {
  type ProfessionalSession,
  professionalSessions,
} from '../../../world/tables/professional-session.js'
import type { SessionOperation } from './call.js'
import { readSession } from './read-session.js'
import { sessionView } from './session.js'

/** A001: a session for the holder of a ticket; useless until A002 (auth 8.8). */
export const a001CreateSession: SessionOperation = {
  code: 'A001',
  title: 'Create professional session',
  method: 'POST',
  ofSession: false,
  hasBody: true,
  handle({ world, findTicket, asid, body }) {
    const said = readSession(body, false)
    if ('code' in said) return said
    const { store, clock, ids } = world
    const live = findTicket(world, said.ticket)
    const person = live && findActivePractitioner(store, live.userId)
    if (!person) return { status: 401, help: 'The token is not the ticket of a live smartcard.' }
    removeExpired(professionalSessions, ({ id }) => id, store, clock.now())
    const session: ProfessionalSession = {
      id: `pro-xapi-session_${ids.uuid()}`,
      ticket: said.ticket,
      asid,
      userId: person.userId,
      created: clock.now(),
      expires: live.expires,
    }
    professionalSessions.save(store, session)
    return { status: 201, session: sessionView(world, session, person) }
  },
}
