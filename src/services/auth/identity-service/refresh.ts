import { currentGrant } from '../../../gateway/standing.js'
import type { Exchange } from '../../../http/exchange.js'
import { isoInstant } from '../../../world/instant.js'
import {
  type Grant,
  type RefreshToken,
  refreshTokens,
} from '../../../world/tables/refresh-token.js'
import { LIFETIMES, REFRESH_LIFE } from '../lifetimes.js'
import { type Check, errorAnswer, firstRefusal, oauthError } from '../refusal.js'
import { issueForGrant } from '../tokens.js'
import { authenticateClient } from './client-authentication.js'
import { userTokenAnswer } from './code-exchange.js'
import { shortened, type TokenFlow } from './token-flow.js'

interface RefreshInput {
  readonly exchange: Exchange
  readonly sent: string | undefined
  readonly refresh: RefreshToken | undefined
  /** What the login gives now; undefined if it is no longer in force. */
  readonly grant: Grant | undefined
  readonly clientId: string
  /** When the login may not be renewed any more. */
  readonly until: number
}

function explain({ refresh, clientId }: RefreshInput): string {
  if (!refresh) return 'The refresh token is unknown in this world, or its session has ended.'
  if (refresh.grant.clientId !== clientId)
    return 'The refresh token belongs to another application.'
  return refresh.used
    ? 'The refresh token was used before; use the one that came with the newest access token.'
    : 'The user was removed, or reaches a level now that no scope of the application names.'
}

/** The checks of auth 3.7 after those of the client. */
const CHECKS: readonly Check<RefreshInput>[] = [
  {
    rule: 'auth.refresh.missing',
    refuses: ({ sent }) => !sent,
    error: oauthError(400, 'invalid_request', 'refresh_token is missing'),
  },
  {
    rule: 'auth.refresh.invalid',
    refuses: ({ refresh, grant, clientId }) =>
      !refresh || refresh.used || refresh.grant.clientId !== clientId || !grant,
    error: oauthError(401, 'invalid_grant', 'refresh_token is invalid'),
    help: explain,
  },
  {
    rule: 'auth.refresh.expired',
    refuses: ({ exchange, refresh, until }) => {
      const now = exchange.world.clock.now()
      return !!refresh && (refresh.expires <= now || until <= now)
    },
    error: oauthError(401, 'invalid_grant', 'refresh token refresh period has expired'),
    help: ({ refresh, until }) =>
      `It could be renewed until ${isoInstant(Math.min(refresh?.expires ?? 0, until))}; the user has to log in again.`,
  },
]

/** `refresh_token`: new tokens for a login that is still valid (auth 3.7). The old one is dead then. */
export const refresh: TokenFlow = {
  id: 'refresh_token',
  fits: (form) => form.get('grant_type') === 'refresh_token',
  run(call) {
    const { exchange, form } = call
    const { world } = exchange
    const client = authenticateClient(exchange, form)
    if (!client.ok) return errorAnswer(exchange, client.error)
    const { clientId } = client.application
    const sent = form.get('refresh_token')
    const old = sent === undefined ? undefined : refreshTokens.find(world.store, sent)
    const longest = old ? REFRESH_LIFE[old.grant.provider] : 0
    const until = (old?.first ?? 0) + shortened(call, '_refresh_tokens_validity_ms', longest)
    const grant = old && currentGrant(world.store, old.grant, client.application)
    const input = { exchange, sent, refresh: old, grant, clientId, until }
    const refusal = firstRefusal(exchange, input, CHECKS, 'auth 3.7')
    if (refusal) return errorAnswer(exchange, refusal)
    const used = old as RefreshToken
    const lives = {
      access: shortened(call, '_access_token_expiry_ms', LIFETIMES.accessToken),
      refresh: Math.min(
        shortened(call, '_refresh_token_expiry_ms', longest),
        until - world.clock.now(),
      ),
    }
    const tokens = world.store.transaction(() => {
      refreshTokens.save(world.store, { ...used, used: true })
      return issueForGrant(world, grant as Grant, lives, used)
    })
    return userTokenAnswer(tokens)
  },
}
