import { type Answer, json } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Method } from '../../../http/request.js'
import { LIMITS } from '../../../world/limits.js'
import { authorize } from './authorize/authorize.js'
import type { Paths } from './dialect.js'
import { DISCOVERY, discovery } from './discovery.js'
import { keySet } from './key-set.js'
import { submitLogin } from './login/submit-login.js'
import { credentialsEndpoint } from './mock/credentials.js'
import { metadataEndpoint } from './nhs-login/metadata.js'
import { trustmarkEndpoint } from './nhs-login/trustmark.js'
import type { ProviderCall, ProviderPorts } from './provider-call.js'
import { endSession } from './session/end-session.js'
import { SITES, type Site } from './site.js'
import { token } from './token/token.js'
import { userinfo } from './userinfo/userinfo.js'

interface Offer {
  /** Path below the issuer; absent where the provider does not have it. */
  readonly suffix: string | undefined
  readonly methods: readonly Method[]
  readonly title: string
  readonly handle: (call: ProviderCall) => Answer | Promise<Answer>
}

/** What every provider offers. */
const offersOf = (paths: Paths): readonly Offer[] => [
  { suffix: DISCOVERY, methods: ['GET'], title: 'Discover the provider', handle: discovery },
  {
    suffix: paths.authorize,
    methods: ['GET', 'POST'],
    title: 'Show the login page',
    handle: authorize,
  },
  { suffix: paths.login, methods: ['POST'], title: 'Log in', handle: submitLogin },
  { suffix: paths.token, methods: ['POST'], title: 'Get tokens of the provider', handle: token },
  {
    suffix: paths.userinfo,
    methods: ['GET', 'POST'],
    title: 'Get the claims of the user',
    handle: userinfo,
  },
  { suffix: paths.keys, methods: ['GET'], title: 'Get the public keys', handle: keySet },
  {
    suffix: paths.endSession,
    methods: ['GET', 'POST'],
    title: 'End the session',
    handle: endSession,
  },
]

/** What Keycloak says of a realm it does not have (inferred). */
const NO_REALM = json(404, { error: 'Realm does not exist' })

const endpointOf =
  (site: Site, ports: ProviderPorts, { suffix, title, handle }: Offer) =>
  (method: Method): Endpoint => ({
    method,
    path: `${site.path}${suffix}`,
    operation: `${site.path}${suffix}`.slice(1),
    title,
    bodyLimit: LIMITS.form,
    handle: (exchange) => {
      const realm = site.realmOf(exchange.request.params)
      if (!realm) return NO_REALM
      return handle({ exchange, realm, dialect: site.dialectOf(realm), ...ports })
    },
  })

const endpointsOf = (site: Site, ports: ProviderPorts): readonly Endpoint[] =>
  offersOf(site.paths)
    .filter(({ suffix }) => suffix !== undefined)
    .flatMap((offer) => offer.methods.map(endpointOf(site, ports, offer)))

/** Every address of the login providers: CIS2, NHS login and the mock of each (auth 4 to 6). */
export const providerEndpoints = (ports: ProviderPorts): readonly Endpoint[] => [
  ...SITES.flatMap((site) => endpointsOf(site, ports)),
  metadataEndpoint,
  trustmarkEndpoint,
  credentialsEndpoint,
]
