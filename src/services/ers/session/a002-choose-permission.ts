import {
  professionalSessions,
  type SessionPermission,
} from '../../../world/tables/professional-session.js'
import type { SessionOperation } from './call.js'
import { readSession } from './read-session.js'
import { findSession, permissionsOf, sessionView } from './session.js'

/** A002: chooses what the user of a session does, and where (auth 8.8). */
export const a002ChoosePermission: SessionOperation = {
  code: 'A002',
  title: 'Choose permission of professional session',
  method: 'PUT',
  ofSession: true,
  hasBody: true,
  handle({ world, findTicket, asid, id, body }) {
    const found = findSession(world, findTicket, id, asid)
    if (!found) return { status: 404, help: `There is no live session '${id.slice(0, 80)}'.` }
    const said = readSession(body, true)
    if ('code' in said) return said
    const { session, person } = found
    if (said.ticket !== session.ticket)
      return { status: 403, help: 'The token is not the ticket that the session was made with.' }
    const { businessFunction, odsCode } = said.permission as SessionPermission
    const holds = permissionsOf(world, person).some(
      (one) => one.businessFunction === businessFunction && one.orgIdentifier === odsCode,
    )
    if (!holds)
      return { status: 403, help: `The user has no function ${businessFunction} at ${odsCode}.` }
    const changed = { ...session, permission: { businessFunction, odsCode } }
    professionalSessions.save(world.store, changed)
    return { status: 200, session: sessionView(world, changed, person) }
  },
}
