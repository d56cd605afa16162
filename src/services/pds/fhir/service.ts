import { FAULTS } from '../../../gateway/pds/faults.js'
import { pdsFaultAnswer } from '../../../gateway/pds/outcome.js'
import { createGatewayEndpoints } from '../../../gateway/status.js'
import { type Answer, empty, type Headers } from '../../../http/answer.js'
import type { Endpoint, Service } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import type { PdsOperation } from './operation.js'
import { PDS_OPERATIONS } from './operations/index.js'
import { refusalAnswer, UNFINISHED, unknownError } from './outcome.js'
import { BASE, perform, performNothing } from './perform.js'

/** Headers that come back as they were sent, on refusals too (pds 3.5). */
const MIRRORED = ['X-Request-ID', 'X-Correlation-ID'] as const

function finish({ request }: Exchange, answer: Answer): Answer {
  const mirrored: Headers = Object.fromEntries(
    MIRRORED.flatMap((name) => {
      const value = request.header(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  return { ...answer, headers: { ...mirrored, ...answer.headers } }
}

const endpoint = (operation: PdsOperation): Endpoint => ({
  method: operation.method,
  path: BASE + operation.path,
  operation: operation.id,
  title: operation.title,
  watch: 'DATA',
  handle: (exchange) => perform(exchange, operation),
})

const failed = (exchange: Exchange): Answer => unknownError(exchange, 500)

/** The PDS FHIR API as the server mounts it. */
export const pdsService: Service = {
  id: 'pds',
  title: 'PDS FHIR API',
  prefixes: [BASE],
  endpoints: [
    ...PDS_OPERATIONS.map(endpoint),
    ...createGatewayEndpoints(BASE, () => pdsFaultAnswer(FAULTS.monitoringKey)),
  ],
  notFound: performNothing,
  tooLarge: () => empty(413),
  failed,
  failures: {
    SERVER_ERROR: failed,
    SERVICE_UNAVAILABLE: () => refusalAnswer(UNFINISHED),
    UNABLE_TO_CALL_SERVICE: () => refusalAnswer({ code: 'UNABLE_TO_CALL_SERVICE' }),
    TOO_MANY_REQUESTS: () => pdsFaultAnswer(FAULTS.wholeApi),
  },
  finish,
}
