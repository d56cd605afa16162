import type { Exchange } from '../../../http/exchange.js'
import { isoInstant, SECOND } from '../../../world/instant.js'
import type { Application } from '../../../world/tables/application.js'
import { type AssertionId, assertionIds, assertionKey } from '../../../world/tables/assertion-id.js'
import type { Parameters } from '../form.js'
import { type Check, oauthError } from '../refusal.js'
import { type Jwt, shown, textOf } from './jwt.js'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const CLOCK_TOLERANCE = 10 * SECOND
const LONGEST = 310 * SECOND

/** What the checks look at. `jwt` is undefined if the assertion cannot be decoded. */
export interface AssertionInput {
  readonly exchange: Exchange
  readonly form: Parameters
  readonly jwt: Jwt | undefined
  readonly application: Application | undefined
  /** Address of the token endpoint as the client called it. */
  readonly tokenUrl: string
}

const invalid = (description: string, status = 400) =>
  oauthError(status, 'invalid_request', description)

const header = ({ jwt }: AssertionInput, name: string): unknown => jwt?.header[name]
const claim = ({ jwt }: AssertionInput, name: string): unknown => jwt?.payload[name]
const absent = (value: unknown): boolean => value === undefined || value === null || value === ''

const now = ({ exchange }: AssertionInput): number => exchange.world.clock.now()

/** A number, or a text that is one, in milliseconds; NaN if neither. */
const expiry = (input: AssertionInput): number => {
  const exp = claim(input, 'exp')
  return typeof exp === 'number' || (typeof exp === 'string' && exp.trim())
    ? Number(exp) * SECOND
    : Number.NaN
}

const secondsAhead = (input: AssertionInput): number =>
  Math.round((expiry(input) - now(input)) / SECOND)

/** The presentation of this `jti` that the world remembers. */
export const seenBefore = (input: AssertionInput): AssertionId | undefined => {
  const key = assertionKey(textOf(claim(input, 'sub')), textOf(claim(input, 'jti')))
  const seen = assertionIds.find(input.exchange.world.store, key)
  return seen && seen.expires > now(input) ? seen : undefined
}

/** Row 1 of auth 3.8.2. */
export const TYPE_CHECK: Check<AssertionInput> = {
  rule: 'auth.assertion.type',
  refuses: ({ form }) => form.get('client_assertion_type') !== ASSERTION_TYPE,
  error: invalid(`Missing or invalid client_assertion_type - must be '${ASSERTION_TYPE}'`),
  help: ({ form }) => `client_assertion_type was '${form.get('client_assertion_type') ?? ''}'.`,
}

/** Rows 2 to 14 of auth 3.8.2: what the assertion says, before anything is looked up. */
export const CONTENT_CHECKS: readonly Check<AssertionInput>[] = [
  {
    rule: 'auth.assertion.missing',
    refuses: ({ form }) => !form.get('client_assertion'),
    error: invalid('Missing client_assertion'),
  },
  {
    rule: 'auth.assertion.malformed',
    refuses: ({ jwt }) => !jwt,
    error: invalid('Malformed JWT in client_assertion'),
    help: () => 'A compact JWS has three base64url parts joined by dots; the first two are JSON.',
  },
  {
    rule: 'auth.assertion.alg',
    refuses: (input) => header(input, 'alg') !== 'RS512',
    error: invalid(
      "Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512'",
    ),
    help: (input) => `alg was '${shown(header(input, 'alg'))}'; sign with RS512.`,
  },
  {
    rule: 'auth.assertion.expired',
    refuses: (input) => expiry(input) + CLOCK_TOLERANCE < now(input),
    error: invalid("Invalid 'exp' claim in client_assertion JWT - JWT has expired"),
    help: (input) =>
      `exp was ${-secondsAhead(input)} s ago; the world's clock says ${input.exchange.world.clock.iso()}.`,
  },
  {
    rule: 'auth.assertion.kid-missing',
    refuses: (input) => absent(header(input, 'kid')),
    error: invalid("Missing 'kid' header in client_assertion JWT"),
  },
  {
    rule: 'auth.assertion.typ',
    refuses: (input) => textOf(header(input, 'typ')).toUpperCase() !== 'JWT',
    error: invalid("Invalid 'typ' header in client_assertion JWT - must be 'JWT'"),
    help: (input) => `typ was '${shown(header(input, 'typ'))}'.`,
  },
  {
    rule: 'auth.assertion.exp-missing',
    refuses: (input) => absent(claim(input, 'exp')),
    error: invalid("Missing 'exp' claim in client_assertion JWT"),
  },
  {
    rule: 'auth.assertion.exp-type',
    refuses: (input) => typeof claim(input, 'exp') !== 'number',
    error: invalid("Invalid 'exp' claim in client_assertion JWT - must be an integer"),
    help: (input) => `exp is a JSON ${typeof claim(input, 'exp')}; it must be a number of seconds.`,
  },
  {
    rule: 'auth.assertion.issuer',
    refuses: (input) => absent(claim(input, 'iss')) || claim(input, 'iss') !== claim(input, 'sub'),
    error: invalid("Missing or non-matching 'iss'/'sub' claims in client_assertion JWT"),
    help: (input) =>
      `iss was '${shown(claim(input, 'iss'))}', sub was '${shown(claim(input, 'sub'))}'; both are the application's key.`,
  },
  {
    rule: 'auth.assertion.jti-missing',
    refuses: (input) => absent(claim(input, 'jti')),
    error: invalid("Missing 'jti' claim in client_assertion JWT"),
  },
  {
    rule: 'auth.assertion.jti-type',
    refuses: (input) => typeof claim(input, 'jti') !== 'string',
    error: invalid(
      "Invalid 'jti' claim in client_assertion JWT - must be a unique string value such as a GUID",
    ),
  },
  {
    rule: 'auth.assertion.jti-used',
    refuses: (input) => seenBefore(input) !== undefined,
    error: invalid("Non-unique 'jti' claim in client_assertion JWT"),
    help: (input) =>
      `This jti was used before, at ${isoInstant(seenBefore(input)?.seen ?? 0)}; make a new one for every request. A request that failed after that check used it up as well.`,
  },
  {
    rule: 'auth.assertion.exp-far',
    refuses: (input) => expiry(input) > now(input) + LONGEST,
    error: invalid("Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future"),
    help: (input) =>
      `exp is ${secondsAhead(input)} s ahead of the world's clock (${input.exchange.world.clock.iso()}), more than 5 minutes. It counts seconds, not milliseconds.`,
  },
]

const usable = (application: Application | undefined): boolean =>
  application?.status === 'approved' && application.identityService

/** Row 15 of auth 3.8.2. */
export const ISSUER_CHECK: Check<AssertionInput> = {
  rule: 'auth.assertion.unknown-application',
  refuses: ({ application }) => !usable(application),
  error: invalid("Invalid 'iss'/'sub' claims in client_assertion JWT", 401),
  help: (input) =>
    input.application
      ? 'The application is not approved, or no product of it contains the identity service.'
      : `No application of this world has the key '${shown(claim(input, 'iss'))}'.`,
}

/** Row 17 of auth 3.8.2. */
export const KEY_SET_CHECK: Check<AssertionInput> = {
  rule: 'auth.assertion.no-key-set',
  refuses: ({ application }) => !application?.keys && !application?.jwksUrl,
  error: oauthError(
    403,
    'public_key error',
    'You need to register a public key to use this authentication method - please contact support to configure',
  ),
  help: () => 'Register the application with keys (inline or SANDBOX) or with a jwksUrl.',
}

const audiences = (input: AssertionInput): readonly unknown[] => [claim(input, 'aud')].flat()

/** Row 21 of auth 3.8.2. */
export const AUDIENCE_CHECK: Check<AssertionInput> = {
  rule: 'auth.assertion.audience',
  refuses: (input) => !audiences(input).includes(input.tokenUrl),
  error: invalid("Missing or invalid 'aud' claim in client_assertion JWT", 401),
  help: (input) =>
    `aud was '${audiences(input).map(shown).join(' ')}', expected '${input.tokenUrl}': the address of the token endpoint being called.`,
}

/** A `nbf` that is still to come fails with the signature, in the same step of the gateway (inferred). */
export const isTooEarly = (input: AssertionInput): boolean => {
  const nbf = claim(input, 'nbf')
  return typeof nbf === 'number' && nbf * SECOND > now(input) + CLOCK_TOLERANCE
}
