import { type Envelope, writeEnvelope } from './envelope.js'
import type { Reference } from './manifest.js'
import { writeMultipart } from './mime/write-multipart.js'
import { signalAction } from './names.js'

/** A message as it goes over HTTP; `Content-Length` is the transport's to add. */
export interface Packed {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Id of the part that holds the envelope (tms 3.3). */
const ENVELOPE_PART = 'ebXMLHeader@spine.nhs.uk'

/** The reference to the HL7 payload (tms 4.2). */
function payloadReference(interactionId: string, contentId: string): Reference {
  return {
    href: `cid:${contentId}`,
    schema: {
      location: `urn:hl7-org:v3_${interactionId}.xsd`,
      version: interactionId.slice(-2),
    },
    description: 'HL7 payload',
    isPayload: true,
  }
}

/** Packs an HL7 message: its envelope, then the message itself (tms 3.3). */
export function packMessage(envelope: Omit<Envelope, 'manifest'>, hl7: string): Packed {
  const { action, messageId, service } = envelope.header
  const contentId = `${messageId}@spine.nhs.uk`
  const manifest = [payloadReference(action, contentId)]
  const { contentType, body } = writeMultipart([
    {
      contentId: ENVELOPE_PART,
      contentType: 'text/xml',
      encoding: '8bit',
      content: writeEnvelope({ ...envelope, manifest }),
    },
    { contentId, contentType: 'application/xml', encoding: '8bit', content: hl7 },
  ])
  return { headers: { SOAPAction: `${service}/${action}`, 'Content-Type': contentType }, body }
}

/** Packs a signal: it has no other parts (tms 4.4, 5). */
export const packSignal = (envelope: Envelope): Packed => ({
  headers: {
    SOAPAction: signalAction(envelope.errors ? 'MessageError' : 'Acknowledgment'),
    'Content-Type': 'text/xml',
  },
  body: Buffer.from(writeEnvelope(envelope)),
})
