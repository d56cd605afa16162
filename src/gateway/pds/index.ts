import type { Answer } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'
import type { AccessToken } from '../../world/tables/access-token.js'
import type { Application } from '../../world/tables/application.js'
import { readBearer } from '../bearer.js'
import type { PdsCall } from './call.js'
import { PDS_CHECKS, roleOf } from './checks.js'
import { tokenFault } from './faults.js'
import { hasPdsProduct, modeOf, type PdsMode } from './mode.js'
import { noteIgnored } from './notes.js'
import { pdsFaultAnswer } from './outcome.js'

/** Who calls PDS, as the gateway made it out (auth 10.4). */
export interface PdsAccess {
  readonly mode: PdsMode
  readonly token: AccessToken
  readonly application: Application
  /** Role profile of a healthcare worker, where one was resolved. */
  readonly roleId?: string
}

export type PdsGate =
  | { readonly ok: true; readonly access: PdsAccess }
  | { readonly ok: false; readonly answer: Answer }

function identify(exchange: Exchange, { token, application }: PdsCall): void {
  const organisation = exchange.request.header('nhsd-end-user-organisation-ods')
  exchange.caller = {
    clientId: application.clientId,
    ...(token.kind === 'user' ? { userId: token.userId } : {}),
    ...(organisation === undefined ? {} : { organisation }),
  }
}

/**
 * Makes the checks that the API platform makes in front of PDS, in their order (auth 10), and says
 * who calls. `path` is the one below the base. A refusal is the finished answer.
 */
export function passPdsGateway(exchange: Exchange, path: string): PdsGate {
  const bearer = readBearer(exchange)
  if (!bearer.ok)
    return { ok: false, answer: pdsFaultAnswer(tokenFault(bearer.problem, bearer.scheme)) }
  const { token, application } = bearer
  if (!hasPdsProduct(application)) {
    const help = `None of the scopes of the application '${application.name}' names PDS.`
    exchange.find('gateway.bearer.no-product', help, 'auth 2.3')
    return { ok: false, answer: pdsFaultAnswer(tokenFault('NO_PRODUCT', 'Bearer')) }
  }
  const call: PdsCall = { exchange, token, application, mode: modeOf(token, application), path }
  for (const { rule, refuse, help } of PDS_CHECKS) {
    const fault = refuse(call)
    if (!fault) continue
    exchange.find(rule, help(call), 'auth 10')
    return { ok: false, answer: pdsFaultAnswer(fault) }
  }
  identify(exchange, call)
  const role = roleOf(call)
  noteIgnored(call, role)
  return {
    ok: true,
    access: {
      mode: call.mode,
      token,
      application,
      ...(role?.ok ? { roleId: role.roleId } : {}),
    },
  }
}
