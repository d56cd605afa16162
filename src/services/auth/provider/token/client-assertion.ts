import type { Exchange } from '../../../../http/exchange.js'
import { SECOND } from '../../../../world/instant.js'
import type { RelyingParty } from '../../../../world/tables/relying-party.js'
import { decodeJwt, type Jwt } from '../../client-assertion/jwt.js'
import type { KeySets } from '../../client-assertion/key-sets.js'
import { isSignedByClient } from './client-signature.js'
import { isUsedId, recordId } from './used-ids.js'

const CLOCK_TOLERANCE = 10 * SECOND

/** An assertion of a client as the token endpoint got it. */
export interface ClientAssertion {
  readonly exchange: Exchange
  readonly client: RelyingParty
  readonly compact: string
  readonly algorithms: readonly string[]
  /** Values of `aud` that will do: the token endpoint, and the issuer. */
  readonly audiences: readonly string[]
}

interface Input extends ClientAssertion {
  readonly jwt: Jwt
}

const claim = ({ jwt }: Input, name: string): unknown => jwt.payload[name]

const seconds = (value: unknown): number =>
  typeof value === 'number' ? value * SECOND : Number.NaN

const isUsed = (input: Input): boolean =>
  isUsedId(input.exchange.world, input.client, claim(input, 'jti'))

/** What is wrong with the claims, in plain words; the first that fails counts (auth 6.4). */
const PROBLEMS: readonly [fails: (input: Input) => boolean, text: string][] = [
  [
    ({ jwt, algorithms }) => !algorithms.includes(String(jwt.header.alg)),
    'the algorithm of the client assertion is not accepted',
  ],
  [
    (input) =>
      claim(input, 'iss') !== input.client.clientId ||
      claim(input, 'sub') !== input.client.clientId,
    'iss and sub of the client assertion must both be the client id',
  ],
  [
    (input) => ![claim(input, 'aud')].flat().some((one) => input.audiences.includes(String(one))),
    'the audience of the client assertion is not this token endpoint',
  ],
  [
    (input) => !(seconds(claim(input, 'exp')) + CLOCK_TOLERANCE > input.exchange.world.clock.now()),
    'the client assertion has no exp, or has expired',
  ],
  [
    (input) => seconds(claim(input, 'nbf')) > input.exchange.world.clock.now() + CLOCK_TOLERANCE,
    'nbf of the client assertion is still to come',
  ],
  [
    (input) => typeof claim(input, 'jti') !== 'string' || claim(input, 'jti') === '',
    'the client assertion has no jti',
  ],
  [isUsed, 'the jti of the client assertion was used before'],
]

/**
 * Checks a client's assertion (auth 5.2, 6.4; RFC 7523). Answers what is wrong with it, in plain
 * words, or nothing; a good one is used up.
 */
export async function clientAssertionProblem(
  given: ClientAssertion,
  keySets: KeySets,
): Promise<string | undefined> {
  const jwt = decodeJwt(given.compact)
  if (!jwt) return 'the client assertion is not a JWT'
  const input: Input = { ...given, jwt }
  const problem = PROBLEMS.find(([fails]) => fails(input))?.[1]
  if (problem) return problem
  const { world } = given.exchange
  if (!(await isSignedByClient({ ...input, world }, keySets)))
    return 'the signature of the client assertion cannot be verified with a key of the client'
  // Another request may have used it while the key was fetched.
  if (isUsed(input)) return 'the jti of the client assertion was used before'
  recordId(world, given.client, jwt.payload.jti)
  return undefined
}
