import { readEnvelope, type SentEnvelope } from '../../ebxml/envelope.js'
import { headerOf, type MessageHeader } from '../../ebxml/message-header.js'
import { readMultipart } from '../../ebxml/mime/read-multipart.js'
import { ACTORS, type Actor } from '../../ebxml/names.js'
import { parsePart } from '../../ebxml/parse-part.js'
import { type Message, readMessage } from '../../hl7v3/message.js'
import type { XmlElement } from '../../hl7v3/xml/element.js'
import { parseXmlBytes } from '../../hl7v3/xml/parse.js'

/** Bytes as they are brought to a party. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** What was brought: a signal about a message of one's own, or a message. */
export type Read =
  | { readonly is: 'SIGNAL'; readonly envelope: SentEnvelope; readonly header: MessageHeader }
  | {
      readonly is: 'MESSAGE'
      readonly header: MessageHeader
      /** Of whom an acknowledgement is asked; nobody without it. */
      readonly actor?: Actor
      readonly root: XmlElement
      readonly message: Message<XmlElement>
    }
  | { readonly is: 'UNREADABLE'; readonly words: string }

/** A message, as it was read. */
export type Incoming = Extract<Read, { is: 'MESSAGE' }>

const headerNamed = ({ headers }: Delivery, name: string): string =>
  Object.entries(headers).find(([one]) => one.toLowerCase() === name)?.[1] ?? ''

const unreadable = (words: string): Read => ({ is: 'UNREADABLE', words })

const actorOf = ({ ackRequested }: SentEnvelope): Actor | undefined =>
  ackRequested &&
  ((Object.keys(ACTORS) as Actor[]).find((one) => ACTORS[one] === ackRequested.actor) ??
    'toPartyMSH')

function readSignal(body: Uint8Array): Read {
  const parsed = parseXmlBytes(body)
  if (!parsed.ok) return unreadable('the signal is no XML')
  const envelope = readEnvelope(parsed.root)
  return { is: 'SIGNAL', envelope, header: headerOf(envelope.header) }
}

/** Reads what the Spine brings: the bytes of a multipart message, or of a signal (tms 4.4). */
export function readDelivery(delivery: Delivery): Read {
  const type = headerNamed(delivery, 'content-type')
  if (/^(?:text|application)\/xml/i.test(type)) return readSignal(delivery.body)
  const parts = readMultipart(type, delivery.body)
  if ('problem' in parts) return unreadable(parts.where)
  const [outer, payload] = parts.slice(0, 2).map(parsePart)
  if (!outer?.ok || !payload?.ok) return unreadable('the envelope or the message is no XML')
  const envelope = readEnvelope(outer.root)
  const actor = actorOf(envelope)
  return {
    is: 'MESSAGE',
    header: headerOf(envelope.header),
    ...(actor && { actor }),
    root: payload.root,
    message: readMessage(payload.root),
  }
}
