import { ok, type Result, refuse } from '../../domain/outcome.js'
import type { Call } from '../operation.js'

/** Checks the media type of a body (pds 3.4): another one is a service that PDS does not offer. */
export function checkContentType(
  { exchange, request }: Call,
  allowed: readonly string[],
): Result<undefined> {
  const sent = request.header('content-type')
  const type = sent?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (allowed.includes(type)) return ok(undefined)
  exchange.find(
    'pds.content-type',
    `The body is sent as '${sent ?? ''}'; send Content-Type: ${allowed[0]}.`,
    'pds 3.4',
  )
  return refuse('UNSUPPORTED_SERVICE')
}
