import { countCall } from '../../gateway/rate-limit.js'
import type { Exchange } from '../../http/exchange.js'
import type { Application } from '../../world/tables/application.js'
import { type Check, oauthError, unknownError } from './refusal.js'

export interface ApplicationInput {
  readonly exchange: Exchange
  readonly application: Application | undefined
}

const denied = (description: string) => oauthError(401, 'access_denied', description)

const hasStatus =
  (status: Application['status']) =>
  ({ application }: ApplicationInput): boolean =>
    application?.status === status

/** Counts the call of an application (auth 2.4). */
export const RATE_LIMIT: Check<ApplicationInput> = {
  rule: 'auth.application.rate-limit',
  refuses: ({ exchange, application }) =>
    !!application &&
    countCall(exchange.world, 'identity-service', application.clientId) !== undefined,
  error: unknownError(429),
  help: () =>
    'The identity service lets an application make 300 calls a minute, unless the world sets another limit.',
}

/** Whether a known application may use the identity service (auth 3.4 rows 3 to 7). */
export const APPLICATION_CHECKS: readonly Check<ApplicationInput>[] = [
  {
    rule: 'auth.application.revoked',
    refuses: hasStatus('revoked'),
    error: denied('The developer app associated with the API key is not approved or revoked'),
  },
  {
    rule: 'auth.application.no-product',
    refuses: ({ application }) => application?.identityService === false,
    error: denied(
      'API Key supplied does not have access to this resource. Please check the API Key you are using belongs to an app which has sufficient access to access this resource.',
    ),
    help: () => 'No product of the application contains the identity service.',
  },
  {
    rule: 'auth.application.company-inactive',
    refuses: hasStatus('company-inactive'),
    error: denied(
      'The company associated with the developer app that has the API key you are using has an inactive status',
    ),
  },
  {
    rule: 'auth.application.developer-inactive',
    refuses: hasStatus('developer-inactive'),
    error: denied(
      'The developer who created the developer app that has the API key you are using has an inactive status',
    ),
  },
  RATE_LIMIT,
]

/** None of the application's scopes fits the flow or the user's level (auth 3.5 step 4). */
export const NO_SCOPE = oauthError(
  401,
  'unauthorized_client',
  'you have tried to request authorization but your application is not configured to use this authorization grant type',
)
