import { readBearer } from '../../../gateway/bearer.js'
import { BEARER_FAULTS, wwwAuthenticate } from '../../../gateway/fault.js'
import { currentProof } from '../../../gateway/standing.js'
import { type Answer, json } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { providerSessions } from '../../../world/tables/provider-session.js'
import { RATE_LIMIT } from '../application-checks.js'
import { type IdentityBase, PROVIDERS } from '../bases.js'
import { cis2UserInfo } from '../provider/cis2/userinfo.js'
import { errorAnswer, firstRefusal, oauthError, unknownError } from '../refusal.js'

const SOURCE = 'auth 3.10'

const COMBINED_ONLY = oauthError(
  400,
  'invalid_request',
  'The Userinfo endpoint is only supported for Combined Auth integrations. Currently this is only for NHS CIS2 authentications - for more guidance see https://digital.nhs.uk/developer/guides-and-documentation/security-and-authorisation/user-restricted-restful-apis-nhs-cis2-combined-authentication-and-authorisation',
)

function handle(exchange: Exchange): Answer {
  const bearer = readBearer(exchange)
  if (!bearer.ok) {
    const answer = errorAnswer(exchange, unknownError(401))
    const headers = { ...answer.headers, ...wwwAuthenticate(BEARER_FAULTS[bearer.problem]) }
    return { ...answer, headers }
  }
  const { world } = exchange
  const slow = firstRefusal(
    exchange,
    { exchange, application: bearer.application },
    [RATE_LIMIT],
    SOURCE,
  )
  if (slow) return errorAnswer(exchange, slow)
  const { token } = bearer
  const sessionId = token.kind === 'user' ? token.sessionId : undefined
  if (token.kind !== 'user' || !sessionId || PROVIDERS[token.provider].kind !== 'nhs-cis2')
    return errorAnswer(exchange, COMBINED_ONLY)
  const known = providerSessions.find(world.store, sessionId)
  const session = known && currentProof(world.store, known)
  if (session && session.expires > world.clock.now()) return json(200, cis2UserInfo(world, session))
  exchange.find(
    'auth.userinfo.provider-token',
    'The CIS2 token kept from the login lives an hour; after that userinfo needs a new login.',
    SOURCE,
  )
  return errorAnswer(exchange, unknownError(401))
}

/** `GET /userinfo`: what CIS2 tells of the user of a combined login (auth 3.10). */
export const userinfoEndpoint = (base: IdentityBase): Endpoint => ({
  method: 'GET',
  path: `${base.path}/userinfo`,
  operation: `${base.path.slice(1)}/userinfo`,
  title: 'Get the user and their roles',
  handle,
})
