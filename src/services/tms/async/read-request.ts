import { readEnvelope, type SentEnvelope } from '../../../ebxml/envelope.js'
import { readParameters } from '../../../ebxml/mime/parameters.js'
import type { MimePart } from '../../../ebxml/mime/part.js'
import { readMultipart } from '../../../ebxml/mime/read-multipart.js'
import { parsePart } from '../../../ebxml/parse-part.js'
import { type Parsed, parseXmlBytes } from '../../../hl7v3/xml/parse.js'
import type { Exchange } from '../../../http/exchange.js'
import { packing, refuse, type Step, XML_TYPE } from '../fault-answer.js'
import type { TmsError } from '../faults.js'

/** What came over the wire, taken apart. */
export interface ReadRequest {
  readonly envelope: SentEnvelope
  /** All parts of a multipart message, that of the envelope first; none of a bare signal. */
  readonly parts: readonly MimePart[]
}

const NOT_WELL_FORMED: TmsError = { code: 201, location: 'MESSAGE_NOT_WELL_FORMED' }

const notWellFormed = (
  exchange: Exchange,
  advice: string,
): { refused: ReturnType<typeof refuse> } => ({
  refused: refuse(exchange, NOT_WELL_FORMED, advice),
})

function envelopeIn(exchange: Exchange, parsed: Parsed): Step<SentEnvelope> {
  return parsed.ok
    ? { value: readEnvelope(parsed.root) }
    : notWellFormed(exchange, `The envelope is not XML that the Spine takes: ${parsed.problem}.`)
}

/** Reads a body: a multipart message, or the bare envelope of a signal (tms 6, step 4). */
export function readRequest(exchange: Exchange): Step<ReadRequest> {
  const { request } = exchange
  const packed = packing(request)
  if (packed !== undefined) return notWellFormed(exchange, packed)
  const type = request.header('content-type') ?? ''
  const { value, parameters } = readParameters(type)
  if (value === XML_TYPE) {
    const envelope = envelopeIn(exchange, parseXmlBytes(request.body, parameters.get('charset')))
    return 'refused' in envelope ? envelope : { value: { envelope: envelope.value, parts: [] } }
  }
  const parts = readMultipart(type, request.body)
  if ('problem' in parts)
    return notWellFormed(
      exchange,
      `The body is no multipart message: ${parts.where}. Send multipart/related with the envelope as its first part.`,
    )
  const [first] = parts
  if (!first) return notWellFormed(exchange, 'The message has no parts.')
  const envelope = envelopeIn(exchange, parsePart(first))
  return 'refused' in envelope ? envelope : { value: { envelope: envelope.value, parts } }
}
