import type { Answer } from '../../../../http/answer.js'
import { adviseOnUnread, isForm, readForm } from '../../form.js'
import { oauthError } from '../../refusal.js'
import type { Dialect } from '../dialect.js'
import type { ProviderCall } from '../provider-call.js'
import { proveClient } from './client-authentication.js'
import { codeGrant } from './code-grant.js'
import { refreshGrant } from './refresh-grant.js'
import { type ClientCall, type TokenCall, tokenError } from './token-call.js'

const invalid = (description: string) => oauthError(400, 'invalid_request', description)

const GRANTS: Readonly<Record<string, (call: ClientCall) => Promise<Answer>>> = {
  authorization_code: codeGrant,
  refresh_token: refreshGrant,
}

/** The grants that a provider knows: refreshing only where it gives refresh tokens. */
export const grantsOf = ({ lives }: Pick<Dialect, 'lives'>): readonly string[] =>
  Object.keys(GRANTS).filter((name) => name !== 'refresh_token' || lives.refreshToken !== undefined)

/** `POST` to the token endpoint of a provider (auth 4, 5.4, 6.4). */
export async function token(provider: ProviderCall): Promise<Answer> {
  const { exchange, dialect } = provider
  const call: TokenCall = { ...provider, form: readForm(exchange) }
  if (!isForm(exchange))
    return tokenError(call, invalid('The body must be application/x-www-form-urlencoded'))
  const proved = await proveClient(call)
  if (!proved.ok) return tokenError(call, proved.error)
  const grantType = call.form.get('grant_type')
  if (grantType === undefined) return tokenError(call, invalid('Missing parameter: grant_type'))
  const grant = grantsOf(dialect).includes(grantType) ? GRANTS[grantType] : undefined
  if (!grant)
    return tokenError(
      call,
      oauthError(400, 'unsupported_grant_type', 'The grant type is not supported'),
    )
  const answer = await grant({ ...call, client: proved.client })
  if (answer.status === 200) adviseOnUnread(exchange, call.form)
  return answer
}
