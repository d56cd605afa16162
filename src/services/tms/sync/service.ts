import { empty, text } from '../../../http/answer.js'
import type { Endpoint, Service } from '../../../http/endpoint.js'
import { faultAnswer, interactionOf, oneExchange } from '../fault-answer.js'
import { answerSyncQuery, type SyncContext } from './sync-query.js'

/** The address of today, and the older ones of each domain that clients still have (tms 3.1). */
const PATHS = [
  '/sync-service',
  '/syncservice-pds/pds',
  '/syncservice-mm/mm',
  '/syncservice-lrs/acf',
  '/syncservice-lrs/lrs',
  '/syncservice-psis/psis',
  '/syncservice-sds/sds',
  '/syncservice-dbs/dbs',
] as const

const endpoint = (path: string, context: SyncContext): Endpoint => ({
  method: 'POST',
  path,
  operation: path.slice(1),
  operationOf: interactionOf,
  title: 'Answer a synchronous query',
  handle: (exchange) => answerSyncQuery(exchange, context),
})

/** The synchronous service of the Spine (tms 4.1): SOAP in, SOAP out. */
export const createSyncService = (context: SyncContext): Service => ({
  id: 'tms-sync',
  title: 'TMS synchronous service',
  prefixes: PATHS,
  endpoints: PATHS.map((path) => endpoint(path, context)),
  interactions: context.registry.named(({ pattern }) => pattern === 'synchronous'),
  notFound: (_exchange, allowed) =>
    allowed.length > 0
      ? text(405, 'Method not allowed\n', undefined, { Allow: allowed.join(', ') })
      : text(404, 'Not found\n'),
  tooLarge: () => empty(413),
  failed: () => faultAnswer({ code: 200, location: 'Not Supported' }),
  failures: {
    SERVER_ERROR: () => faultAnswer({ code: 200, location: 'Not Supported' }),
    DELIVERY_FAILURE: () => faultAnswer({ code: 206, location: 'Not Supported' }),
    STORAGE_FAILURE: () => faultAnswer({ code: 208, location: 'Not Supported' }),
  },
  finish: (_exchange, answer) => oneExchange(answer),
})
