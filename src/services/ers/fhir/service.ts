import { rateLimitAnswer } from '../../../gateway/ers/checks.js'
import { leavePlatform } from '../../../gateway/ers/largest-answer.js'
import { type Answer, empty } from '../../../http/answer.js'
import type { Endpoint, Service } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { keepFiles } from '../domain/files/file-jobs.js'
import { keepPas } from '../domain/pas/keep-pas.js'
import type { FindPatient } from '../domain/patient.js'
import { keepReminders } from '../domain/referral/remind-patient.js'
import { keepMim } from '../mim/keep-mim.js'
import type { MimContext } from '../mim/outgoing.js'
import { operationEndpoint } from './endpoint.js'
import { type FhirVersion, failureAnswer, maintenanceAnswer, refusalAnswer } from './errors.js'
import { ERS_OPERATIONS } from './operations/index.js'
import { pasFailures } from './pas-failures.js'
import type { FindSystem } from './permit-system.js'
import { platformDoor } from './platform-door.js'

const BASE = '/referrals'

const versionOf = (exchange: Exchange): FhirVersion =>
  exchange.request.path.includes('/FHIR/R4/') ? 'R4' : 'STU3'

/** Mirrors the correlation id; the rest of the headers is the gateway's or the operation's own. */
function finish(exchange: Exchange, whole: Answer): Answer {
  const answer = leavePlatform(exchange, whole)
  const correlation = exchange.request.header('x-correlation-id')
  return correlation === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'X-Correlation-ID': correlation } }
}

function notFound(exchange: Exchange, allowed: readonly string[]): Answer {
  const { method, path } = exchange.request
  const diagnostics =
    allowed.length > 0
      ? `${method} is not offered at ${path}; ${allowed.join(', ')} is.`
      : `There is no operation at ${path}.`
  exchange.find('ers.unknown-path', diagnostics, 'e-RS FHIR API, list of endpoints')
  if (allowed.length > 0) return empty(405, { Allow: allowed.join(', ') })
  const refusals = [{ code: 'NOT_FOUND', diagnostics }] as const
  return refusalAnswer(versionOf(exchange), refusals, 404, exchange.world.clock.iso())
}

/** Does what a call asks for. */
function answerAsUsual(endpoints: readonly Endpoint[], exchange: Exchange) {
  const { operation, request } = exchange
  const asked = endpoints.find(
    (one) => one.operation === operation && one.method === request.method,
  )
  return asked ? asked.handle(exchange) : notFound(exchange, [])
}

/** What e-RS needs of the others. */
export interface ErsContext extends MimContext {
  /** Asks PDS. */
  readonly findPatient: FindPatient
  /** Asks SDS. */
  readonly findSystem: FindSystem
  /** What the API platform adds (ping, status). */
  readonly gatewayEndpoints: readonly Endpoint[]
}

/** The e-RS FHIR API as the server mounts it. */
export const createErsService = ({
  findPatient,
  findSystem,
  gatewayEndpoints,
  send,
}: ErsContext): Service => {
  const door = platformDoor(findSystem)
  const endpoints = ERS_OPERATIONS.map(
    (operation): Endpoint => ({
      ...operationEndpoint(operation, findPatient, door),
      watch: 'DATA',
    }),
  )
  return {
    id: 'ers',
    title: 'e-RS FHIR API',
    prefixes: [BASE],
    endpoints: [...endpoints, ...gatewayEndpoints],
    opened: (world) => {
      keepFiles(world)
      keepReminders(world)
      keepMim(world, { send, findPatient })
      keepPas(world)
    },
    notFound,
    tooLarge: () => empty(413),
    failed: (exchange) => failureAnswer(versionOf(exchange), exchange.world.clock.iso()),
    failures: {
      SERVER_ERROR: (exchange) => failureAnswer(versionOf(exchange), exchange.world.clock.iso()),
      SYSTEM_UNAVAILABLE: (exchange) =>
        maintenanceAnswer(versionOf(exchange), exchange.world.clock.iso()),
      TOO_MANY_REQUESTS: (exchange) => rateLimitAnswer(versionOf(exchange), exchange),
      ...pasFailures((exchange) => answerAsUsual(endpoints, exchange)),
    },
    finish,
  }
}
