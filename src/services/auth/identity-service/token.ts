import type { Answer } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { LIMITS } from '../../../world/limits.js'
import type { IdentityBase } from '../bases.js'
import { adviseOnUnread, isForm, type Parameters, readForm } from '../form.js'
import { type Check, errorAnswer, firstRefusal, oauthError } from '../refusal.js'
import { clientCredentials } from './client-credentials.js'
import { codeExchange } from './code-exchange.js'
import { refresh } from './refresh.js'
import { tokenExchange } from './token-exchange.js'
import { EXCHANGE_GRANT, ID_TOKEN_TYPE, type KeySources, type TokenFlow } from './token-flow.js'

/** The flows in the order in which they are tried (auth 3.2 rows 5 to 9). */
const FLOWS: readonly TokenFlow[] = [clientCredentials, tokenExchange, codeExchange, refresh]

const CONTENT_TYPE: Check<Exchange> = {
  rule: 'auth.token.content-type',
  refuses: (exchange) => !isForm(exchange),
  error: oauthError(
    415,
    'invalid_request',
    'Content-Type header must be application/x-www-form-urlencoded',
  ),
  help: ({ request }) => `Content-Type was '${request.header('content-type') ?? ''}'.`,
}

/** What is said of a call that no flow takes (auth 3.2 rows 13 to 15). */
const NO_FLOW: readonly Check<Parameters>[] = [
  {
    rule: 'auth.token.subject-token-type',
    refuses: (form) =>
      form.get('grant_type') === EXCHANGE_GRANT && form.get('subject_token_type') !== ID_TOKEN_TYPE,
    error: oauthError(
      400,
      'invalid_request',
      `missing or invalid subject_token_type - must be '${ID_TOKEN_TYPE}'`,
    ),
  },
  {
    rule: 'auth.token.grant-type',
    refuses: (form) => form.get('grant_type') !== undefined,
    error: oauthError(400, 'unsupported_grant_type', 'grant_type is invalid'),
    help: (form) => `grant_type was '${form.get('grant_type')}'.`,
  },
  {
    rule: 'auth.token.grant-type-missing',
    refuses: () => true,
    error: oauthError(400, 'invalid_request', 'grant_type is missing'),
  },
]

const SOURCE = 'auth 3.2'

async function handle(
  exchange: Exchange,
  base: IdentityBase,
  sources: KeySources,
): Promise<Answer> {
  const unreadable = firstRefusal(exchange, exchange, [CONTENT_TYPE], SOURCE)
  if (unreadable) return errorAnswer(exchange, unreadable)
  const form = readForm(exchange)
  const flow = FLOWS.find(({ fits }) => fits(form))
  if (!flow)
    return errorAnswer(exchange, firstRefusal(exchange, form, NO_FLOW, SOURCE) ?? NO_FLOW[0]!.error)
  const answer = await flow.run({ exchange, base, form, ...sources })
  if (answer.status === 200) adviseOnUnread(exchange, form)
  return answer
}

/** `POST /token`: all grants (auth 3.2, 3.6 to 3.9). */
export const tokenEndpoint = (base: IdentityBase, sources: KeySources): Endpoint => ({
  method: 'POST',
  path: `${base.path}/token`,
  operation: `${base.path.slice(1)}/token`,
  title: 'Get a token',
  bodyLimit: LIMITS.form,
  watch: 'TOKEN',
  handle: (exchange) => handle(exchange, base, sources),
})
