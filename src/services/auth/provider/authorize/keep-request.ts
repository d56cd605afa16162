import { removeExpired } from '../../../../world/tables/expiring.js'
import { type ProviderLogin, providerLogins } from '../../../../world/tables/provider-login.js'
import { LIFETIMES } from '../../lifetimes.js'
import { DEFAULT_ACR } from '../cis2/acr.js'
import type { AuthorizeInput, Dialect } from '../dialect.js'
import { grantedScope } from './scopes.js'

const SESSION_CODE_LENGTH = 43
const CSRF_LENGTH = 43

const given = <Name extends string>(name: Name, value: string | undefined) =>
  value === undefined ? {} : ({ [name]: value } as { [Key in Name]: string })

/** What a request asks for, under a new session code; nothing is kept yet. */
export function readRequest(input: AuthorizeInput, dialect: Dialect): ProviderLogin {
  const { exchange, realm, parameters, client } = input
  const { clock, ids } = exchange.world
  const vtr = dialect.vtrOf?.(input)
  return {
    sessionCode: ids.secret(SESSION_CODE_LENGTH),
    csrf: ids.secret(CSRF_LENGTH),
    provider: realm.provider.name,
    realm: realm.name,
    clientId: parameters.get('client_id') as string,
    redirectUri: parameters.get('redirect_uri') as string,
    ...given('state', parameters.get('state')),
    ...given('nonce', parameters.get('nonce')),
    ...given('codeChallenge', dialect.hasPkce ? parameters.get('code_challenge') : undefined),
    scope: grantedScope(dialect, client?.scopes, parameters),
    acr: parameters.get('acr_values') ?? DEFAULT_ACR,
    ...(vtr ? { vtr } : {}),
    expires: clock.now() + LIFETIMES.pendingLogin,
  }
}

/** Keeps a request until its page is answered. */
export function keepRequest({ exchange }: AuthorizeInput, login: ProviderLogin): void {
  const { store, clock } = exchange.world
  removeExpired(providerLogins, (old) => old.sessionCode, store, clock.now())
  providerLogins.save(store, login)
}
