import type { Exchange } from '../../../http/exchange.js'
import type { IdentityBase, Provider } from '../bases.js'
import { decodeJwt, type Jwt, shown } from '../client-assertion/jwt.js'
import { type Check, firstRefusal, type OAuthError, oauthError, unknownError } from '../refusal.js'
import { providerOf } from './issuers.js'
import type { ProviderKeys } from './provider-keys.js'
import { type Verification, verify } from './verify.js'

const SOURCE = 'auth 3.5'

interface ExternalInput {
  readonly exchange: Exchange
  readonly base: IdentityBase
  readonly provider: Provider
  readonly jwt: Jwt | undefined
}

const invalid = (description: string, status = 400) =>
  oauthError(status, 'invalid_request', description)

/** What the identity service asks of the id_token that a provider gave it (auth 3.5 step 3). */
const CHECKS: readonly Check<ExternalInput>[] = [
  {
    rule: 'auth.external.malformed',
    refuses: ({ jwt }) => !jwt,
    error: invalid('Malformed JWT in External ID token'),
  },
  {
    rule: 'auth.external.audience',
    refuses: ({ jwt, provider }) => ![jwt?.payload.aud].flat().includes(provider.clientId),
    error: invalid("Invalid 'aud' claim in external ID token JWT"),
    help: ({ jwt, provider }) =>
      `aud was '${shown(jwt?.payload.aud)}', expected the identity service's own client '${provider.clientId}'.`,
  },
  {
    rule: 'auth.external.issuer',
    refuses: ({ exchange, base, provider, jwt }) =>
      providerOf(exchange, base, jwt?.payload.iss) !== provider,
    error: invalid('Invalid iss claim in external ID token JWT'),
    help: ({ jwt, provider }) => `iss was '${shown(jwt?.payload.iss)}', not ${provider.title}.`,
  },
]

const UNVERIFIED: Readonly<Record<Exclude<Verification, 'VERIFIED'>, OAuthError>> = {
  UNREACHABLE: unknownError(500),
  NO_KEY: invalid("Invalid 'kid' header in external ID token JWT - no matching public key", 401),
  BAD_SIGNATURE: oauthError(401, 'public_key error', 'JWT signature verification failed'),
}

/** Checks the id_token of a combined login in the order of auth 3.5; the error if it will not do. */
export async function checkExternalToken(
  given: Omit<ExternalInput, 'jwt'>,
  compact: string,
  keys: ProviderKeys,
): Promise<OAuthError | undefined> {
  const jwt = decodeJwt(compact)
  const refused = firstRefusal(given.exchange, { ...given, jwt }, CHECKS, SOURCE)
  if (refused) return refused
  const verification = await verify(given.exchange, jwt as Jwt, given.provider, keys)
  return verification === 'VERIFIED' ? undefined : UNVERIFIED[verification]
}
