import { writeDevice } from '../../../hl7v3/message.js'
import { ROOTS } from '../../../hl7v3/oids.js'
import { readIi } from '../../../hl7v3/types/ii.js'
import { textOf } from '../../../hl7v3/types/simple.js'
import { allAt, childrenOf, type XmlElement } from '../../../hl7v3/xml/element.js'
import { leaf, Xml, xml, xmlDocument } from '../../../hl7v3/xml/template.js'

export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
export const WSA = 'http://schemas.xmlsoap.org/ws/2004/08/addressing'

/** The envelope of a synchronous request as it came (tms 4.1); lists hold what should be there once. */
export interface SyncRequest {
  readonly envelopes: number
  readonly headers: number
  readonly bodies: number
  readonly messageIds: readonly string[]
  readonly actions: readonly string[]
  readonly tos: readonly string[]
  /** Address of the client; often empty. */
  readonly from: string
  /** ASIDs; empty where there is none. */
  readonly receiver: string
  readonly sender: string
  /** Ends whose ASID is missing where the root of the oldest messages stands. */
  readonly oldRoots: readonly ('receiver' | 'sender')[]
  /** What stands in the body. */
  readonly content: readonly XmlElement[]
}

const texts = (header: XmlElement | undefined, name: string): string[] =>
  childrenOf(header, name, WSA).map((one) => (textOf(one) ?? '').trim())

const ENDS = { receiver: 'communicationFunctionRcv', sender: 'communicationFunctionSnd' } as const

const idIn = (header: XmlElement | undefined, end: keyof typeof ENDS) =>
  allAt(header, `${ENDS[end]}/device/id`)
    .map(readIi)
    .find((one) => one?.root === ROOTS.asid || one?.root === ROOTS.oldAsid)

const asidIn = (header: XmlElement | undefined, end: keyof typeof ENDS): string =>
  idIn(header, end)?.extension?.trim() ?? ''

const isOldAndEmpty = (header: XmlElement | undefined, end: keyof typeof ENDS): boolean =>
  idIn(header, end)?.root === ROOTS.oldAsid && asidIn(header, end) === ''

/** Reads an envelope; whether it is in order is for the rules to say. */
export function readSyncRequest(root: XmlElement): SyncRequest {
  const headers = childrenOf(root, 'Header', SOAP)
  const bodies = childrenOf(root, 'Body', SOAP)
  const [header] = headers
  const [from] = childrenOf(header, 'From', WSA)
  return {
    envelopes: root.name === 'Envelope' && root.namespace === SOAP ? 1 : 0,
    headers: headers.length,
    bodies: bodies.length,
    messageIds: texts(header, 'MessageID'),
    actions: texts(header, 'Action'),
    tos: texts(header, 'To'),
    from: texts(from, 'Address')[0] ?? '',
    receiver: asidIn(header, 'receiver'),
    sender: asidIn(header, 'sender'),
    oldRoots: (['receiver', 'sender'] as const).filter((end) => isOldAndEmpty(header, end)),
    content: bodies[0]?.children ?? [],
  }
}

/** The envelope of an answer. */
export interface SyncAnswer {
  /** UUID in upper case, that of the message in it. */
  readonly messageId: string
  readonly action: string
  /** Address of the client; empty where it said none. */
  readonly to: string
  /** Name of the service. */
  readonly from: string
  readonly receiver: string
  readonly sender: string
  /** `wsa:MessageID` of the request, as it was sent. */
  readonly relatesTo: string
  /** Element around the message; bare without one. */
  readonly wrapper?: string
  readonly message: Xml
}

const wrapped = ({ wrapper, message }: SyncAnswer): Xml => {
  if (wrapper === undefined) return message
  const tag = new Xml(wrapper)
  return xml`<${tag}>
    ${message}
  </${tag}>`
}

/** Writes the envelope of an answer (tms 4.1). */
export const writeSyncAnswer = (of: SyncAnswer): string =>
  xmlDocument(xml`
    <SOAP-ENV:Envelope xmlns:crs="http://national.carerecords.nhs.uk/schema/crs/" xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns="urn:hl7-org:v3" xmlns:hl7="urn:hl7-org:v3">
      <SOAP-ENV:Header>
        <wsa:MessageID>uuid:${of.messageId}</wsa:MessageID>
        <wsa:Action>${of.action}</wsa:Action>
        ${leaf('wsa:To', of.to)}
        <wsa:From>
          <wsa:Address>${of.from}</wsa:Address>
        </wsa:From>
        ${writeDevice('communicationFunctionRcv', 'RCV', of.receiver)}
        ${writeDevice('communicationFunctionSnd', 'SND', of.sender)}
        <wsa:RelatesTo>${of.relatesTo}</wsa:RelatesTo>
      </SOAP-ENV:Header>
      <SOAP-ENV:Body>
        ${wrapped(of)}
      </SOAP-ENV:Body>
    </SOAP-ENV:Envelope>`)
