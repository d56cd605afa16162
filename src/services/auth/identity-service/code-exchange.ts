import { currentGrant } from '../../../gateway/standing.js'
import { type Answer, type Headers, json } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { isoInstant } from '../../../world/instant.js'
import {
  type AuthorisationCode,
  authorisationCodes,
} from '../../../world/tables/authorisation-code.js'
import type { Grant } from '../../../world/tables/refresh-token.js'
import { LIFETIMES, REFRESH_LIFE, reportedSeconds } from '../lifetimes.js'
import { type Check, errorAnswer, firstRefusal, oauthError } from '../refusal.js'
import { issueForGrant, type UserTokens } from '../tokens.js'
import { authenticateClient } from './client-authentication.js'
import { corsHeaders } from './cors.js'
import { REDIRECT_URI_CHECKS } from './redirect-uri.js'
import { shortened, type TokenFlow } from './token-flow.js'

interface CodeInput {
  readonly exchange: Exchange
  readonly sent: string | undefined
  readonly code: AuthorisationCode | undefined
  /** What the login gives now; undefined if it is no longer in force. */
  readonly grant: Grant | undefined
  readonly clientId: string
}

function explain({ exchange, code, clientId }: CodeInput): string {
  if (!code) return 'The code is unknown, or it was exchanged before: a code works once.'
  if (code.grant.clientId !== clientId) return 'The code belongs to another application.'
  return code.expires <= exchange.world.clock.now()
    ? `The code ended at ${isoInstant(code.expires)} (300 s); the world's clock says ${exchange.world.clock.iso()}.`
    : 'The user was removed, or reaches a level now that no scope of the application names.'
}

/** Rows 8 and 9 of auth 3.6. */
const CODE_CHECKS: readonly Check<CodeInput>[] = [
  {
    rule: 'auth.code.missing',
    refuses: ({ sent }) => !sent,
    error: oauthError(400, 'invalid_request', 'authorization_code is missing'),
    help: () => 'The form has no code.',
  },
  {
    rule: 'auth.code.invalid',
    refuses: ({ exchange, code, grant, clientId }) =>
      !code ||
      code.grant.clientId !== clientId ||
      code.expires <= exchange.world.clock.now() ||
      !grant,
    error: oauthError(400, 'invalid_grant', 'authorization_code is invalid'),
    help: explain,
  },
]

/** The six members of a user's tokens, every one a text (auth 3.6). */
export const userTokenMembers = ({ access, refresh }: UserTokens) => ({
  access_token: access.token,
  expires_in: reportedSeconds(access.expires - access.issued),
  refresh_token: refresh.token,
  refresh_token_expires_in: reportedSeconds(refresh.expires - access.issued),
  refresh_count: String(refresh.count),
  token_type: 'Bearer',
})

export const userTokenAnswer = (tokens: UserTokens, headers: Headers = {}): Answer =>
  json(200, userTokenMembers(tokens), headers)

/** `authorization_code`: a code for an access and a refresh token (auth 3.6). */
export const codeExchange: TokenFlow = {
  id: 'authorization_code',
  fits: (form) => form.get('grant_type') === 'authorization_code',
  run(call) {
    const { exchange, form } = call
    const { world } = exchange
    const client = authenticateClient(exchange, form)
    if (!client.ok) return errorAnswer(exchange, client.error)
    const { application } = client
    const sent = form.get('code')
    const code = sent === undefined ? undefined : authorisationCodes.find(world.store, sent)
    const { clientId } = application
    const current = code && currentGrant(world.store, code.grant, application)
    const refusal =
      firstRefusal(exchange, { parameters: form, application }, REDIRECT_URI_CHECKS, 'auth 3.6') ??
      firstRefusal(
        exchange,
        { exchange, sent, code, grant: current, clientId },
        CODE_CHECKS,
        'auth 3.6',
      )
    if (refusal) return errorAnswer(exchange, refusal)
    const grant = current as Grant
    const lives = {
      access: shortened(call, '_access_token_expiry_ms', LIFETIMES.accessToken),
      refresh: shortened(call, '_refresh_token_expiry_ms', REFRESH_LIFE[grant.provider]),
    }
    const tokens = world.store.transaction(() => {
      authorisationCodes.remove(world.store, sent as string)
      return issueForGrant(world, grant, lives)
    })
    return userTokenAnswer(tokens, corsHeaders(exchange))
  },
}
