import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { given } from '../../../world/given.js'
import { refuse } from '../domain/outcome.js'
import type { FindPatient } from '../domain/patient.js'
import type { Door } from './door.js'
import type { ErsOperation } from './operation.js'
import { perform } from './perform.js'

/** An operation on a file that is too large to be read at all: it is refused as any too large one is. */
const ofTooLargeFile = (operation: ErsOperation): ErsOperation => ({
  ...operation,
  writes: false,
  handle: () => refuse('FILE_SIZE_ERROR', `The file is larger than ${operation.bodyLimit} bytes.`),
})

/** An operation as the server mounts it behind a door. */
export const operationEndpoint = (
  operation: ErsOperation,
  findPatient: FindPatient,
  door: Door,
): Endpoint => ({
  method: operation.method,
  path: door.baseOf(operation.fhir) + operation.path,
  operation: operation.code,
  title: operation.title,
  ...given({ bodyLimit: operation.bodyLimit }),
  ...(operation.body === 'FILE' && {
    tooLarge: (exchange: Exchange) =>
      perform(exchange, ofTooLargeFile(operation), findPatient, door),
  }),
  handle: (exchange) => perform(exchange, operation, findPatient, door),
})
