import { SECOND } from '../../../../world/instant.js'
import { providerSessions } from '../../../../world/tables/provider-session.js'
import { decodeJwt, type Jwt } from '../../client-assertion/jwt.js'
import type { KeySets } from '../../client-assertion/key-sets.js'
import type { AuthorizeInput, Vouched } from '../dialect.js'
import { findRelyingParty } from '../relying-party.js'
import { isSignedByClient } from '../token/client-signature.js'
import { isUsedId, recordId } from '../token/used-ids.js'

const LONGEST = 60 * SECOND
const CLOCK_TOLERANCE = 10 * SECOND

/** Whether the token lives, and was made for a minute at most. */
function isTimely({ payload: { exp, iat } }: Jwt, now: number): boolean {
  if (typeof exp !== 'number' || typeof iat !== 'number') return false
  return (
    (exp - iat) * SECOND <= LONGEST &&
    exp * SECOND + CLOCK_TOLERANCE > now &&
    iat * SECOND <= now + CLOCK_TOLERANCE
  )
}

/**
 * The session that another client vouches for by `asserted_login_identity`: a token that it signed,
 * whose `code` is the `jti` of the id_token it got for the user (auth 6.2). It works once.
 */
export async function assertedSession(input: AuthorizeInput, keySets: KeySets): Promise<Vouched> {
  const { exchange, realm, parameters } = input
  const { world, request } = exchange
  const compact = parameters.get('asserted_login_identity')
  if (compact === undefined) return 'NOBODY'
  const refuse = (why: string): Vouched => {
    exchange.find('auth.provider.asserted-login-identity', why, 'auth 6.2')
    return 'REFUSED'
  }
  const jwt = decodeJwt(compact)
  if (jwt?.header.alg !== 'RS512') return refuse('It is no JWT that was signed with RS512.')
  const { iss, jti, code } = jwt.payload
  const client = findRelyingParty(world, realm.provider, String(iss), request.base)
  if (!client) return refuse('iss is no client of NHS login.')
  if (!isTimely(jwt, world.clock.now())) return refuse('It must live for at most 60 s from iat.')
  if (typeof jti !== 'string' || isUsedId(world, client, jti))
    return refuse('It has no jti, or one that was used before.')
  const session = providerSessions.where(world.store, 'id_token_id = ?', String(code))[0]
  if (session?.clientId !== client.clientId)
    return refuse('code is not the jti of an id_token that its client got.')
  if (!(await isSignedByClient({ world, client, compact, jwt }, keySets)))
    return refuse('Its signature cannot be verified with a key of its client.')
  recordId(world, client, jti)
  return session
}
