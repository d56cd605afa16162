import type { Answer } from '../../../http/answer.js'
import type { Endpoint, Service } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { refuse } from '../fault-answer.js'
import { unknownClient } from './check.js'
import { CERTIFICATE_SOURCE, type CertificatePolicy, type CertificateProblem } from './rules.js'

/** A certificate's problem as a SOAP fault tells it, and beside it what to do (tms 9.4). */
export const refuseCertificate = (
  exchange: Exchange,
  { key, description, advice }: CertificateProblem,
): Answer => refuse(exchange, { code: 300, location: key, description }, advice, CERTIFICATE_SOURCE)

const guarded = (endpoint: Endpoint, policy: CertificatePolicy): Endpoint => ({
  ...endpoint,
  handle(exchange) {
    const problem = unknownClient(exchange, policy)
    return problem ? refuseCertificate(exchange, problem) : endpoint.handle(exchange)
  },
})

/** A messaging service behind the check of clients' certificates: no message is read before it (tms 6, step 1). */
export const behindCertificates = (service: Service, policy: CertificatePolicy): Service => ({
  ...service,
  endpoints: service.endpoints.map((endpoint) => guarded(endpoint, policy)),
})
