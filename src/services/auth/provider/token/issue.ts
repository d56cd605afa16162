import { createHash } from 'node:crypto'
import { SECOND } from '../../../../world/instant.js'
import { removeExpired } from '../../../../world/tables/expiring.js'
import type { ProviderCode } from '../../../../world/tables/provider-code.js'
import {
  type ProviderSession,
  providerSessions,
} from '../../../../world/tables/provider-session.js'
import { providerTokenKey, providerTokens } from '../../../../world/tables/provider-token.js'
import { type Claims, SIGNING_ALGORITHM } from '../../provider-keys.js'
import type { TokenSource } from '../dialect.js'
import { issuerOfCall } from '../provider-call.js'
import type { ClientCall } from './token-call.js'

const REFRESH_LENGTH = 43

function keep(
  { exchange, client }: ClientCall,
  token: string,
  of: { kind: 'access' | 'refresh'; sessionId: string; scope: string; life: number },
): void {
  const { store, clock } = exchange.world
  const { kind, sessionId, scope, life } = of
  removeExpired(providerTokens, (old) => old.key, store, clock.now())
  providerTokens.save(store, {
    key: providerTokenKey(token),
    kind,
    provider: client.provider,
    clientId: client.clientId,
    sessionId,
    scope,
    expires: clock.now() + life,
  })
}

/** For whom tokens are made, and how. */
type Issuing = Pick<ClientCall, 'exchange' | 'realm' | 'dialect' | 'signer' | 'client'>

const sourceOf = (call: Issuing, session: ProviderSession, scope: string): TokenSource => ({
  world: call.exchange.world,
  issuer: issuerOfCall(call),
  client: call.client,
  session,
  scope,
  signer: call.signer,
})

/** Makes the access token of a session; it is not kept yet. */
export const makeAccessToken = (
  call: Issuing,
  session: ProviderSession,
  scope: string,
): string | Promise<string> => call.dialect.accessToken(sourceOf(call, session, scope))

/** What is kept of an answer: the access token, and how it may be renewed. */
export interface Kept {
  readonly session: ProviderSession
  readonly accessToken: string
  readonly scope: string
  /** What a refresh token stands for; the scope of the login. */
  readonly refreshScope: string
}

/** Keeps an access token, and with it a refresh token where the provider gives one; answers that. */
export function keepTokens(call: ClientCall, kept: Kept): { readonly refreshToken?: string } {
  const { exchange, dialect } = call
  const { store, clock, ids } = exchange.world
  const { session, accessToken, scope, refreshScope } = kept
  const { sessionId } = session
  const { accessToken: life, refreshToken: refreshLife } = dialect.lives
  keep(call, accessToken, { kind: 'access', sessionId, scope, life })
  const expires = Math.max(session.expires, clock.now() + (refreshLife ?? 0))
  providerSessions.save(store, { ...session, expires })
  if (refreshLife === undefined) return {}
  const refreshToken = ids.secret(REFRESH_LENGTH)
  keep(call, refreshToken, { kind: 'refresh', sessionId, scope: refreshScope, life: refreshLife })
  return { refreshToken }
}

/** The left half of a digest, as `at_hash`, `c_hash` and `s_hash` have it (OpenID Connect 3.1.3.6). */
const hasher =
  (algorithm: string) =>
  (text: string): string => {
    const digest = createHash(`sha${algorithm.slice(2)}`)
      .update(text)
      .digest()
    return digest.subarray(0, digest.length / 2).toString('base64url')
  }

/** The signed id_token of a code, and its `jti` where it has one. */
export async function makeIdToken(
  call: Issuing,
  session: ProviderSession,
  code: ProviderCode,
  accessToken: string,
): Promise<{ readonly idToken: string; readonly jti?: string }> {
  const { client, dialect, signer, exchange } = call
  const alg = client.idTokenAlgorithm ?? SIGNING_ALGORITHM[client.provider]
  const source = { ...sourceOf(call, session, code.scope), code, accessToken, hash: hasher(alg) }
  const now = Math.floor(exchange.world.clock.now() / SECOND)
  const times = { iat: now, exp: now + dialect.lives.idToken / SECOND }
  const claims = { ...(await dialect.idToken(source)), ...times }
  const header = dialect.repeatsClaims ? repeated(claims) : {}
  const idToken = await signer.sign(client.provider, claims, { alg, header })
  return 'jti' in claims ? { idToken, jti: String(claims.jti) } : { idToken }
}

/** The claims that the header of a token of NHS login has as well (auth 6.5). */
const repeated = ({ sub, aud, iss, exp, iat, jti }: Claims): Claims => ({
  sub,
  aud,
  iss,
  exp,
  iat,
  jti,
})
