import { control } from '../control.js'
import { jsonOf } from '../heard.js'
import type { Line } from '../line.js'
import { done } from '../turned-away.js'

const SESSIONS = '/ers-api/v1/ProfessionalSession'
const SESSION_TYPE = 'uk.nhs.ers.xapi.dto.v1.session.ProfessionalSession'

export interface Ticket {
  readonly ticket: string
  readonly userId: string
  readonly roleId?: string
}

/** Puts a smartcard in: the single sign-on ticket. */
export const insertCard = (
  line: Line,
  userId: string,
  organisation: string | undefined,
): Promise<Ticket> =>
  control(line, 'POST', '/smartcards/tickets', {
    userId,
    ...(organisation === undefined ? {} : { organisation }),
  })

/** Takes a smartcard out. */
export const removeCard = (line: Line, userId: string): Promise<void> =>
  control(line, 'DELETE', `/smartcards/${userId}`)

/** The ASID of a system of the world that may call e-RS. */
async function asidOf(line: Line): Promise<string> {
  const all = await control<readonly { asid?: string }[]>(line, 'GET', '/applications')
  const found = all.find(({ asid }) => asid !== undefined)?.asid
  if (found === undefined) throw new Error('this world has no system with an ASID')
  return found
}

/** A001 and A002 of the session API: a session with the ticket, and the permission chosen in it. */
export async function openSession(
  line: Line,
  ticket: string,
  permission: { readonly businessFunction: string; readonly orgIdentifier: string },
): Promise<string> {
  const headers = { XAPI_ASID: await asidOf(line), 'Content-Type': 'application/json' }
  const body = { typeInfo: SESSION_TYPE, token: ticket }
  const opened = await line.send({
    method: 'POST',
    path: SESSIONS,
    headers,
    body: JSON.stringify(body),
  })
  const { id } = jsonOf<{ id: string }>(done(opened))
  const chosen = await line.send({
    method: 'PUT',
    path: `${SESSIONS}/${id}`,
    headers: { ...headers, HTTP_X_SESSION_KEY: id },
    body: JSON.stringify({ ...body, permission }),
  })
  done(chosen)
  return id
}
