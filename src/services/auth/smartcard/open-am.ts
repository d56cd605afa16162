import { type Answer, text } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import type { Method } from '../../../http/request.js'
import { LIMITS } from '../../../world/limits.js'
import { isForm, readForm, readQuery } from '../form.js'
import { refuseCall } from './answers.js'
import { findTicket, type TicketHolder, useTicket } from './session.js'

/** A parameter of the query, or of a form. */
const said = (exchange: Exchange, ...names: readonly string[]): string => {
  const query = readQuery(exchange)
  const form = isForm(exchange) ? readForm(exchange) : new Map<string, string>()
  return names.map((name) => query.get(name) ?? form.get(name)).find((value) => value) ?? ''
}

const DEAD = 'The ticket is not that of a live session.'

/** Whether a ticket is live (auth 8.5, inferred). */
const isTokenValid = (exchange: Exchange): Answer =>
  text(200, `boolean=${findTicket(exchange.world, said(exchange, 'tokenid')) !== undefined}\n`)

const attributesOf = ({ session, person, role }: TicketHolder): [string, string][] => [
  ['uid', person.userId],
  ['cn', `${person.family} ${person.given}`],
  ...(role ? [['ssbSessionRoleUid', role.roleId] as [string, string]] : []),
  ['ssbMode', String(session.mode)],
]

/** The properties of a session, as OpenAM lists them (auth 8.5, inferred). */
function attributes(exchange: Exchange): Answer {
  const holder = findTicket(exchange.world, said(exchange, 'subjectid', 'tokenid'))
  if (!holder) return refuseCall(exchange, 401, DEAD)
  const lines = attributesOf(holder).flatMap(([name, value]) => [
    `userdetails.attribute.name=${name}`,
    `userdetails.attribute.value=${value}`,
  ])
  return text(200, [`userdetails.token.id=${holder.session.ticket}`, ...lines, ''].join('\n'))
}

/** Keeps a session from going idle (auth 8.5). */
function keepAlive(exchange: Exchange): Answer {
  const { world } = exchange
  const holder = findTicket(world, said(exchange, 'token', 'sso_ticket', 'tokenid'))
  if (!holder) return refuseCall(exchange, 401, DEAD)
  world.store.transaction(() => useTicket(world, holder.session))
  return text(200, '')
}

const both = (path: string, title: string, handle: (exchange: Exchange) => Answer): Endpoint[] =>
  (['GET', 'POST'] as const satisfies Method[]).map((method) => ({
    method,
    path,
    operation: `smartcard${path}`,
    title,
    bodyLimit: LIMITS.form,
    handle,
  }))

/** What applications ask the broker's access manager about a ticket (auth 8.5). */
export const openAmEndpoints: readonly Endpoint[] = [
  ...both('/identity/isTokenValid', 'Ask whether a ticket is live', isTokenValid),
  ...both('/identity/attributes', 'Read the properties of a smartcard session', attributes),
  ...both('/sessionmanager/session/update', 'Keep a smartcard session alive', keepAlive),
]
