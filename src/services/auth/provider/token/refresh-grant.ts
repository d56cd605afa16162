import type { Answer } from '../../../../http/answer.js'
import { SECOND } from '../../../../world/instant.js'
import {
  type ProviderSession,
  providerSessions,
} from '../../../../world/tables/provider-session.js'
import {
  type ProviderToken,
  providerTokenKey,
  providerTokens,
} from '../../../../world/tables/provider-token.js'
import { type Check, firstRefusal, oauthError } from '../../refusal.js'
import { keepTokens, makeAccessToken } from './issue.js'
import { type ClientCall, tokenAnswer, tokenError } from './token-call.js'

interface RefreshInput {
  readonly call: ClientCall
  readonly token: ProviderToken | undefined
  readonly session: ProviderSession | undefined
}

const INVALID = oauthError(
  400,
  'invalid_grant',
  'The refresh token is invalid, expired, or revoked.',
)

const scopesOf = (scope: string): string[] => scope.split(' ').filter(Boolean)

/** What a refresh token has to be (auth 6.4). */
const CHECKS: readonly Check<RefreshInput>[] = [
  {
    rule: 'auth.provider.refresh-token-missing',
    refuses: ({ call }) => !call.form.get('refresh_token'),
    error: oauthError(400, 'invalid_request', 'Missing parameter: refresh_token'),
  },
  {
    rule: 'auth.provider.refresh-token',
    refuses: ({ call, token, session }) =>
      token?.kind !== 'refresh' ||
      !session ||
      token.provider !== call.client.provider ||
      token.clientId !== call.client.clientId ||
      token.expires <= call.exchange.world.clock.now(),
    error: INVALID,
    help: () => 'Only the newest refresh token of a login works, for its own client.',
  },
  {
    rule: 'auth.provider.refresh-scope',
    refuses: ({ call, token }) => {
      const granted = scopesOf(token?.scope ?? '')
      return scopesOf(call.form.get('scope') ?? '').some((scope) => !granted.includes(scope))
    },
    error: oauthError(400, 'invalid_scope', 'The scope is wider than the one granted'),
    help: ({ token }) => `Granted was '${token?.scope}'.`,
  },
]

/** `refresh_token` at NHS login: new tokens, without an id_token; the old one is dead then (auth 6.4). */
export async function refreshGrant(call: ClientCall): Promise<Answer> {
  const { exchange, dialect, form } = call
  const { store } = exchange.world
  const key = providerTokenKey(form.get('refresh_token') ?? '')
  const token = providerTokens.find(store, key)
  const session = token && providerSessions.find(store, token.sessionId)
  const refused = firstRefusal(exchange, { call, token, session }, CHECKS, dialect.source)
  if (refused) return tokenError(call, refused)
  const old = token as ProviderToken
  const known = session as ProviderSession
  const scope = form.get('scope') ?? old.scope
  const accessToken = await makeAccessToken(call, known, scope)
  const kept = store.transaction(() =>
    providerTokens.remove(store, key)
      ? keepTokens(call, { session: known, accessToken, scope, refreshScope: old.scope })
      : undefined,
  )
  if (!kept) return tokenError(call, INVALID)
  exchange.caller = { clientId: call.client.clientId, userId: known.userId }
  return tokenAnswer({
    access_token: accessToken,
    refresh_token: kept.refreshToken,
    scope,
    token_type: dialect.tokenType,
    expires_in: dialect.lives.accessToken / SECOND,
  })
}
