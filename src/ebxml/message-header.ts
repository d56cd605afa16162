import { textOf } from '../hl7v3/types/simple.js'
import { allAt, attributeOf, childrenOf, type XmlElement } from '../hl7v3/xml/element.js'
import { leaf, type Xml, xml } from '../hl7v3/xml/template.js'
import { EB, PARTY_TYPE } from './names.js'

/** From whom, to whom and about what a message is (tms 4.3). */
export interface MessageHeader {
  /** Party keys. */
  readonly from: string
  readonly to: string
  readonly cpaId: string
  readonly conversationId: string
  /** `urn:nhs:names:services:ebs`, or that of signals. */
  readonly service: string
  /** Interaction id, or the kind of signal. */
  readonly action: string
  readonly messageId: string
  /** `2026-03-02T09:15:00Z` */
  readonly timestamp: string
  readonly refToMessageId?: string
  readonly timeToLive?: string
  readonly duplicateElimination?: boolean
}

const partyId = (key: string): Xml => xml`<eb:PartyId eb:type="${PARTY_TYPE}">${key}</eb:PartyId>`

const optional = (name: string, text: string | undefined): Xml | undefined =>
  text === undefined ? undefined : leaf(name, text)

export const writeMessageHeader = (header: MessageHeader): Xml => xml`
  <eb:MessageHeader SOAP:mustUnderstand="1" eb:version="2.0">
    <eb:From>
      ${partyId(header.from)}
    </eb:From>
    <eb:To>
      ${partyId(header.to)}
    </eb:To>
    <eb:CPAId>${header.cpaId}</eb:CPAId>
    <eb:ConversationId>${header.conversationId}</eb:ConversationId>
    <eb:Service>${header.service}</eb:Service>
    <eb:Action>${header.action}</eb:Action>
    <eb:MessageData>
      <eb:MessageId>${header.messageId}</eb:MessageId>
      <eb:Timestamp>${header.timestamp}</eb:Timestamp>
      ${optional('eb:RefToMessageId', header.refToMessageId)}
      ${optional('eb:TimeToLive', header.timeToLive)}
    </eb:MessageData>
    ${header.duplicateElimination === true ? leaf('eb:DuplicateElimination', '') : undefined}
  </eb:MessageHeader>`

/** Where each value of a header stands. */
const PLACES = {
  from: 'From/PartyId',
  to: 'To/PartyId',
  cpaId: 'CPAId',
  conversationId: 'ConversationId',
  service: 'Service',
  action: 'Action',
  messageData: 'MessageData',
  messageId: 'MessageData/MessageId',
  timestamp: 'MessageData/Timestamp',
  refToMessageId: 'MessageData/RefToMessageId',
  timeToLive: 'MessageData/TimeToLive',
} as const

export type HeaderField = keyof typeof PLACES

/** Values that every header has exactly once (tms 12.1). */
export const REQUIRED: readonly HeaderField[] = [
  'from',
  'to',
  'cpaId',
  'conversationId',
  'service',
  'action',
  'messageData',
  'messageId',
  'timestamp',
]

/** The path of a value, for people. */
export const placeOf = (field: HeaderField): string => `eb:MessageHeader/${PLACES[field]}`

/** A header as it came: every value as often as it was there. */
export interface SentHeader {
  readonly version?: string
  readonly values: Readonly<Record<HeaderField, readonly string[]>>
  /** What kind of name each party is called by; those that do not say it are left out. */
  readonly partyTypes: Readonly<Record<'from' | 'to', readonly string[]>>
  readonly duplicateElimination: boolean
}

const FIELDS = Object.keys(PLACES) as readonly HeaderField[]

/** The text of a value; elements in it make it none. */
const textIn = (element: XmlElement): string =>
  element.children.length > 0 ? '' : (textOf(element) ?? '').trim()

const textsAt = (element: XmlElement | undefined, field: HeaderField): readonly string[] =>
  allAt(element, PLACES[field], EB).map((one) => (field === 'messageData' ? 'there' : textIn(one)))

const typesAt = (element: XmlElement | undefined, field: 'from' | 'to'): readonly string[] =>
  allAt(element, PLACES[field], EB).flatMap((one) => attributeOf(one, 'type', EB)?.trim() ?? [])

/** Reads a header; whether it is in order is for the rules to say. */
export function readMessageHeader(element: XmlElement | undefined): SentHeader {
  const version = attributeOf(element, 'version', EB)
  return {
    ...(version !== undefined && { version }),
    values: Object.fromEntries(
      FIELDS.map((field) => [field, textsAt(element, field)]),
    ) as SentHeader['values'],
    partyTypes: { from: typesAt(element, 'from'), to: typesAt(element, 'to') },
    duplicateElimination: childrenOf(element, 'DuplicateElimination', EB).length > 0,
  }
}

/** The header as its sender means it; what is missing is an empty text. */
export function headerOf({ values, duplicateElimination }: SentHeader): MessageHeader {
  const first = (field: HeaderField): string => values[field][0] ?? ''
  const [refToMessageId] = values.refToMessageId
  const [timeToLive] = values.timeToLive
  return {
    from: first('from'),
    to: first('to'),
    cpaId: first('cpaId'),
    conversationId: first('conversationId'),
    service: first('service'),
    action: first('action'),
    messageId: first('messageId'),
    timestamp: first('timestamp'),
    duplicateElimination,
    ...(refToMessageId !== undefined && { refToMessageId }),
    ...(timeToLive !== undefined && { timeToLive }),
  }
}
