import { professionalSessions } from '../../../world/tables/professional-session.js'
import type { SessionOperation } from './call.js'
import { findSession } from './session.js'

/** A003: ends a session; its id is good for nothing from then on (auth 8.8). */
export const a003EndSession: SessionOperation = {
  code: 'A003',
  title: 'End professional session',
  method: 'DELETE',
  ofSession: true,
  hasBody: false,
  handle({ world, findTicket, asid, id }) {
    if (!findSession(world, findTicket, id, asid))
      return { status: 404, help: `There is no live session '${id.slice(0, 80)}'.` }
    professionalSessions.remove(world.store, id)
    return { status: 204 }
  },
}
