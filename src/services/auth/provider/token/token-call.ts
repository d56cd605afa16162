import { type Answer, json } from '../../../../http/answer.js'
import type { RelyingParty } from '../../../../world/tables/relying-party.js'
import type { Parameters } from '../../form.js'
import type { OAuthError } from '../../refusal.js'
import type { ProviderCall } from '../provider-call.js'

/** A call of a provider's token endpoint. */
export interface TokenCall extends ProviderCall {
  readonly form: Parameters
}

/** A call whose client is proved. */
export interface ClientCall extends TokenCall {
  readonly client: RelyingParty
}

const NOT_KEPT = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }

/** An error of a token endpoint (RFC 6749 5.2). */
export function tokenError({ exchange }: TokenCall, error: OAuthError): Answer {
  const basic = exchange.request.header('authorization')?.toLowerCase().startsWith('basic ')
  return json(
    error.status,
    { error: error.error, error_description: error.description },
    {
      ...NOT_KEPT,
      ...(error.status === 401 && basic ? { 'WWW-Authenticate': 'Basic realm="sandbox"' } : {}),
    },
  )
}

/** Tokens, which nobody may keep a copy of on the way. */
export const tokenAnswer = (body: object): Answer => json(200, body, NOT_KEPT)
