import type { Answer } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import type { World } from '../../../world/world.js'
import { readQuery } from '../form.js'
import { xmlAnswer } from './answers.js'
import { attributesOf } from './role-attributes.js'
import { writeAssertion, writeFailure } from './saml.js'
import { findTicket, useTicket } from './session.js'

/** An id as the broker writes it: `s` and forty hexadecimal digits. */
const newId = ({ ids }: World): string =>
  `s${`${ids.uuid()}${ids.uuid()}`.replaceAll('-', '').slice(0, 40)}`

/** What became of a ticket that was put into an address as it is: `+` is a space there, `#` the end. */
const hintFor = (ticket: string): string =>
  /[ ]|=@\w+=$/.test(ticket) ? '. It must be percent-encoded in an address' : ''

function refuse(exchange: Exchange, message: string, hint = ''): Answer {
  const { world, request } = exchange
  exchange.find('smartcard.role-assertion', message + hint, 'auth 8.4')
  return xmlAnswer(writeFailure(world.clock.now(), request.remoteAddress, message))
}

function handle(exchange: Exchange): Answer {
  const { world, request } = exchange
  const ticket = readQuery(exchange).get('token') ?? ''
  const holder = findTicket(world, ticket)
  if (!holder) return refuse(exchange, 'The single sign-on ticket is not valid', hintFor(ticket))
  const { session, person, role } = holder
  if (!role) return refuse(exchange, 'No role has been chosen for the session')
  world.store.transaction(() => useTicket(world, session))
  exchange.caller = { clientId: 'smartcard', userId: person.userId, organisation: role.odsCode }
  return xmlAnswer(
    writeAssertion({
      ids: [newId(world), newId(world)],
      issued: world.clock.now(),
      authenticated: session.authenticated,
      issuer: request.base,
      recipient: request.remoteAddress,
      workstation: session.address,
      userId: person.userId,
      ticket: session.ticket,
      attributes: attributesOf(world, holder, role),
    }),
  )
}

/** Who holds a ticket, in which role, and with which others (auth 8.4). */
export const roleAssertion: Endpoint = {
  method: 'GET',
  path: '/saml/RoleAssertion',
  operation: 'smartcard/saml/RoleAssertion',
  title: 'Ask for the role assertion of a ticket',
  handle,
}
