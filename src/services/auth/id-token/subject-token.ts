import type { Exchange } from '../../../http/exchange.js'
import type { IdentityBase, Provider } from '../bases.js'
import { decodeJwt, type Jwt, shown, textOf } from '../client-assertion/jwt.js'
import type { Parameters } from '../form.js'
import { type Check, firstRefusal, type OAuthError, oauthError, unknownError } from '../refusal.js'
import { providerOf } from './issuers.js'
import type { ProviderKeys } from './provider-keys.js'
import { expiryCheck, missingClaim, type ShapeInput, shapeChecks } from './shape.js'
import { type Verification, verify } from './verify.js'

const SOURCE = 'auth 3.9'

export type SubjectToken =
  | { readonly ok: true; readonly jwt: Jwt; readonly provider: Provider }
  | { readonly ok: false; readonly error: OAuthError }

const NO_TOKEN: Check<Parameters> = {
  rule: 'auth.id-token.missing',
  refuses: (form) => !form.get('subject_token'),
  error: oauthError(400, 'invalid_request', 'Missing subject_token'),
}

/** Rows 2 to 10 of auth 3.9. Only a missing `aud` is 401, and its value is compared with nothing. */
const CHECKS: readonly Check<ShapeInput>[] = [
  ...shapeChecks('subject_token'),
  expiryCheck('subject_token'),
  missingClaim('iss', 'subject_token'),
  missingClaim('aud', 'subject_token', 401),
]

/** Row 11: the token of the person who acts for the patient; whether it still lives does not count. */
const ACTOR_CHECKS: readonly Check<ShapeInput>[] = [
  ...shapeChecks('act.sub'),
  missingClaim('iss', 'act.sub'),
  missingClaim('aud', 'act.sub'),
  missingClaim('nhs_number', 'act.sub'),
]

const NO_ISSUER = oauthError(
  400,
  'invalid_request',
  "Missing or non-matching 'iss' claim in subject_token JWT",
)

const UNVERIFIED: Readonly<Record<Exclude<Verification, 'VERIFIED'>, OAuthError>> = {
  UNREACHABLE: unknownError(500),
  NO_KEY: oauthError(
    401,
    'invalid_request',
    "Invalid 'kid' header in subject_token JWT - no matching public key",
  ),
  BAD_SIGNATURE: oauthError(401, 'public_key error', 'JWT signature verification failed'),
}

/** The compact token in `act.sub`, if the token speaks of somebody acting (auth 6.8). */
function actorOf({ payload }: Jwt): string | undefined {
  const { act } = payload
  if (typeof act !== 'object' || act === null || !('sub' in act)) return undefined
  return textOf(act.sub)
}

function checkActor(exchange: Exchange, jwt: Jwt): OAuthError | undefined {
  const actor = actorOf(jwt)
  if (actor === undefined) return undefined
  return firstRefusal(exchange, { exchange, jwt: decodeJwt(actor) }, ACTOR_CHECKS, SOURCE)
}

/** Checks the `subject_token` of a token exchange: rows 1 to 15 of auth 3.9, in that order. */
export async function checkSubjectToken(
  given: { readonly exchange: Exchange; readonly base: IdentityBase; readonly form: Parameters },
  keys: ProviderKeys,
): Promise<SubjectToken> {
  const { exchange, base, form } = given
  const jwt = decodeJwt(form.get('subject_token') ?? '')
  const malformed =
    firstRefusal(exchange, form, [NO_TOKEN], SOURCE) ??
    firstRefusal(exchange, { exchange, jwt }, CHECKS, SOURCE) ??
    checkActor(exchange, jwt as Jwt)
  if (malformed) return { ok: false, error: malformed }
  const token = jwt as Jwt
  const provider = providerOf(exchange, base, token.payload.iss)
  if (!provider) {
    exchange.find(
      'auth.id-token.issuer',
      `iss was '${shown(token.payload.iss)}'; ${base.path} takes id_tokens of ${base.cis2.title} and ${base.nhsLogin.title} of this sandbox and world.`,
      SOURCE,
    )
    return { ok: false, error: NO_ISSUER }
  }
  const verification = await verify(exchange, token, provider, keys)
  return verification === 'VERIFIED'
    ? { ok: true, jwt: token, provider }
    : { ok: false, error: UNVERIFIED[verification] }
}
