import { type Answer, json } from '../../../../http/answer.js'
import type { Exchange } from '../../../../http/exchange.js'
import {
  type ProviderSession,
  providerSessions,
} from '../../../../world/tables/provider-session.js'
import {
  type ProviderToken,
  providerTokenKey,
  providerTokens,
} from '../../../../world/tables/provider-token.js'
import type { RelyingParty } from '../../../../world/tables/relying-party.js'
import type { Realm } from '../../realms.js'
import { findRelyingParty } from '../relying-party.js'

/** An access token that stands, with all that it stands for. */
export interface Standing {
  readonly ok: true
  readonly token: ProviderToken
  readonly session: ProviderSession
  readonly client: RelyingParty
}

/** A refusal of a protected resource (RFC 6750 3). */
export const bearerError = (status: 401 | 403, error: string, description: string): Answer =>
  json(
    status,
    { error, error_description: description },
    { 'WWW-Authenticate': `Bearer error="${error}", error_description="${description}"` },
  )

const NO_TOKEN: Answer = json(
  401,
  { error: 'invalid_token', error_description: 'No access token was sent' },
  { 'WWW-Authenticate': 'Bearer realm="sandbox"' },
)

/** The access token of a call to a provider, or the refusal (auth 5.6, 6.5). */
export function standingToken(
  exchange: Exchange,
  realm: Realm,
): Standing | { readonly ok: false; readonly answer: Answer } {
  const { world, request } = exchange
  const [, sent] = /^bearer +(\S+) *$/i.exec(request.header('authorization') ?? '') ?? []
  if (sent === undefined) return { ok: false, answer: NO_TOKEN }
  const token = providerTokens.find(world.store, providerTokenKey(sent))
  const session = token && providerSessions.find(world.store, token.sessionId)
  const client = token && findRelyingParty(world, realm.provider, token.clientId, request.base)
  if (
    token?.kind !== 'access' ||
    token.provider !== realm.provider.name ||
    token.expires <= world.clock.now() ||
    !session ||
    !client
  ) {
    exchange.find(
      'auth.provider.access-token',
      'The access token is unknown at this provider, has expired, or its session has ended.',
      realm.provider.kind === 'nhs-cis2' ? 'auth 5.6' : 'auth 6.5',
    )
    const answer = bearerError(401, 'invalid_token', 'The access token is invalid or has expired')
    return { ok: false, answer }
  }
  exchange.caller = { clientId: client.clientId, userId: session.userId }
  return { ok: true, token, session, client }
}
