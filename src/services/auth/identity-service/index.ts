import { createGatewayEndpoints } from '../../../gateway/status.js'
import { type Answer, empty } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { IDENTITY_BASES } from '../bases.js'
import { errorAnswer, oauthError } from '../refusal.js'
import { authorizeEndpoint } from './authorize.js'
import { backchannelLogoutEndpoint } from './backchannel-logout.js'
import { callbackEndpoint, type LoginSources } from './callback.js'
import { isPreflight, preflightAnswer } from './cors.js'
import { tokenEndpoint } from './token.js'
import type { KeySources } from './token-flow.js'
import { userinfoEndpoint } from './userinfo.js'

const NOT_MONITOR = oauthError(
  401,
  'Access Denied',
  'Invalid api key for _status monitoring endpoint',
)

/** Every address of the identity service, under both of its bases (auth 1.2). */
export const identityEndpoints = (sources: KeySources & LoginSources): readonly Endpoint[] =>
  IDENTITY_BASES.flatMap((base) => [
    ...createGatewayEndpoints(base.path, (exchange) => errorAnswer(exchange, NOT_MONITOR)),
    authorizeEndpoint(base),
    tokenEndpoint(base, sources),
    callbackEndpoint(base, sources),
    userinfoEndpoint(base),
    backchannelLogoutEndpoint(base, sources.providerKeys),
  ])

/** Paths that name their methods when called with another (auth 3.2 rows 16 and 17). */
const ALLOW: readonly [suffix: string, method: string][] = [
  ['/authorize', 'GET'],
  ['/token', 'POST'],
]

const NOT_FOUND = oauthError(404, 'invalid_request', 'Not Found')

/** What is said of a call that no endpoint takes (auth 3.2 rows 12 and 16 to 18). */
export function noIdentityEndpoint(exchange: Exchange): Answer {
  if (isPreflight(exchange)) return preflightAnswer(exchange)
  const { path } = exchange.request
  const below = IDENTITY_BASES.map((base) => path.slice(base.path.length))
  const known = ALLOW.find(([suffix]) => below.includes(suffix))
  return known ? empty(405, { Allow: known[1] }) : errorAnswer(exchange, NOT_FOUND)
}
