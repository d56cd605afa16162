import { createPublicKey, verify } from 'node:crypto'
import type { PublicKey } from '../../../world/tables/application.js'

/** A signed token taken apart; nothing in it has been checked. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly payload: Readonly<Record<string, unknown>>
  /** What the signature is over, and the signature. */
  readonly signed: string
  readonly signature: string
}

/** A member of a token as text, whatever JSON it is; nothing if it is absent. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

const LINE = 200

/** A member of a token for people to read: no more than a line of it. */
export const shown = (value: unknown): string => textOf(value).slice(0, LINE)

const BASE64URL = /^[A-Za-z0-9_-]*$/

function readPart(part: string): Record<string, unknown> | undefined {
  if (!part || !BASE64URL.test(part)) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** Takes a compact JWS apart; undefined if it is none. */
export function decodeJwt(compact: string): Jwt | undefined {
  const [first, second, signature, ...more] = compact.split('.')
  if (first === undefined || second === undefined || signature === undefined || more.length > 0)
    return undefined
  const [header, payload] = [readPart(first), readPart(second)]
  if (!header || !payload || !BASE64URL.test(signature)) return undefined
  return { header, payload, signed: `${first}.${second}`, signature }
}

const DIGESTS = new Map([
  ['RS256', 'RSA-SHA256'],
  ['RS512', 'RSA-SHA512'],
])

/** True if the token's signature was made with the private half of an RSA key. */
export function isSignedBy(jwt: Jwt, key: PublicKey): boolean {
  const digest = DIGESTS.get(textOf(jwt.header.alg))
  if (!digest || key.kty !== 'RSA') return false
  try {
    const { kty, n, e } = key
    return verify(
      digest,
      Buffer.from(jwt.signed),
      createPublicKey({ key: { kty, n: n ?? '', e: e ?? '' }, format: 'jwk' }),
      Buffer.from(jwt.signature, 'base64url'),
    )
  } catch {
    return false
  }
}
