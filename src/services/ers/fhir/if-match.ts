import { ok, type Result, refuse } from '../domain/outcome.js'
import type { Call } from './operation.js'

/** The version that `If-Match` names; absent or malformed it is PRECONDITION_MISSING (ers-fhir 8.7). */
export const versionSeen = ({ ifMatch, request }: Call): Result<number> =>
  ifMatch === undefined
    ? refuse(
        'PRECONDITION_MISSING',
        `If-Match must name the version last seen, in the form W/"4"; it was '${request.header('if-match') ?? 'absent'}'.`,
      )
    : ok(ifMatch)
