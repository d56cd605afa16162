import { createHash } from 'node:crypto'
import type { Answer } from '../../../../http/answer.js'
import { SECOND } from '../../../../world/instant.js'
import { type ProviderCode, providerCodes } from '../../../../world/tables/provider-code.js'
import {
  type ProviderSession,
  providerSessions,
} from '../../../../world/tables/provider-session.js'
import { type Check, firstRefusal, oauthError } from '../../refusal.js'
import { isSameSecret } from '../../same-secret.js'
import { issuerOfCall } from '../provider-call.js'
import { keepTokens, makeAccessToken, makeIdToken } from './issue.js'
import { type ClientCall, tokenAnswer, tokenError } from './token-call.js'

interface CodeInput {
  readonly call: ClientCall
  readonly code: ProviderCode | undefined
  readonly session: ProviderSession | undefined
}

const INVALID = oauthError(
  400,
  'invalid_grant',
  'The provided access grant is invalid, expired, or revoked.',
)

const missing = (name: string): Check<CodeInput> => ({
  rule: `auth.provider.${name.replace('_', '-')}-missing`,
  refuses: ({ call }) => !call.form.get(name),
  error: oauthError(400, 'invalid_request', `Missing parameter: ${name}`),
})

/** True if the verifier is not the one that the challenge was made from, or there should be none. */
function isWrongVerifier({ call, code }: CodeInput): boolean {
  if (!call.dialect.hasPkce) return false
  const verifier = call.form.get('code_verifier')
  if (code?.codeChallenge === undefined) return verifier !== undefined
  const challenge = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url')
  return !isSameSecret(challenge, code.codeChallenge)
}

/** What a code has to be (auth 5.4, 6.2; RFC 6749 4.1.3, RFC 7636 4.6). */
const CHECKS: readonly Check<CodeInput>[] = [
  missing('code'),
  missing('redirect_uri'),
  {
    rule: 'auth.provider.code',
    refuses: ({ call, code, session }) =>
      !code ||
      !session ||
      code.provider !== call.client.provider ||
      code.realm !== call.realm.name ||
      code.clientId !== call.client.clientId ||
      code.expires <= call.exchange.world.clock.now(),
    error: INVALID,
    help: ({ code }) =>
      code
        ? 'The code is too old, its session has ended, or another client or realm got it.'
        : 'The code is unknown, or was exchanged before: a code works once.',
  },
  {
    rule: 'auth.provider.code-redirect-uri',
    refuses: ({ call, code }) => code?.redirectUri !== call.form.get('redirect_uri'),
    error: INVALID,
    help: ({ code }) => `The code was sent to '${code?.redirectUri}'.`,
  },
  {
    rule: 'auth.provider.code-verifier',
    refuses: isWrongVerifier,
    error: INVALID,
    help: () =>
      'code_verifier is missing, is not the one of the code_challenge, or there was no challenge.',
  },
]

/** `authorization_code` at a provider: a code for an access token and an id_token (auth 5.4, 6.4). */
export async function codeGrant(call: ClientCall): Promise<Answer> {
  const { exchange, dialect, form } = call
  const { store } = exchange.world
  const code = providerCodes.find(store, form.get('code') ?? '')
  const session = code && providerSessions.find(store, code.sessionId)
  const refused = firstRefusal(exchange, { call, code, session }, CHECKS, dialect.source)
  if (refused) return tokenError(call, refused)
  const known = session as ProviderSession
  const { scope } = code as ProviderCode
  const accessToken = await makeAccessToken(call, known, scope)
  const { idToken, jti } = await makeIdToken(call, known, code as ProviderCode, accessToken)
  const issuer = issuerOfCall(call)
  const named = { ...known, issuer, ...(jti === undefined ? {} : { idTokenId: jti }) }
  const kept = store.transaction(() =>
    // Another request may have taken the code while the tokens were signed.
    providerCodes.remove(store, (code as ProviderCode).code)
      ? keepTokens(call, { session: named, accessToken, scope, refreshScope: scope })
      : undefined,
  )
  if (!kept) return tokenError(call, INVALID)
  exchange.caller = { clientId: call.client.clientId, userId: known.userId }
  return tokenAnswer({
    access_token: accessToken,
    ...(kept.refreshToken === undefined ? {} : { refresh_token: kept.refreshToken }),
    scope,
    id_token: idToken,
    token_type: dialect.tokenType,
    expires_in: dialect.lives.accessToken / SECOND,
  })
}
