import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type {
  MessageToPost,
  NotPosted,
  PostedAnswer,
  PostMessage,
} from '../../http/post-message.js'
import { LIMITS } from '../../world/limits.js'
import { failureOf, notPosted } from './post-failure.js'

/** What the sandbox shows to other ends, and whom it trusts; all in PEM. */
export interface Credentials {
  readonly key: string
  /** The certificate, and below it those that it was issued by. */
  readonly cert: string
  readonly ca: readonly string[]
}

export interface PostOptions {
  /** Asked for when a message goes out over HTTPS. */
  readonly credentials: () => Promise<Credentials>
  /** Gives up whatever is under way when it aborts: the sandbox ends. */
  readonly stop?: AbortSignal
  /** Bytes of an answer that are read at most. */
  readonly limit?: number
}

/** Connections carry one exchange (tms 1.1), and no proxy stands between: messages go where the directory says. */
const ONE_EXCHANGE = { keepAlive: false } as const

/** The address to post to; undefined for one that is none. */
function targetOf(url: string): URL | undefined {
  const target = URL.parse(url)
  return target && /^https?:$/.test(target.protocol) ? target : undefined
}

/** Opens the request; nothing is written yet. */
async function open(
  target: URL,
  { headers, body }: MessageToPost,
  signal: AbortSignal,
  credentials: PostOptions['credentials'],
): Promise<ClientRequest> {
  const options = { method: 'POST', headers: { ...headers, 'Content-Length': body.length }, signal }
  if (target.protocol === 'http:')
    return requestHttp(target, { ...options, agent: new HttpAgent(ONE_EXCHANGE) })
  const { key, cert, ca } = await credentials()
  const secure = { key, cert, ca: [...ca], minVersion: 'TLSv1.2' as const }
  return requestHttps(target, { ...options, ...secure, agent: new HttpsAgent(ONE_EXCHANGE) })
}

const answered = (request: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.once('response', resolve)
    request.on('error', reject)
  })

/** The body of an answer; undefined if it is larger than `limit`. */
async function readAnswer(
  incoming: IncomingMessage,
  limit: number,
): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const headerOf =
  ({ headers }: IncomingMessage) =>
  (name: string): string | undefined => {
    const value = headers[name.toLowerCase()]
    return Array.isArray(value) ? value.join(', ') : value
  }

/**
 * Makes the one way by which messages leave the sandbox: over HTTP, or over HTTPS with the sandbox's
 * own certificate to ends whose certificate it trusts (tms 9.4). Redirects are answers like others.
 */
export function createPostMessage({
  credentials,
  stop,
  limit = LIMITS.answer,
}: PostOptions): PostMessage {
  const exchange = async (
    target: URL,
    message: MessageToPost,
    signal: AbortSignal,
  ): Promise<PostedAnswer | NotPosted> => {
    const request = await open(target, message, signal, credentials)
    const response = answered(request)
    request.end(message.body)
    const incoming = await response
    const body = await readAnswer(incoming, limit)
    if (!body) return notPosted('broken', target, `the answer is larger than ${limit} bytes`)
    return { status: incoming.statusCode ?? 0, header: headerOf(incoming), body }
  }
  return async (message) => {
    const target = targetOf(message.url)
    if (!target)
      return { failed: 'broken', words: `'${message.url}' is no address to post a message to.` }
    const clock = AbortSignal.timeout(message.timeout)
    const given = [message.signal, stop].filter((one) => one !== undefined)
    const signal = AbortSignal.any([clock, ...given])
    try {
      return await exchange(target, message, signal)
    } catch (error) {
      if (given.some(({ aborted }) => aborted))
        return notPosted('broken', target, 'the sandbox gave up')
      if (clock.aborted) return notPosted('timeout', target)
      return failureOf(error as Error, target)
    }
  }
}
