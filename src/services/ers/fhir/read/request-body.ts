import { readJson } from '../../../../http/json-body.js'
import { mediaTypeOf } from '../../../../http/media-type.js'
import type { Request } from '../../../../http/request.js'
import { ok, type Result, refuse } from '../../domain/outcome.js'
import { FHIR_JSON } from '../errors.js'
import type { Call, ErsOperation } from '../operation.js'

/** What came as the body, read as the operation takes it. */
export type Bodies = Pick<Call, 'body' | 'file'>

/** Any media type: two names with a slash between (RFC 9110, 8.3.1). */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/

/** Checks the media type and reads the JSON. */
function readFhir(type: string, bytes: Uint8Array): Result<Bodies> {
  if (mediaTypeOf(type) !== FHIR_JSON)
    return refuse('UNSUPPORTED_MEDIA_TYPE', `Content-Type '${type}' is not ${FHIR_JSON}.`)
  const body = readJson(bytes)
  return 'problem' in body
    ? refuse('MALFORMED', `Unreadable: ${body.problem}.`)
    : ok({ body: body.value, file: undefined })
}

/** Takes a file with its media type; which types are right is for the operation to say. */
function readFile(type: string, content: Uint8Array): Result<Bodies> {
  const contentType = mediaTypeOf(type)
  return MEDIA_TYPE.test(contentType)
    ? ok({ body: undefined, file: { contentType, content } })
    : refuse('UNSUPPORTED_MEDIA_TYPE', `Content-Type '${type}' is not a media type.`)
}

const READERS = { FHIR_JSON: readFhir, FILE: readFile } as const

/** Bodies are taken as they are, never unpacked. */
const isPlain = (encoding: string): boolean => /^(?:identity)?$/i.test(encoding.trim())

/** Reads the body as the operation takes it; refuses the wrong media type, and JSON that is none. */
export function readRequestBody(request: Request, operation: ErsOperation): Result<Bodies> {
  if (!operation.body) return ok({ body: undefined, file: undefined })
  const encoding = request.header('content-encoding') ?? ''
  if (!isPlain(encoding))
    return refuse(
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Encoding '${encoding}' is not taken: send the body as it is.`,
    )
  return READERS[operation.body](request.header('content-type') ?? '', request.body)
}
