import { attributeOf, childrenOf, type XmlElement } from '../hl7v3/xml/element.js'
import { type Xml, xml, xmlDocument } from '../hl7v3/xml/template.js'
import { type Reference, readManifest, type SentManifest, writeManifest } from './manifest.js'
import {
  type MessageHeader,
  readMessageHeader,
  type SentHeader,
  writeMessageHeader,
} from './message-header.js'
import { ACTORS, type Actor, EB, SOAP, SYNC_ACTOR } from './names.js'
import {
  type Acknowledgment,
  type EbxmlError,
  type EbxmlErrors,
  readAcknowledgment,
  readErrorList,
  type SentAcknowledgment,
  writeAcknowledgment,
  writeErrorList,
} from './signals.js'

/** An ebXML envelope to be written: a message with its manifest, or a signal (tms 4.3, 5). */
export interface Envelope {
  readonly header: MessageHeader
  readonly ackRequested?: Actor
  readonly syncReply?: boolean
  readonly acknowledgment?: Acknowledgment
  readonly errors?: EbxmlErrors
  readonly manifest?: readonly Reference[]
}

const ackRequested = (actor: Actor): Xml =>
  xml`<eb:AckRequested SOAP:mustUnderstand="1" eb:version="2.0" eb:signed="false" SOAP:actor="${ACTORS[actor]}"/>`

const SYNC_REPLY = xml`<eb:SyncReply SOAP:mustUnderstand="1" eb:version="2.0" SOAP:actor="${SYNC_ACTOR}"/>`

const body = (manifest: readonly Reference[] | undefined): Xml =>
  manifest
    ? xml`
      <SOAP:Body>
        ${writeManifest(manifest)}
      </SOAP:Body>`
    : xml`<SOAP:Body/>`

/** Writes an envelope as a document. */
export const writeEnvelope = (of: Envelope): string =>
  xmlDocument(xml`
    <SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eb="http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd" xmlns:hl7ebxml="urn:hl7-org:transport/ebXML/DSTUv1.0" xmlns:xlink="http://www.w3.org/1999/xlink">
      <SOAP:Header>
        ${writeMessageHeader(of.header)}
        ${of.ackRequested && ackRequested(of.ackRequested)}
        ${of.syncReply === true ? SYNC_REPLY : undefined}
        ${of.acknowledgment && writeAcknowledgment(of.acknowledgment)}
        ${of.errors && writeErrorList(of.errors)}
      </SOAP:Header>
      ${body(of.manifest)}
    </SOAP:Envelope>`)

/** What AckRequested and SyncReply say; undefined attributes where they are not there. */
export interface SentModule {
  readonly version: string | undefined
  readonly signed: string | undefined
  readonly actor: string | undefined
}

/** An envelope as it came; counts and lists hold what should be there once. */
export interface SentEnvelope {
  readonly envelopes: number
  readonly headers: number
  readonly bodies: number
  readonly messageHeaders: number
  readonly header: SentHeader
  readonly ackRequested?: SentModule
  readonly syncReply?: SentModule
  /** Headers of other specifications that it says must be understood. */
  readonly foreign: readonly string[]
  /** Whether it asks for messages in order, which is a module of its own. */
  readonly messageOrder: boolean
  readonly acknowledgments: readonly SentAcknowledgment[]
  /** Empty without an error list. */
  readonly errors: readonly EbxmlError[]
  readonly manifest?: SentManifest
}

const moduleOf = (element: XmlElement): SentModule => ({
  version: attributeOf(element, 'version', EB),
  signed: attributeOf(element, 'signed', EB),
  actor: attributeOf(element, 'actor', SOAP),
})

/** Names of headers that are none of ebXML and must be understood. */
const foreignIn = (headers: readonly XmlElement[]): readonly string[] =>
  headers
    .flatMap(({ children }) => children)
    .filter((one) => one.namespace !== EB && attributeOf(one, 'mustUnderstand', SOAP) === '1')
    .map(({ name }) => name)

/** Reads an envelope; whether it is in order is for the rules to say. */
export function readEnvelope(root: XmlElement): SentEnvelope {
  const headers = childrenOf(root, 'Header', SOAP)
  const bodies = childrenOf(root, 'Body', SOAP)
  const all = (name: string) => headers.flatMap((header) => childrenOf(header, name, EB))
  const messageHeaders = all('MessageHeader')
  const [asked] = all('AckRequested')
  const [sync] = all('SyncReply')
  const [manifest] = bodies.flatMap((one) => childrenOf(one, 'Manifest', EB))
  return {
    envelopes: root.name === 'Envelope' && root.namespace === SOAP ? 1 : 0,
    headers: headers.length,
    bodies: bodies.length,
    messageHeaders: messageHeaders.length,
    header: readMessageHeader(messageHeaders[0]),
    ...(asked && { ackRequested: moduleOf(asked) }),
    ...(sync && { syncReply: moduleOf(sync) }),
    foreign: foreignIn(headers),
    messageOrder: all('MessageOrder').length > 0,
    acknowledgments: all('Acknowledgment').map(readAcknowledgment),
    errors: all('ErrorList').flatMap(readErrorList),
    ...(manifest && { manifest: readManifest(manifest) }),
  }
}
