import { type Answer, type Headers, json } from '../http/answer.js'
import type { BearerProblem } from './bearer.js'

/** A refusal of the API platform in its own form, where an API adds none (auth 2.2, 2.3). */
export interface Fault {
  readonly faultstring: string
  readonly errorcode: string
}

const NO_TOKEN: Fault = {
  faultstring: 'Invalid access token',
  errorcode: 'oauth.v2.InvalidAccessToken',
}

/** What the platform says of a bearer token it does not accept; note the two spellings (auth 2.3). */
export const BEARER_FAULTS: Readonly<Record<BearerProblem, Fault>> = {
  ABSENT: NO_TOKEN,
  EMPTY: NO_TOKEN,
  NO_TOKEN,
  OTHER_SCHEME: NO_TOKEN,
  INVALID: {
    faultstring: 'Invalid Access Token',
    errorcode: 'keymanagement.service.invalid_access_token',
  },
  EXPIRED: {
    faultstring: 'Access Token expired',
    errorcode: 'keymanagement.service.access_token_expired',
  },
  NO_PRODUCT: {
    faultstring: 'Invalid API call as no apiproduct match found',
    errorcode: 'keymanagement.service.InvalidAPICallAsNoApiProductMatchFound',
  },
}

/** The header that goes with a refused token (auth 2.3). */
export const wwwAuthenticate = ({ faultstring, errorcode }: Fault): Headers => ({
  'WWW-Authenticate': `Bearer realm="null",error="invalid_token",error_description="${errorcode}: ${faultstring}"`,
})

export const faultAnswer = (
  status: number,
  { faultstring, errorcode }: Fault,
  headers: Headers = {},
): Answer => json(status, { fault: { faultstring, detail: { errorcode } } }, headers)

/** A refused bearer token where the API adds no handling of its own (auth 2.3). */
export const bearerFaultAnswer = (problem: BearerProblem): Answer =>
  faultAnswer(401, BEARER_FAULTS[problem], wwwAuthenticate(BEARER_FAULTS[problem]))

/** A live token none of whose scopes fits (auth 2.3; inferred). */
export const insufficientScopeAnswer = (scopes: readonly string[]): Answer =>
  faultAnswer(403, {
    faultstring: `Required scope(s) : ${scopes.join(' ')}`,
    errorcode: 'steps.oauth.v2.InsufficientScope',
  })

/** An application whose attribute the gateway needs and does not find (auth 9.1). */
export const unresolvedVariableAnswer = (attribute: string): Answer =>
  faultAnswer(500, {
    faultstring: `Unresolved variable : app.${attribute}`,
    errorcode: 'entities.UnresolvedVariable',
  })
