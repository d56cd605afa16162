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
  handle({ world, findHolder, asid, body }) {
    const said = readSession(body, false)
    if ('code' in said) return said
    const person = findHolder(world, said.token)
    if (!person) return { status: 401, help: 'The token is not the ticket of a live smartcard.' }
    const session: ProfessionalSession = {
      id: `pro-xapi-session_${world.ids.uuid()}`,
      ticket: said.token,
      asid,
      userId: person.userId,
      created: world.clock.now(),
    }
    professionalSessions.save(world.store, session)
    return { status: 201, session: sessionView(world, session, person) }
  },
}
