import type { Exchange } from '../journal/exchange.js'
import { type AccessToken, accessTokens } from '../world/tables/access-token.js'

/** Why a bearer token was not accepted (auth 2.3). APIs word it each in their own way. */
export type BearerProblem =
  | 'ABSENT'
  | 'EMPTY'
  | 'NO_TOKEN'
  | 'OTHER_SCHEME'
  | 'INVALID'
  | 'EXPIRED'
  | 'NO_PRODUCT'

export type Bearer =
  | { readonly ok: true; readonly token: AccessToken }
  | { readonly ok: false; readonly problem: BearerProblem; readonly scheme: string }

/**
 * Looks at the `Authorization` header and finds the access token that stands behind it.
 * `api` is the name that scopes end with; a token without any scope for it has no product.
 */
export function readBearer(exchange: Exchange, apis: readonly string[]): Bearer {
  const header = exchange.request.header('authorization')
  const refuse = (problem: BearerProblem, scheme = ''): Bearer => ({ ok: false, problem, scheme })
  if (header === undefined) return refuse('ABSENT')
  if (!header.trim()) return refuse('EMPTY')
  const [scheme, token] = header.trim().split(/\s+/, 2) as [string, string?]
  if (scheme.toLowerCase() !== 'bearer') return refuse(token ? 'OTHER_SCHEME' : 'NO_TOKEN', scheme)
  if (!token) return refuse('NO_TOKEN', scheme)
  const { store, clock } = exchange.world
  const found = accessTokens.find(store, token)
  if (!found || found.revoked) return refuse('INVALID', scheme)
  if (found.expires <= clock.now()) return refuse('EXPIRED', scheme)
  if (!found.scopes.some((scope) => apis.some((api) => scope.endsWith(`:${api}`))))
    return refuse('NO_PRODUCT', scheme)
  return { ok: true, token: found }
}
