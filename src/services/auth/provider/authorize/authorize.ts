import type { Answer } from '../../../../http/answer.js'
import { AUTH_ADVICE } from '../../advice-rules.js'
import { adviseOnUnread, readForm, readQuery } from '../../form.js'
import { firstRefusal } from '../../refusal.js'
import { isKnownAcr } from '../cis2/acr.js'
import type { AuthorizeInput, Dialect, Vouched } from '../dialect.js'
import { chooseRole } from '../login/choose-role.js'
import { errorPage } from '../login/html.js'
import { identify } from '../login/identify.js'
import { proceed } from '../login/log-in.js'
import type { LoginCall, Person } from '../login/login-call.js'
import { userPage } from '../login/user-page.js'
import { sendError } from '../login/way-back.js'
import type { ProviderCall } from '../provider-call.js'
import { findRelyingParty, isIdentityService } from '../relying-party.js'
import { findBrowserSession } from '../session/browser.js'
import { promptsOf, REDIRECTED, SHOWN } from './checks.js'
import { keepRequest, readRequest } from './keep-request.js'
import { hintOf, rememberedPerson, vouchedPerson } from './known-person.js'

/** Notes what would be better asked for otherwise. */
function advise({ exchange, realm, parameters }: AuthorizeInput): void {
  const acr = parameters.get('acr_values')
  if (realm.provider.kind === 'nhs-cis2' && acr !== undefined && !isKnownAcr(acr))
    exchange.advise(AUTH_ADVICE.acr, `CIS2 knows no class '${acr}'; AAL3_ANY is taken.`)
  for (const name of ['state', 'nonce'] as const)
    if (!parameters.get(name) && !isIdentityService(realm.provider, parameters.get('client_id')))
      exchange.advise(
        AUTH_ADVICE[name],
        `The request has no ${name}; it protects against forged and replayed answers.`,
      )
}

/** What is wrong with a request, told where it may be told. */
function refuse(input: AuthorizeInput, dialect: Dialect): Answer | undefined {
  const { exchange, parameters, client } = input
  const shown = firstRefusal(exchange, input, SHOWN, dialect.source)
  if (shown) return errorPage(shown.status, shown.description)
  const checks = [...REDIRECTED, ...dialect.requestChecks]
  const refused = firstRefusal(exchange, input, checks, dialect.source)
  if (!refused) return undefined
  // A client that may be sent anywhere is not sent on by a request that shows no login.
  if (client?.redirectUris === 'ANY') return errorPage(400, refused.description)
  const redirectUri = parameters.get('redirect_uri') as string
  const state = parameters.get('state')
  return sendError(
    { redirectUri, ...(state === undefined ? {} : { state }) },
    refused.error,
    refused.description,
  )
}

/** The answer to a request that must not show a page. */
function silently(call: LoginCall, person: Person | undefined, role: string | undefined): Answer {
  const { exchange, dialect, login } = call
  if (!person) return sendError(login, dialect.noSession, 'The user has to log in')
  return chooseRole(exchange.world, login, person.user, role).ask
    ? sendError(login, 'interaction_required', 'The user has to choose a role')
    : proceed(call, person, role)
}

/** Logs somebody in without a page, or shows the page. */
function start(call: LoginCall, input: AuthorizeInput, vouched: Vouched): Answer {
  const { exchange, realm } = call
  const asksAnew = promptsOf(input).includes('login')
  const remembered =
    (asksAnew ? undefined : vouchedPerson(call, vouched)) ?? rememberedPerson(call, input)
  const chosen = remembered && findBrowserSession(exchange, realm)?.selectedRole
  if (promptsOf(input).includes('none')) return silently(call, remembered, chosen)
  const [username, role] = hintOf(input)
  const client = input.client?.name ?? ''
  const { store } = exchange.world
  return store.transaction(() => {
    keepRequest(input, call.login)
    if (remembered) return proceed(call, remembered, role ?? chosen)
    if (username === undefined) return userPage(call, client)
    const found = identify(call, username, '')
    return found.ok ? proceed(call, found.person, role) : userPage(call, client, found)
  })
}

/**
 * The authorize address of a provider (auth 4, 5.3, 6.2): checks the request, then logs the user in by
 * an earlier login, by another client's word or by `login_hint`, or shows the login page.
 */
export async function authorize(provider: ProviderCall): Promise<Answer> {
  const { exchange, realm, dialect, keySets } = provider
  const { request, world } = exchange
  const parameters = request.method === 'POST' ? readForm(exchange) : readQuery(exchange)
  const client = findRelyingParty(world, realm.provider, parameters.get('client_id'), request.base)
  const input: AuthorizeInput = { exchange, realm, parameters, client }
  const refused = refuse(input, dialect)
  if (refused) return refused
  advise(input)
  const call: LoginCall = { exchange, realm, dialect, login: readRequest(input, dialect) }
  const vouched = (await dialect.vouched?.(input, keySets)) ?? 'NOBODY'
  if (vouched === 'REFUSED')
    return sendError(call.login, 'invalid_request', 'Invalid parameter: asserted_login_identity')
  const answer = start(call, input, vouched)
  adviseOnUnread(exchange, parameters)
  return answer
}
