import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http'
import { createServer as createSecureServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { TLSSocket } from 'node:tls'
import { readEnvelope, type SentEnvelope, writeEnvelope } from '../../src/ebxml/envelope.js'
import { headerOf, type MessageHeader } from '../../src/ebxml/message-header.js'
import type { MimePart } from '../../src/ebxml/mime/part.js'
import { readMultipart } from '../../src/ebxml/mime/read-multipart.js'
import { SIGNAL_SERVICE } from '../../src/ebxml/names.js'
import type { EbxmlErrors } from '../../src/ebxml/signals.js'
import type { XmlElement } from '../../src/hl7v3/xml/element.js'
import { parseXmlBytes } from '../../src/hl7v3/xml/parse.js'

/** What a party received: the bytes, and what they mean. */
export interface ReceivedPost {
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly envelope: SentEnvelope
  readonly header: MessageHeader
  /** The HL7 message, if there is one. */
  readonly hl7?: XmlElement
  /** Common name of the certificate that the sandbox showed, over TLS. */
  readonly client?: string | undefined
}

export interface PartyAnswer {
  readonly status: number
  readonly contentType?: string
  readonly body?: string
}

/** How a party answers a message; signals are always answered with an empty 200. */
export type Behaviour = (post: ReceivedPost) => PartyAnswer | 'hang-up'

export const emptyAnswer: PartyAnswer = { status: 200 }

/** The acknowledgement of a message, as a document. */
export const acknowledgementOf = ({ header }: ReceivedPost): string =>
  writeEnvelope({
    header: {
      from: header.to,
      to: header.from,
      cpaId: header.cpaId,
      conversationId: header.conversationId,
      service: SIGNAL_SERVICE,
      action: 'Acknowledgment',
      messageId: crypto.randomUUID().toUpperCase(),
      timestamp: header.timestamp,
      refToMessageId: header.messageId,
    },
    acknowledgment: {
      actor: 'toPartyMSH',
      timestamp: header.timestamp,
      refToMessageId: header.messageId,
      from: header.to,
    },
  })

/** The errors of a message, as a document. */
export const messageErrorOf = ({ header }: ReceivedPost, errors: EbxmlErrors): string =>
  writeEnvelope({
    header: {
      ...header,
      from: header.to,
      to: header.from,
      service: SIGNAL_SERVICE,
      action: 'MessageError',
      messageId: crypto.randomUUID().toUpperCase(),
      refToMessageId: header.messageId,
    },
    errors,
  })

export const acknowledged: Behaviour = (post) => ({
  status: 200,
  contentType: 'text/xml',
  body: acknowledgementOf(post),
})

function rootOf(part: Pick<MimePart, 'content' | 'charset'>): XmlElement {
  const parsed = parseXmlBytes(part.content, part.charset)
  if (!parsed.ok)
    throw new Error(`${parsed.problem}: ${Buffer.from(part.content).toString('latin1', 0, 200)}`)
  return parsed.root
}

function readPost(headers: IncomingHttpHeaders, body: Buffer): ReceivedPost {
  const type = String(headers['content-type'])
  const parts = /^multipart\//i.test(type) ? readMultipart(type, body) : [{ content: body }]
  if ('problem' in parts) throw new Error(parts.where)
  const [first = { content: body }, second] = parts
  const envelope = readEnvelope(rootOf(first))
  return {
    headers,
    body,
    envelope,
    header: headerOf(envelope.header),
    ...(second && { hl7: rootOf(second) }),
  }
}

const clientOf = ({ socket }: IncomingMessage): string | undefined =>
  socket instanceof TLSSocket ? String(socket.getPeerCertificate().subject?.CN) : undefined

/** A supplier's message handling system as the sandbox meets it: a listener on a port of its own. */
export class MessageParty {
  readonly #server: Server
  readonly #scheme: 'http' | 'https'
  readonly received: ReceivedPost[] = []
  behaviour: Behaviour = acknowledged
  /** What it answers to signals. */
  signalStatus = 200
  readonly #waiting = new Set<() => void>()

  private constructor(server: Server, scheme: 'http' | 'https') {
    this.#server = server
    this.#scheme = scheme
  }

  /** With options of TLS it listens for HTTPS. */
  static async listen(tls?: ServerOptions): Promise<MessageParty> {
    const server = tls ? createSecureServer(tls) : createServer()
    const party = new MessageParty(server, tls ? 'https' : 'http')
    server.on('request', (request, response) => {
      const client = clientOf(request)
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const post = { ...readPost(request.headers, Buffer.concat(chunks)), client }
        party.received.push(post)
        const signal = post.header.service === SIGNAL_SERVICE
        const answer = signal ? { status: party.signalStatus } : party.behaviour(post)
        if (answer === 'hang-up') response.destroy()
        else
          response
            .writeHead(answer.status, {
              ...(answer.contentType !== undefined && { 'Content-Type': answer.contentType }),
            })
            .end(answer.body)
        for (const wake of party.#waiting) wake()
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return party
  }

  get url(): string {
    return `${this.#scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}/mhs`
  }

  /** The messages received of an interaction, or the signals of a kind. */
  of(action: string): ReceivedPost[] {
    return this.received.filter(({ header }) => header.action === action)
  }

  /** Waits for the nth message of an action. */
  async next(action: string, count = 1): Promise<ReceivedPost> {
    for (;;) {
      const found = this.of(action)[count - 1]
      if (found) return found
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake)
          resolve()
        }
        this.#waiting.add(wake)
      })
    }
  }

  forget(): void {
    this.received.length = 0
    this.behaviour = acknowledged
    this.signalStatus = 200
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
