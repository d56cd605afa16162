import { ok, type Result, refuse } from '../domain/outcome.js'
import type { Call } from './operation.js'

/** Lets a call through that names no version in its path, or the current one: older ones are not kept (ers-fhir 8.7). */
export function checkHistory({ request }: Call, version: number): Result<undefined> {
  const wanted = request.params.version
  return wanted === undefined || wanted === String(version)
    ? ok(undefined)
    : refuse(
        'NOT_FOUND',
        `Only the current version ${version} can be read, not '${wanted.slice(0, 20)}'.`,
      )
}
