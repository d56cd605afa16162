import type { Exchange } from '../http/exchange.js'
import { type AccessToken, accessTokens } from '../world/tables/access-token.js'
import { type Application, applications, hasProduct } from '../world/tables/application.js'
import { currentToken } from './standing.js'

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
  | { readonly ok: true; readonly token: AccessToken; readonly application: Application }
  | { readonly ok: false; readonly problem: BearerProblem; readonly scheme: string }

const HELP: Readonly<Record<BearerProblem, string>> = {
  ABSENT: 'The header Authorization is missing: send Bearer and an access token.',
  EMPTY: 'The header Authorization is empty: send Bearer and an access token.',
  NO_TOKEN: 'The header Authorization has no token after its scheme.',
  OTHER_SCHEME: 'The header Authorization has another scheme than Bearer.',
  INVALID:
    'The access token is unknown or revoked in this world, or its application, user or level is no longer in force.',
  EXPIRED: 'The access token is past its life: refresh it, or ask for a new one.',
  NO_PRODUCT: 'The application has no product with this API: none of its scopes names it.',
}

function look(exchange: Exchange, apis?: readonly string[]): Bearer {
  const header = exchange.request.header('authorization')
  const refuse = (problem: BearerProblem, scheme = ''): Bearer => ({ ok: false, problem, scheme })
  if (header === undefined) return refuse('ABSENT')
  if (!header.trim()) return refuse('EMPTY')
  const [scheme, sent] = header.trim().split(/\s+/, 2) as [string, string?]
  if (scheme.toLowerCase() !== 'bearer') return refuse(sent ? 'OTHER_SCHEME' : 'NO_TOKEN', scheme)
  if (!sent) return refuse('NO_TOKEN', scheme)
  const { store, clock } = exchange.world
  const issued = accessTokens.find(store, sent)
  const application = issued && applications.find(store, issued.clientId)
  if (!issued || !application || issued.revoked || application.status !== 'approved')
    return refuse('INVALID', scheme)
  if (issued.expires <= clock.now()) return refuse('EXPIRED', scheme)
  const token = currentToken(store, issued, application)
  if (!token) return refuse('INVALID', scheme)
  if (apis && !hasProduct(application, apis)) return refuse('NO_PRODUCT', scheme)
  return { ok: true, token, application }
}

/**
 * Looks at the `Authorization` header and finds the access token that stands behind it, and whose
 * it is. `apis` are the names that scopes end with; an application without a scope for any of them
 * has no product. Without `apis` every live token passes. Notes what is wrong, and who calls.
 */
export function readBearer(exchange: Exchange, apis?: readonly string[]): Bearer {
  const bearer = look(exchange, apis)
  if (!bearer.ok)
    exchange.find(
      `gateway.bearer.${bearer.problem.toLowerCase().replace('_', '-')}`,
      HELP[bearer.problem],
      'auth 2.3',
    )
  else
    exchange.caller = {
      clientId: bearer.token.clientId,
      ...(bearer.token.kind === 'user' ? { userId: bearer.token.userId } : {}),
    }
  return bearer
}
