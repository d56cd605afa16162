import type { Exchange } from '../../../../http/exchange.js'
import { SECOND } from '../../../../world/instant.js'
import type { PublicKey } from '../../../../world/tables/application.js'
import { assertionIds, assertionKey } from '../../../../world/tables/assertion-id.js'
import { removeExpired } from '../../../../world/tables/expiring.js'
import type { RelyingParty } from '../../../../world/tables/relying-party.js'
import { decodeJwt, type Jwt } from '../../client-assertion/jwt.js'
import type { KeySets } from '../../client-assertion/key-sets.js'
import { LIFETIMES } from '../../lifetimes.js'

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

const idOf = (input: Input): string =>
  assertionKey(`${input.client.provider} ${input.client.clientId}`, String(claim(input, 'jti')))

const isUsed = (input: Input): boolean => {
  const { store, clock } = input.exchange.world
  return (assertionIds.find(store, idOf(input))?.expires ?? 0) > clock.now()
}

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

const SYMMETRIC = /^HS(256|384|512)$/

/** The key of a signature: the client's secret, or one of its published keys. */
async function keyOf({ exchange, client, jwt }: Input, keySets: KeySets) {
  const { kid, alg } = jwt.header
  if (SYMMETRIC.test(String(alg)))
    return client.secret ? new TextEncoder().encode(client.secret) : undefined
  const set = await keySets.of(exchange.world, client)
  if (!set.ok) return undefined
  const known = (key: PublicKey) => key.kid === kid || (kid === undefined && set.keys.length === 1)
  const key = set.keys.find(known)
  if (!key) return undefined
  const { importJWK } = await import('jose')
  const { alg: _named, use: _use, ...material } = key
  return importJWK(material, String(alg))
}

async function isSigned(input: Input, keySets: KeySets): Promise<boolean> {
  const { compactVerify } = await import('jose')
  try {
    const key = await keyOf(input, keySets)
    if (!key) return false
    await compactVerify(input.compact, key, { algorithms: [String(input.jwt.header.alg)] })
    return true
  } catch {
    return false
  }
}

function recordId(input: Input): void {
  const { store, clock } = input.exchange.world
  const now = clock.now()
  store.transaction(() => {
    removeExpired(assertionIds, ({ key }) => key, store, now)
    assertionIds.save(store, {
      key: idOf(input),
      seen: now,
      expires: now + LIFETIMES.assertionId,
    })
  })
}

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
  if (!(await isSigned(input, keySets)))
    return 'the signature of the client assertion cannot be verified with a key of the client'
  // Another request may have used it while the key was fetched.
  if (isUsed(input)) return 'the jti of the client assertion was used before'
  recordId(input)
  return undefined
}
