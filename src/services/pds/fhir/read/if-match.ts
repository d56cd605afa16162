import { ok, type Result, refuse } from '../../domain/outcome.js'
import type { Call } from '../operation.js'

const VERSION = /^W\/"(\d{1,15})"$/

/** The version in `If-Match` (pds 6.7); refuses with PRECONDITION_FAILED where it is missing or malformed. */
export function readIfMatch({ exchange, request }: Call): Result<number> {
  const sent = request.header('if-match')
  const version = VERSION.exec(sent ?? '')?.[1]
  if (version !== undefined) return ok(Number(version))
  exchange.find(
    'pds.if-match',
    sent === undefined
      ? 'Send the ETag of the latest answer for the record in If-Match.'
      : `If-Match is '${sent}'; it must look like the ETag: W/"2".`,
    'pds 6.7',
  )
  return refuse(
    'PRECONDITION_FAILED',
    'Invalid request with error - If-Match header must be supplied to update this resource',
  )
}
