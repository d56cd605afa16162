import {
  type Application,
  applications,
  type PublicKey,
} from '../../../world/tables/application.js'
import { assertionIds, assertionKey } from '../../../world/tables/assertion-id.js'
import { removeExpired } from '../../../world/tables/expiring.js'
import { APPLICATION_CHECKS } from '../application-checks.js'
import { LIFETIMES } from '../lifetimes.js'
import { type Check, firstRefusal, type OAuthError, oauthError } from '../refusal.js'
import {
  type AssertionInput,
  AUDIENCE_CHECK,
  CONTENT_CHECKS,
  ISSUER_CHECK,
  isTooEarly,
  KEY_SET_CHECK,
  TYPE_CHECK,
} from './checks.js'
import { decodeJwt, isSignedBy, type Jwt, shown, textOf } from './jwt.js'
import type { KeySets } from './key-sets.js'

const SOURCE = 'auth 3.8.2'

const UNREACHABLE = oauthError(
  403,
  'public_key error',
  "The JWKS endpoint, for your client_assertion can't be reached",
)
const NO_SUCH_KEY = oauthError(
  401,
  'invalid_request',
  "Invalid 'kid' header in client_assertion JWT - no matching public key",
)
const BAD_SIGNATURE = oauthError(401, 'public_key error', 'JWT signature verification failed')

export type Assertion =
  | { readonly ok: true; readonly application: Application }
  | { readonly ok: false; readonly error: OAuthError }

/** From here on the `jti` is used up, whatever becomes of the request. */
function recordId({ exchange, jwt }: AssertionInput): void {
  const { store, clock } = exchange.world
  const now = clock.now()
  const { sub, jti } = (jwt as Jwt).payload
  removeExpired(assertionIds, ({ key }) => key, store, now)
  assertionIds.save(store, {
    key: assertionKey(textOf(sub), textOf(jti)),
    seen: now,
    expires: now + LIFETIMES.assertionId,
  })
}

/** Rows 18 and 19: the key that `kid` names. */
async function findKey(
  { exchange, jwt, application }: AssertionInput,
  keySets: KeySets,
): Promise<PublicKey | OAuthError> {
  const set = await keySets.of(exchange.world, application as Application)
  if (!set.ok) {
    exchange.find(
      'auth.assertion.key-set-unreachable',
      `The key set at ${application?.jwksUrl} cannot be had: ${set.reason}.`,
      SOURCE,
    )
    return UNREACHABLE
  }
  const kid = (jwt as Jwt).header.kid
  const key = set.keys.find((one) => one.kid === kid)
  if (key) return key
  exchange.find(
    'auth.assertion.kid',
    `kid was '${shown(kid)}'; the key set has [${set.keys.map((one) => one.kid).join(', ')}].`,
    SOURCE,
  )
  return NO_SUCH_KEY
}

/** Row 20: the signature, and a `nbf` to come. */
function checkSignature(input: AssertionInput, key: PublicKey): OAuthError | undefined {
  if (isTooEarly(input)) {
    input.exchange.find('auth.assertion.nbf', 'nbf is still to come on the world’s clock.', SOURCE)
    return BAD_SIGNATURE
  }
  if (isSignedBy(input.jwt as Jwt, key)) return undefined
  input.exchange.find(
    'auth.assertion.signature',
    `The assertion was not signed with the private half of the key '${key.kid}'.`,
    SOURCE,
  )
  return BAD_SIGNATURE
}

const refused = (error: OAuthError): Assertion => ({ ok: false, error })

/**
 * Checks a signed client assertion: rows 1 to 21 of auth 3.8.2, in that order. The `jti` is recorded
 * after row 14, before key, signature and audience are looked at. `afterType` are checks of the flow
 * that come between rows 1 and 2.
 */
export async function checkAssertion(
  given: Pick<AssertionInput, 'exchange' | 'form' | 'tokenUrl'>,
  keySets: KeySets,
  afterType: readonly Check<AssertionInput>[] = [],
): Promise<Assertion> {
  const { exchange, form } = given
  const jwt = decodeJwt(form.get('client_assertion') ?? '')
  const application = applications.find(exchange.world.store, textOf(jwt?.payload.sub))
  const input: AssertionInput = { ...given, jwt, application }
  const checks = [TYPE_CHECK, ...afterType, ...CONTENT_CHECKS]
  const content = firstRefusal(exchange, input, checks, SOURCE)
  if (content) return refused(content)
  recordId(input)
  const known = firstRefusal(
    exchange,
    input,
    [ISSUER_CHECK, ...APPLICATION_CHECKS, KEY_SET_CHECK],
    SOURCE,
  )
  if (known) return refused(known)
  exchange.caller = { clientId: (application as Application).clientId }
  const key = await findKey(input, keySets)
  if ('error' in key) return refused(key)
  const unverified =
    checkSignature(input, key) ?? firstRefusal(exchange, input, [AUDIENCE_CHECK], SOURCE)
  return unverified ? refused(unverified) : { ok: true, application: application as Application }
}
