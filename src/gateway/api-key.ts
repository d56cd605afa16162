import type { Answer } from '../http/answer.js'
import type { Exchange } from '../http/exchange.js'
import { type Application, applications, hasProduct } from '../world/tables/application.js'
import { type Fault, faultAnswer } from './fault.js'

export type ApiKey =
  | { readonly ok: true; readonly application: Application }
  | { readonly ok: false; readonly fault: Fault; readonly answer: Answer }

const FAULTS = {
  ABSENT: {
    faultstring: 'Failed to resolve API Key variable request.header.apikey',
    errorcode: 'steps.oauth.v2.FailedToResolveAPIKey',
  },
  UNKNOWN: { faultstring: 'Invalid ApiKey', errorcode: 'oauth.v2.InvalidApiKey' },
  REVOKED: { faultstring: 'ApiKey not approved', errorcode: 'oauth.v2.InvalidApiKey' },
  NO_PRODUCT: {
    faultstring: 'Invalid ApiKey for given resource',
    errorcode: 'oauth.v2.InvalidApiKeyForGivenResource',
  },
} as const satisfies Record<string, Fault>

const HELP: Readonly<Record<keyof typeof FAULTS, string>> = {
  ABSENT: 'Send the application key in the header apikey.',
  UNKNOWN: 'No application has the key in the header apikey.',
  REVOKED: 'The application whose key was sent is not approved.',
  NO_PRODUCT: 'The application whose key was sent has no product with this API.',
}

/**
 * Checks the `apikey` header for an API with API-key access (auth 2.2). Without `apis` every approved
 * application passes.
 */
export function readApiKey(exchange: Exchange, apis?: readonly string[]): ApiKey {
  const refuse = (problem: keyof typeof FAULTS): ApiKey => {
    exchange.find(`gateway.api-key.${problem.toLowerCase()}`, HELP[problem], 'auth 2.2')
    return { ok: false, fault: FAULTS[problem], answer: faultAnswer(401, FAULTS[problem]) }
  }
  const key = exchange.request.header('apikey')
  if (!key) return refuse('ABSENT')
  const application = applications.find(exchange.world.store, key)
  if (!application) return refuse('UNKNOWN')
  if (application.status !== 'approved') return refuse('REVOKED')
  if (apis && !hasProduct(application, apis)) return refuse('NO_PRODUCT')
  exchange.caller = { clientId: application.clientId }
  return { ok: true, application }
}
