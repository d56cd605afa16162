import type { Exchange } from '../../../http/exchange.js'
import { type Application, applications } from '../../../world/tables/application.js'
import { APPLICATION_CHECKS } from '../application-checks.js'
import type { Parameters } from '../form.js'
import { type Check, firstRefusal, type OAuthError, oauthError } from '../refusal.js'
import { isSameSecret } from '../same-secret.js'

interface ClientInput {
  readonly exchange: Exchange
  readonly form: Parameters
  readonly application: Application | undefined
}

export type Client =
  | { readonly ok: true; readonly application: Application }
  | { readonly ok: false; readonly error: OAuthError }

const missing = (name: string) => oauthError(401, 'invalid_request', `${name} is missing`)
const WRONG = oauthError(401, 'invalid_client', 'client_id or client_secret is invalid')

const basicHint = ({ exchange }: ClientInput, text: string): string =>
  exchange.request.header('authorization')?.toLowerCase().startsWith('basic ')
    ? `${text} HTTP Basic is not read here: send client_id and client_secret in the form.`
    : text

/** Rows 1 to 5 of auth 3.6, which refresh shares. */
const CHECKS: readonly Check<ClientInput>[] = [
  {
    rule: 'auth.client.id-missing',
    refuses: ({ form }) => !form.get('client_id'),
    error: missing('client_id'),
    help: (input) => basicHint(input, 'The form has no client_id.'),
  },
  {
    rule: 'auth.client.unknown',
    refuses: ({ application }) => !application,
    error: WRONG,
    help: ({ form }) => `No application of this world has the key '${form.get('client_id')}'.`,
  },
  ...APPLICATION_CHECKS,
  {
    rule: 'auth.client.secret-missing',
    refuses: ({ form }) => !form.get('client_secret'),
    error: missing('client_secret'),
    help: (input) => basicHint(input, 'The form has no client_secret.'),
  },
  {
    rule: 'auth.client.secret',
    refuses: ({ form, application }) =>
      !isSameSecret(form.get('client_secret'), application?.secret),
    error: WRONG,
    help: () => 'The client_secret is not the one of this application.',
  },
]

/** Finds the application that a form names and checks its secret (auth 3.6, 3.7). */
export function authenticateClient(exchange: Exchange, form: Parameters): Client {
  const application = applications.find(exchange.world.store, form.get('client_id') ?? '')
  const error = firstRefusal(exchange, { exchange, form, application }, CHECKS, 'auth 3.6')
  if (error) return { ok: false, error }
  exchange.caller = { clientId: (application as Application).clientId }
  return { ok: true, application: application as Application }
}
