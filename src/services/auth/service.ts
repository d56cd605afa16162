import { type Answer, empty } from '../../http/answer.js'
import type { Service } from '../../http/endpoint.js'
import type { Exchange } from '../../http/exchange.js'
import type { Method } from '../../http/request.js'
import { IDENTITY_BASES } from './bases.js'
import { type FetchJwks, KeySets } from './client-assertion/key-sets.js'
import { type RedeemAtProvider, redeemHere } from './external-login.js'
import type { ProviderKeys } from './id-token/provider-keys.js'
import { identityEndpoints, noIdentityEndpoint } from './identity-service/index.js'
import type { KeyStore } from './keys.js'
import { providerEndpoints } from './provider/index.js'
import { errorPage } from './provider/login/html.js'
import { announceEnds, type PostForm } from './provider/session/announce-end.js'
import { endAtTheirTime } from './provider/session/expire.js'
import { ProviderSigner } from './provider-keys.js'
import { errorAnswer, type OAuthError, unknownError } from './refusal.js'

export interface AuthPorts {
  /** Key pairs of applications registered with the sandbox's own key. */
  readonly keys: KeyStore
  /** Fetches the key set that an application's record names. */
  readonly fetchJwks: FetchJwks
  /** Key sets of the login providers; the sandbox's own unless given. */
  readonly providerKeys?: ProviderKeys
  /** Tells clients of the end of their sessions; without it they are not told. */
  readonly postForm?: PostForm
  /** How a code is exchanged at a login provider; at the sandbox's own unless given. */
  readonly redeem?: RedeemAtProvider
}

const IDENTITY_PREFIXES = IDENTITY_BASES.map((base) => base.path)
const PROVIDER_PREFIXES = ['/realms', '/openam', '/nhs-login', '/mock-jwks']

const isIdentity = ({ request }: Exchange): boolean =>
  IDENTITY_PREFIXES.some(
    (prefix) => request.path === prefix || request.path.startsWith(`${prefix}/`),
  )

const noProviderEndpoint = (allowed: readonly Method[]): Answer =>
  allowed.length > 0 ? empty(405, { Allow: allowed.join(', ') }) : errorPage(404, 'Page not found')

/** The same trouble in the form of whoever was called: JSON, or a page. */
function trouble(exchange: Exchange, error: OAuthError): Answer {
  return isIdentity(exchange)
    ? errorAnswer(exchange, error)
    : errorPage(error.status, 'An unexpected error occurred. The journal of the sandbox says more.')
}

const noWayOut: PostForm = () => Promise.reject(new Error('this service calls nobody'))

/** Authentication: the identity service and the login pages of its providers (auth 3, 4). */
export function createAuthService({ keys, fetchJwks, ...given }: AuthPorts): Service {
  const keySets = new KeySets(keys, fetchJwks)
  const signer = new ProviderSigner(keys)
  const providerKeys = given.providerKeys ?? signer.publicKeys
  const redeem = given.redeem ?? redeemHere(signer)
  return {
    id: 'auth',
    opened: (world) => {
      endAtTheirTime(world)
      announceEnds(world, signer, given.postForm ?? noWayOut)
    },
    title: 'Authentication',
    prefixes: [...IDENTITY_PREFIXES, ...PROVIDER_PREFIXES],
    endpoints: [
      ...identityEndpoints({ keySets, providerKeys, redeem }),
      ...providerEndpoints({ signer, keySets }),
    ],
    notFound: (exchange, allowed) =>
      isIdentity(exchange) ? noIdentityEndpoint(exchange) : noProviderEndpoint(allowed),
    tooLarge: (exchange) => trouble(exchange, unknownError(413)),
    failed: (exchange) => trouble(exchange, unknownError(500)),
    failures: {
      SERVER_ERROR: (exchange) => trouble(exchange, unknownError(500)),
      TOO_MANY_REQUESTS: (exchange) => trouble(exchange, unknownError(429)),
    },
    finish: (_exchange, answer) => answer,
  }
}
