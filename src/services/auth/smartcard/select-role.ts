import { type Answer, text } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { readQuery } from '../form.js'
import { refuseCall } from './answers.js'
import { chooseRole, findTicket } from './session.js'

const MODES: Readonly<Record<string, 0 | 1>> = { '0': 0, '1': 1 }

function handle(exchange: Exchange): Answer {
  const { world } = exchange
  const query = readQuery(exchange)
  const holder = findTicket(world, query.get('token') ?? '')
  if (!holder) return refuseCall(exchange, 401, 'The ticket is not that of a live session.')
  const roleId = query.get('selectedRoleUid') ?? ''
  if (!holder.person.roles.some((role) => role.roleId === roleId))
    return refuseCall(exchange, 403, 'The selectedRoleUid is no role profile of the card holder.')
  const mode = MODES[query.get('ssbMode') ?? '0']
  if (mode === undefined)
    return refuseCall(exchange, 400, 'The ssbMode is 0 (live) or 1 (training).')
  world.store.transaction(() => chooseRole(world, holder.session, roleId, mode))
  exchange.caller = { clientId: 'smartcard', userId: holder.person.userId }
  return text(200, '', 'text/html;charset=UTF-8')
}

/** The Identity Agent says which role its user has chosen (auth 8.3, choose role). */
export const selectRole: Endpoint = {
  method: 'GET',
  path: '/saml/RoleSelectionGP.jsp',
  operation: 'smartcard/saml/RoleSelectionGP.jsp',
  title: 'Choose the role of a smartcard session',
  handle,
}
