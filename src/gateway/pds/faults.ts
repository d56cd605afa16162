import type { BearerProblem } from '../bearer.js'
import type { PdsFault } from './outcome.js'

const SPECIFICATION =
  'https://digital.nhs.uk/developer/api-catalogue/personal-demographics-service-fhir'
const RATE_LIMITS =
  'https://digital.nhs.uk/developer/guides-and-documentation/reference-guide#rate-limits for more details.'

const value = (display: string, diagnostics: string, code: string): PdsFault => ({
  status: 400,
  severity: 'error',
  issue: 'value',
  code,
  display,
  diagnostics,
})

const forbidden = (code: string, display: string, diagnostics: string, issue = 'forbidden') => ({
  status: 403,
  severity: 'error' as const,
  issue,
  code,
  display,
  diagnostics,
})

const insufficient = (what: string): string =>
  `Your app has insufficient permissions to ${what}. Please contact support.`

/** What PDS says of a token, by what is wrong with it (auth 10.2; the last one inferred from 2.3). */
const TOKEN_DIAGNOSTICS: Readonly<Record<BearerProblem, (scheme: string) => string>> = {
  ABSENT: () => 'Missing Authorization header',
  EMPTY: () => 'Empty Authorization header',
  NO_TOKEN: () => 'Missing access token',
  OTHER_SCHEME: (scheme) => `Invalid token type '${scheme}', must be 'Bearer'`,
  INVALID: () => 'Invalid Access Token',
  EXPIRED: () => 'Access Token expired',
  NO_PRODUCT: () => 'Invalid API call as no apiproduct match found',
}

export const tokenFault = (problem: BearerProblem, scheme: string): PdsFault => ({
  status: 401,
  severity: 'error',
  issue: 'forbidden',
  code: 'ACCESS_DENIED',
  display: 'Access Denied - Unauthorised',
  diagnostics: TOKEN_DIAGNOSTICS[problem](scheme),
})

/** The refusals of the PDS gateway after the token (auth 10.3, 10.5). */
export const FAULTS = {
  quota: (name: string, quota: number): PdsFault => ({
    ...value(
      'Too many requests',
      `Your application, ${name}, has exceeded its quota of ${quota} requests every 1 minute(s) and is being rate limited. Please see: ${RATE_LIMITS}`,
      'TOO_MANY_REQUESTS',
    ),
    status: 429,
  }),
  spike: (name: string): PdsFault => ({
    ...value(
      'Too many requests',
      `Your application, ${name}, has created a spike in traffic and is being rate limited. Please reduce the frequency of your requests. Please see: ${RATE_LIMITS}`,
      'TOO_MANY_REQUESTS',
    ),
    status: 429,
  }),
  creations: {
    ...value(
      'Too many requests',
      'There have been too many Create Patient requests. Please try again later.',
      'TOO_MANY_REQUESTS',
    ),
    status: 429,
  },
  wholeApi: {
    ...value(
      'Too many requests',
      `This API is currently receiving a high volume of requests and is being rate limited. Please see: ${RATE_LIMITS}`,
      'TOO_MANY_REQUESTS',
    ),
    status: 429,
  },
  patient: forbidden(
    'ACCESS_DENIED',
    'Patient cannot perform this action',
    `Your access token has insufficient permissions. See documentation regarding Patient access restrictions ${SPECIFICATION}`,
  ),
  path: (path: string) =>
    value(
      'The request is not one that is supported.',
      `Unsupported path - '${path}'`,
      'UNSUPPORTED_REQUEST',
    ),
  requestId: (sent: string) =>
    value(
      'Provided value is invalid',
      `Invalid value - '${sent}' in header 'X-Request-ID'`,
      'INVALID_VALUE',
    ),
  role: (sent: string) =>
    value(
      'Provided value is invalid',
      `Invalid value - '${sent}' in header 'NHSD-Session-URID'. Refer to the guidance for this header in our API Specification ${SPECIFICATION}`,
      'INVALID_VALUE',
    ),
  asid: value(
    'Required value is missing',
    'No ASID is associated with your app. Please contact support.',
    'MISSING_VALUE',
  ),
  method: (verb: 'update' | 'create', mode: string) =>
    forbidden(
      'INVALID_METHOD',
      `Cannot ${verb} resource with ${mode} access token`,
      insufficient('use this method'),
    ),
  coverage: (verb: string, mode: string) =>
    forbidden(
      'ACCESS_DENIED',
      `Cannot ${verb} resource with ${mode} access token`,
      insufficient('use this operation'),
    ),
  oneResult: (mode: string) =>
    forbidden(
      'INVALID_VALUE',
      `Cannot retrieve more than one result with ${mode} access token`,
      insufficient('perform this search'),
      'token',
    ),
  coverageSearch: value(
    'Search data is invalid',
    "Invalid search data provided - 'Coverage search request must follow the format /Coverage?subscriber:identifier=NHS_NUMBER'",
    'INVALID_SEARCH_DATA',
  ),
  monitoringKey: {
    status: 401,
    severity: 'error',
    issue: 'forbidden',
    code: 'ACCESS_DENIED',
    display: 'Access Denied - Unauthorised',
    diagnostics: 'Invalid Api Key',
  },
} as const satisfies Record<string, PdsFault | ((...words: never[]) => PdsFault)>
