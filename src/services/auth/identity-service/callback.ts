import { type Answer, redirect } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { applications } from '../../../world/tables/application.js'
import { authorisationCodes } from '../../../world/tables/authorisation-code.js'
import { removeExpired } from '../../../world/tables/expiring.js'
import { type PendingLogin, pendingLogins } from '../../../world/tables/pending-login.js'
import type { ProviderSession } from '../../../world/tables/provider-session.js'
import { NO_SCOPE } from '../application-checks.js'
import { type IdentityBase, PROVIDERS } from '../bases.js'
import type { RedeemAtProvider } from '../external-login.js'
import { readQuery, withQuery } from '../form.js'
import { checkExternalToken } from '../id-token/external-token.js'
import type { ProviderKeys } from '../id-token/provider-keys.js'
import { LIFETIMES } from '../lifetimes.js'
import { errorAnswer, oauthError, unknownError } from '../refusal.js'
import { grantOf } from '../tokens.js'

const SOURCE = 'auth 3.5'

/** What a login needs of its provider: a session for a code, and the keys to check what it says. */
export interface LoginSources {
  readonly redeem: RedeemAtProvider
  readonly providerKeys: ProviderKeys
}

const INVALID_STATE = oauthError(400, 'invalid_request', 'Invalid state parameter.')
const CODE_LENGTH = 32

/** The remembered login of a state, which is used up by this (auth 3.5 step 1). */
function takePending(
  { world }: Exchange,
  base: IdentityBase,
  state: string | undefined,
): PendingLogin | undefined {
  const pending = state === undefined ? undefined : pendingLogins.find(world.store, state)
  if (!pending || PROVIDERS[pending.provider].base !== base.path) return undefined
  pendingLogins.remove(world.store, pending.state)
  return pending.expires > world.clock.now() ? pending : undefined
}

/** The way back to the application, with a code for what its scopes allow (auth 3.5 steps 4 and 5). */
function sendBack(exchange: Exchange, pending: PendingLogin, session: ProviderSession): Answer {
  const { store, clock, ids } = exchange.world
  const application = applications.find(store, pending.clientId)
  if (!application) return errorAnswer(exchange, unknownError(500))
  exchange.caller = { clientId: application.clientId, userId: session.userId }
  const grant = grantOf(application, session, 'authorization_code')
  if (grant.scopes.length === 0) {
    exchange.find(
      'auth.scope.level',
      `The user reached ${session.level}; no scope of the application names exactly that level.`,
      SOURCE,
    )
    return errorAnswer(exchange, NO_SCOPE)
  }
  removeExpired(authorisationCodes, (old) => old.code, store, clock.now())
  const code = ids.secret(CODE_LENGTH)
  authorisationCodes.save(store, {
    code,
    grant,
    expires: clock.now() + LIFETIMES.authorisationCode,
  })
  return redirect(withQuery(pending.redirectUri, { code, state: pending.applicationState }))
}

/** What is remembered of the login, or a finding that it is not. */
function pendingOf(exchange: Exchange, base: IdentityBase, state: string | undefined) {
  const pending = exchange.world.store.transaction(() => takePending(exchange, base, state))
  if (!pending)
    exchange.find(
      'auth.callback.state',
      'The state is unknown, used, or older than 10 minutes: start again at /authorize.',
      SOURCE,
    )
  return pending
}

async function handle(
  exchange: Exchange,
  base: IdentityBase,
  { redeem, providerKeys }: LoginSources,
): Promise<Answer> {
  const parameters = readQuery(exchange)
  const pending = pendingOf(exchange, base, parameters.get('state'))
  if (!pending) return errorAnswer(exchange, INVALID_STATE)
  const provider = PROVIDERS[pending.provider]
  const redirectUri = `${exchange.request.base}${base.path}/callback`
  const login = await redeem(exchange, provider, { code: parameters.get('code'), redirectUri })
  if (!login) {
    exchange.find(
      'auth.callback.code',
      `The provider does not know the code${parameters.get('error') ? `; it sent the error '${parameters.get('error')}'` : ''}.`,
      SOURCE,
    )
    return errorAnswer(exchange, unknownError(500))
  }
  const refused = await checkExternalToken(
    { exchange, base, provider },
    login.idToken,
    providerKeys,
  )
  if (refused) return errorAnswer(exchange, refused)
  return exchange.world.store.transaction(() => sendBack(exchange, pending, login.session))
}

/** `GET /callback`: where the provider sends the user back to (auth 3.5). */
export const callbackEndpoint = (base: IdentityBase, sources: LoginSources): Endpoint => ({
  method: 'GET',
  path: `${base.path}/callback`,
  operation: `${base.path.slice(1)}/callback`,
  title: 'Come back from the login provider',
  handle: (exchange) => handle(exchange, base, sources),
})
