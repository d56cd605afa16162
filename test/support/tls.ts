import { once } from 'node:events'
import type { IncomingMessage, RequestListener } from 'node:http'
import { createServer, type RequestOptions, request, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface SecureReply {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers by path
  readonly json: any
}

export interface SecureSend extends RequestOptions {
  readonly body?: string
}

/** Sends a request over HTTPS on a connection of its own; rejects where none comes about. */
export async function secureRequest(url: string, options: SecureSend = {}): Promise<SecureReply> {
  const { body, ...rest } = options
  const sent = request(url, { agent: false, ...rest })
  sent.end(body)
  const [incoming] = (await once(sent, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    text,
    get json() {
      return JSON.parse(text)
    },
  }
}

/** An HTTPS server of somebody else, such as the MHS of a party; `stop` ends it. */
export async function secureServer(
  options: ServerOptions,
  listener: RequestListener,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(options, listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
