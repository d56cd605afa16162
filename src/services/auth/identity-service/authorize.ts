import { type Answer, redirect } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { type Application, applications } from '../../../world/tables/application.js'
import { removeExpired } from '../../../world/tables/expiring.js'
import { pendingLogins } from '../../../world/tables/pending-login.js'
import { APPLICATION_CHECKS } from '../application-checks.js'
import type { IdentityBase, Provider } from '../bases.js'
import { adviseOnUnread, type Parameters, readQuery, withQuery } from '../form.js'
import { LIFETIMES } from '../lifetimes.js'
import { DEFAULT_ACR } from '../provider/cis2/acr.js'
import { type Check, errorAnswer, firstRefusal, oauthError } from '../refusal.js'
import { REDIRECT_URI_CHECKS } from './redirect-uri.js'

interface AuthorizeInput {
  readonly exchange: Exchange
  readonly parameters: Parameters
  readonly application: Application | undefined
}

const SOURCE = 'auth 3.4'

/** Rows 1 to 9 of auth 3.4: what is told to the browser, for there is nowhere safe to go. */
const CHECKS: readonly Check<AuthorizeInput>[] = [
  {
    rule: 'auth.authorize.client-id-missing',
    refuses: ({ parameters }) => !parameters.get('client_id'),
    error: oauthError(401, 'invalid_request', 'client_id is missing'),
  },
  {
    rule: 'auth.authorize.client-id',
    refuses: ({ application }) => !application,
    error: oauthError(401, 'invalid_request', 'client_id is invalid'),
    help: ({ parameters }) =>
      `No application of this world has the key '${parameters.get('client_id')}'.`,
  },
  ...APPLICATION_CHECKS,
  ...REDIRECT_URI_CHECKS,
]

/** Rows 10 to 12 of auth 3.4: what is told to the application, by a redirect. */
const REDIRECTED: readonly Check<AuthorizeInput>[] = [
  {
    rule: 'auth.authorize.state-missing',
    refuses: ({ parameters }) => !parameters.get('state'),
    error: oauthError(302, 'invalid_request', 'state is missing'),
  },
  {
    rule: 'auth.authorize.response-type-missing',
    refuses: ({ parameters }) => !parameters.get('response_type'),
    error: oauthError(302, 'invalid_request', 'response_type is missing'),
  },
  {
    rule: 'auth.authorize.response-type',
    refuses: ({ parameters }) => parameters.get('response_type') !== 'code',
    error: oauthError(302, 'unsupported_response_type', 'response_type is invalid'),
    help: ({ parameters }) => `response_type was '${parameters.get('response_type')}'; use 'code'.`,
  },
]

/** The state of 36 characters under which the login is remembered (auth 3.4). */
const STATE_LENGTH = 36

/** Remembers the login under a new state. */
function remember(input: AuthorizeInput, provider: Provider): string {
  const { exchange, parameters, application } = input
  const { store, clock, ids } = exchange.world
  const { clientId, callback } = application as Application
  removeExpired(pendingLogins, (old) => old.state, store, clock.now())
  const state = ids.secret(STATE_LENGTH)
  pendingLogins.save(store, {
    state,
    clientId,
    redirectUri: callback,
    applicationState: parameters.get('state') as string,
    provider: provider.name,
    expires: clock.now() + LIFETIMES.pendingLogin,
  })
  return state
}

/** The address at the provider to which the user is sent. */
const providerAddress = (input: AuthorizeInput, provider: Provider, state: string): string =>
  withQuery(`${input.exchange.request.base}${provider.authorize}`, {
    response_type: 'code',
    client_id: provider.clientId,
    redirect_uri: `${input.exchange.request.base}${provider.base}/callback`,
    scope: provider.scope,
    state,
    max_age: '300',
    // Not of the real service, which ignores it: a test user is logged in without a page.
    login_hint: input.parameters.get('login_hint'),
    acr_values:
      provider.kind === 'nhs-cis2'
        ? (input.parameters.get('acr_values') ?? DEFAULT_ACR)
        : undefined,
  })

function handle(exchange: Exchange, base: IdentityBase): Answer {
  const { store } = exchange.world
  const parameters = readQuery(exchange)
  const application = applications.find(store, parameters.get('client_id') ?? '')
  if (application) exchange.caller = { clientId: application.clientId }
  const input: AuthorizeInput = { exchange, parameters, application }
  const refused = firstRefusal(exchange, input, CHECKS, SOURCE)
  if (refused) return errorAnswer(exchange, refused)
  const wrong = firstRefusal(exchange, input, REDIRECTED, SOURCE)
  if (wrong)
    return redirect(
      withQuery((application as Application).callback, {
        error: wrong.error,
        error_description: wrong.description,
        state: parameters.get('state'),
      }),
    )
  const provider = parameters.get('scope') === 'nhs-login' ? base.nhsLogin : base.cis2
  const state = store.transaction(() => remember(input, provider))
  const address = providerAddress(input, provider, state)
  adviseOnUnread(exchange, parameters)
  return redirect(address)
}

/** `GET /authorize`: starts a combined login (auth 3.4). */
export const authorizeEndpoint = (base: IdentityBase): Endpoint => ({
  method: 'GET',
  path: `${base.path}/authorize`,
  operation: `${base.path.slice(1)}/authorize`,
  title: 'Start a login',
  handle: (exchange) => handle(exchange, base),
})
