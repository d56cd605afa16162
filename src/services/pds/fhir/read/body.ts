import { readJson } from '../../../../http/json-body.js'
import { ok, type Result, refuse } from '../../domain/outcome.js'

export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The JSON of a body; VALIDATION_ERROR where it is none. */
export function readJsonBody(body: Uint8Array): Result<unknown> {
  const json = readJson(body)
  return 'problem' in json
    ? refuse('VALIDATION_ERROR', `Validation error - ${json.problem}`)
    : ok(json.value)
}

/** A body that is one resource; VALIDATION_ERROR where it is anything else. */
export function readResource(body: Uint8Array): Result<JsonObject> {
  const json = readJsonBody(body)
  if (!json.ok) return json
  return isObject(json.value)
    ? ok(json.value)
    : refuse('VALIDATION_ERROR', 'Validation error - the body is not a JSON object')
}
