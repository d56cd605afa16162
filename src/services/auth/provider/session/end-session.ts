import { type Answer, empty, json } from '../../../../http/answer.js'
import type { Exchange } from '../../../../http/exchange.js'
import {
  type ProviderSession,
  providerSessions,
} from '../../../../world/tables/provider-session.js'
import { decodeJwt, type Jwt } from '../../client-assertion/jwt.js'
import { type Parameters, readForm, readQuery } from '../../form.js'
import type { ProviderSigner } from '../../provider-keys.js'
import { issuerOf, type Realm } from '../../realms.js'
import { sendBack } from '../login/way-back.js'
import type { ProviderCall } from '../provider-call.js'
import { findRelyingParty } from '../relying-party.js'
import { setCookie } from './cookie.js'
import { endSessions } from './end-sessions.js'

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const

interface Hint {
  readonly clientId: string
  readonly session: ProviderSession | undefined
}

function hintProblem(exchange: Exchange, description: string): Answer {
  exchange.find('auth.provider.id-token-hint', description, 'auth 5.9')
  return json(400, { error: 'invalid_request', error_description: description })
}

/** The id_token that names the session; its time does not matter. Undefined if it is not this issuer's. */
async function readHint(
  exchange: Exchange,
  realm: Realm,
  signer: ProviderSigner,
  sent: string,
): Promise<Hint | undefined> {
  const jwt: Jwt | undefined = decodeJwt(sent)
  if (jwt?.payload.iss !== issuerOf(exchange.request.base, realm)) return undefined
  const { name } = realm.provider
  if ((await signer.verify(name, sent, ALGORITHMS)) !== 'VALID') return undefined
  const { store } = exchange.world
  const { sid, jti, aud } = jwt.payload
  const session =
    typeof sid === 'string'
      ? providerSessions.find(store, sid)
      : providerSessions.where(store, 'id_token_id = ?', String(jti))[0]
  return { clientId: String(aud), session }
}

/** Where the user is sent afterwards: nowhere, or an address that is registered for it. */
function wayOut(
  exchange: Exchange,
  realm: Realm,
  clientId: string,
  parameters: Parameters,
): Answer | 'NOT_REGISTERED' {
  const address = parameters.get('post_logout_redirect_uri')
  if (address === undefined) return empty(204)
  const { world, request } = exchange
  const client = findRelyingParty(world, realm.provider, clientId, request.base)
  if (!client?.postLogoutRedirectUris?.includes(address)) return 'NOT_REGISTERED'
  const state = parameters.get('state')
  return sendBack({ redirectUri: address, ...(state === undefined ? {} : { state }) }, {})
}

/** The end of a session, asked for by its client (auth 5.9). */
export async function endSession({ exchange, realm, signer }: ProviderCall): Promise<Answer> {
  const parameters = exchange.request.method === 'POST' ? readForm(exchange) : readQuery(exchange)
  const sent = parameters.get('id_token_hint')
  if (sent === undefined) return hintProblem(exchange, 'Missing parameter: id_token_hint')
  const hint = await readHint(exchange, realm, signer, sent)
  if (!hint) return hintProblem(exchange, 'Invalid parameter: id_token_hint')
  const answer = wayOut(exchange, realm, hint.clientId, parameters)
  if (answer === 'NOT_REGISTERED')
    return hintProblem(exchange, 'Invalid parameter: post_logout_redirect_uri')
  const { session, clientId } = hint
  exchange.caller = { clientId, ...(session ? { userId: session.userId } : {}) }
  if (session) exchange.world.store.transaction(() => endSessions(exchange.world, session))
  return { ...answer, headers: { ...answer.headers, ...setCookie(exchange, realm, '') } }
}
