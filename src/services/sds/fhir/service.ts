import { correlationIdOf } from '../../../gateway/sds/correlation.js'
import { tooManyCalls } from '../../../gateway/sds/index.js'
import { sdsFaultAnswer, sdsGatewayFault } from '../../../gateway/sds/outcome.js'
import { createGatewayEndpoints } from '../../../gateway/status.js'
import type { Answer } from '../../../http/answer.js'
import type { Endpoint, Service } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { deepHealth, type LdapUrl, shallowHealth } from './health.js'
import type { SdsOperation } from './operation.js'
import { searchDevices } from './operations/search-devices.js'
import { searchEndpoints } from './operations/search-endpoints.js'
import { refusalAnswer, refuse } from './outcome.js'
import { perform, performNothing } from './perform.js'

const BASE = '/spine-directory/FHIR/R4'

const endpoint = (operation: SdsOperation): Endpoint => ({
  method: 'GET',
  path: `${BASE}/${operation.resourceType}`,
  operation: `SDS ${operation.resourceType}`,
  title: operation.title,
  watch: 'DATA',
  handle: (exchange) => perform(exchange, operation),
})

const health = (path: string, title: string, handle: (exchange: Exchange) => Answer): Endpoint => ({
  method: 'GET',
  path: BASE + path,
  operation: `SDS ${path.slice(1)}`,
  title,
  handle,
})

/** Every answer carries a correlation id; the service's own answers have it already. */
function finish(exchange: Exchange, answer: Answer): Answer {
  if ('X-Correlation-Id' in answer.headers) return answer
  const headers = { ...answer.headers, 'X-Correlation-Id': correlationIdOf(exchange) }
  return { ...answer, headers }
}

const wrongMonitoringKey = (exchange: Exchange): Answer =>
  sdsFaultAnswer(exchange, sdsGatewayFault(401, 'forbidden', 'ACCESS_DENIED', 'Invalid ApiKey'))

const failed = (exchange: Exchange): Answer =>
  refusalAnswer(exchange, refuse('FAILED', 'Internal Server Error'))

/** The SDS FHIR API as the server mounts it. */
export const createSdsService = (ldapUrl: LdapUrl): Service => ({
  id: 'sds',
  title: 'SDS FHIR API',
  prefixes: [BASE],
  endpoints: [
    endpoint(searchDevices),
    endpoint(searchEndpoints),
    health('/healthcheck', 'Health of the service', shallowHealth),
    health('/healthcheck/deep', 'Health of the service and the directory', deepHealth(ldapUrl)),
    ...createGatewayEndpoints(BASE, wrongMonitoringKey),
  ],
  notFound: performNothing,
  tooLarge: (exchange) => refusalAnswer(exchange, refuse('TOO_LARGE', 'Request Entity Too Large')),
  failed,
  failures: {
    SERVER_ERROR: failed,
    TOO_MANY_REQUESTS: (exchange) => tooManyCalls(exchange),
    BAD_GATEWAY: (exchange) =>
      refusalAnswer(exchange, refuse('BAD_GATEWAY', 'Invalid LDAP response received')),
    GATEWAY_TIMEOUT: (exchange) =>
      refusalAnswer(exchange, refuse('TIMED_OUT', 'LDAP request timed out')),
  },
  finish,
})
