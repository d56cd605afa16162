import { type Answer, redirect } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { removeExpired } from '../../../world/tables/expiring.js'
import { type ProviderLogin, providerLogins } from '../../../world/tables/provider-login.js'
import { DEFAULT_ACR, isKnownAcr } from '../acr.js'
import type { Provider } from '../bases.js'
import { type Parameters, readQuery, withQuery } from '../form.js'
import { LIFETIMES } from '../lifetimes.js'
import { type Check, firstRefusal, oauthError } from '../refusal.js'
import { errorPage } from './html.js'
import type { LoginAddress } from './login-address.js'
import { loginPage } from './login-page.js'
import { findRelyingParty, type RelyingParty } from './relying-party.js'

const SESSION_CODE_LENGTH = 43

interface AuthorizeInput {
  readonly parameters: Parameters
  readonly relyingParty: RelyingParty | undefined
}

/** An unknown client or address is shown on a page, never followed (auth 5.3). */
const SHOWN: readonly Check<AuthorizeInput>[] = [
  {
    rule: 'auth.provider.client',
    refuses: ({ relyingParty }) => !relyingParty,
    error: oauthError(400, 'invalid_client', 'Client not found.'),
    help: ({ parameters }) =>
      `The provider knows no client '${parameters.get('client_id') ?? ''}'; start at /oauth2/authorize or /oauth2-mock/authorize.`,
  },
  {
    rule: 'auth.provider.redirect-uri',
    refuses: ({ parameters, relyingParty }) =>
      !relyingParty?.accepts(parameters.get('redirect_uri') ?? ''),
    error: oauthError(400, 'invalid_request', 'Invalid parameter: redirect_uri'),
    help: ({ parameters }) =>
      `The client is not sent to '${parameters.get('redirect_uri') ?? ''}'.`,
  },
]

/** What is told to the client by a redirect, with the standard codes (auth 5.3). */
const REDIRECTED: readonly Check<AuthorizeInput>[] = [
  {
    rule: 'auth.provider.response-type',
    refuses: ({ parameters }) => parameters.get('response_type') !== 'code',
    error: oauthError(302, 'unsupported_response_type', 'Only the code flow is supported'),
  },
  {
    rule: 'auth.provider.scope',
    refuses: ({ parameters }) => !parameters.get('scope')?.split(' ').includes('openid'),
    error: oauthError(302, 'invalid_scope', 'The scope openid is required'),
  },
]

/** Keeps what was asked for under a new session code, which the form's address carries. */
function keep(
  exchange: Exchange,
  provider: Provider,
  realm: string,
  asked: Parameters,
): ProviderLogin {
  const { store, clock, ids } = exchange.world
  const [state, nonce] = [asked.get('state'), asked.get('nonce')]
  const login: ProviderLogin = {
    sessionCode: ids.secret(SESSION_CODE_LENGTH),
    provider: provider.name,
    realm,
    clientId: asked.get('client_id') as string,
    redirectUri: asked.get('redirect_uri') as string,
    ...(state === undefined ? {} : { state }),
    ...(nonce === undefined ? {} : { nonce }),
    scope: asked.get('scope') as string,
    acr: asked.get('acr_values') ?? DEFAULT_ACR,
    expires: clock.now() + LIFETIMES.pendingLogin,
  }
  removeExpired(providerLogins, (old) => old.sessionCode, store, clock.now())
  providerLogins.save(store, login)
  return login
}

/** The absolute address that the form of a login posts to. */
export const formAction = (
  exchange: Exchange,
  address: LoginAddress,
  login: ProviderLogin,
): string =>
  withQuery(
    `${exchange.request.base}${address.submit.replace(':realm', encodeURIComponent(login.realm))}`,
    { session_code: login.sessionCode, client_id: login.clientId },
  )

/** The authorize address of a provider: shows the login page (auth 4, 5.3). */
export function showLogin(exchange: Exchange, address: LoginAddress): Answer {
  const { request, world } = exchange
  const realm = address.realmOf(request.params)
  if (!realm) return errorPage(404, 'Realm does not exist')
  const { provider } = realm
  const parameters = readQuery(exchange)
  const relyingParty = findRelyingParty(provider, parameters.get('client_id'), request.base)
  const input = { parameters, relyingParty }
  const shown = firstRefusal(exchange, input, SHOWN, 'auth 5.3')
  if (shown) return errorPage(shown.status, shown.description)
  const redirected = firstRefusal(exchange, input, REDIRECTED, 'auth 5.3')
  if (redirected)
    return redirect(
      withQuery(parameters.get('redirect_uri') as string, {
        error: redirected.error,
        error_description: redirected.description,
        state: parameters.get('state'),
      }),
    )
  const acr = parameters.get('acr_values')
  if (acr !== undefined && !isKnownAcr(acr))
    exchange.find(
      'auth.acr.unknown',
      `CIS2 knows no class '${acr}'; ${DEFAULT_ACR} is taken.`,
      'auth 5.7',
    )
  const login = world.store.transaction(() => keep(exchange, provider, realm.name, parameters))
  return loginPage(world, { provider, action: formAction(exchange, address, login) })
}
