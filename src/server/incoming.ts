import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { Address } from '../http/address.js'
import type { Request } from '../http/request.js'
import { clientCertificateOf } from './tls/client-certificate.js'

/** What comes beside the web request; absent when a test calls the app directly. */
interface Bindings {
  /** From @hono/node-server, with the connection. */
  readonly incoming?: IncomingMessage
  readonly inside?: boolean
}

/** Marks a request of a simulated party within the process; nothing that comes over a connection bears it. */
export const INSIDE: Bindings = { inside: true }

const bindingsOf = (context: Context): Bindings => (context.env as Bindings | undefined) ?? {}

const incomingOf = (context: Context): IncomingMessage | undefined => bindingsOf(context).incoming

interface SentHeaders {
  readonly header: (name: string) => string | undefined
  readonly headers: () => Iterable<readonly [string, string]>
}

/**
 * The headers as they were sent. What is handed out holds on to nothing of the connection: the
 * journal keeps it long after the answer.
 */
function sentHeaders(context: Context): SentHeaders {
  const incoming = incomingOf(context)
  if (!incoming) {
    const sent = context.req.raw.headers
    return { header: (name) => sent.get(name) ?? undefined, headers: () => sent.entries() }
  }
  const { headers, rawHeaders } = incoming
  return {
    header: (name) => {
      const value = headers[name.toLowerCase()]
      return Array.isArray(value) ? value.join(', ') : value
    },
    headers: () => pairs(rawHeaders),
  }
}

function* pairs(flat: readonly string[]): Generator<readonly [string, string]> {
  for (let at = 0; at < flat.length; at += 2)
    yield [(flat[at] as string).toLowerCase(), flat[at + 1] as string]
}

/** Scheme and host as the client wrote them, also through a proxy; or the configured address. */
function origin(
  header: (name: string) => string | undefined,
  url: string,
  publicUrl?: string,
): string {
  if (publicUrl) return publicUrl
  const first = (name: string) => header(name)?.split(',', 1)[0]?.trim() || undefined
  const scheme = first('x-forwarded-proto') ?? url.slice(0, url.indexOf(':'))
  const host = first('x-forwarded-host') ?? first('host') ?? url.split('/', 3)[2] ?? ''
  const port = forwardedPort(first('x-forwarded-port'), scheme, host)
  return `${scheme}://${host}${port}${forwardedPath(first('x-forwarded-prefix'))}`
}

const USUAL_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' }

/** A port that the proxy names beside a host without one; not the usual one of the scheme. */
const forwardedPort = (port: string | undefined, scheme: string, host: string): string =>
  port && /^\d{1,5}$/.test(port) && port !== USUAL_PORTS[scheme] && !/:\d+$/.test(host)
    ? `:${port}`
    : ''

/** The path below which a proxy serves the sandbox. */
const forwardedPath = (prefix = ''): string =>
  /^(\/[\w.~-]+)+\/?$/.test(prefix) ? prefix.replace(/\/$/, '') : ''

const LOOPBACK = '127.0.0.1'

/** Who sent the request: as a proxy says it, or the other end of the connection. */
function remoteAddress(context: Context, header: (name: string) => string | undefined): string {
  const forwarded = header('x-forwarded-for')?.split(',', 1)[0]?.trim()
  return forwarded || incomingOf(context)?.socket.remoteAddress || LOOPBACK
}

/** The request as the services see it. The body and the path's parameters are filled in by routing. */
export function readRequest(
  context: Context,
  address: Address,
  publicUrl?: string,
): Omit<Request, 'body' | 'params'> {
  const { header, headers } = sentHeaders(context)
  let query: URLSearchParams | undefined
  return {
    method: context.req.method,
    path: address.path,
    search: address.search,
    get query() {
      query ??= new URLSearchParams(address.search)
      return query
    },
    header,
    get headers() {
      return headers()
    },
    remoteAddress: remoteAddress(context, header),
    clientCertificate: clientCertificateOf(incomingOf(context)?.socket),
    inside: bindingsOf(context).inside,
    base: origin(header, context.req.url, publicUrl) + address.prefix,
  }
}

const NOTHING = new Uint8Array(0)

async function collect(
  pieces: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of pieces) {
    size += chunk.length
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The body of a GET: web requests have none, so it is read from the connection itself. */
function bodyOfGet(context: Context, limit: number): Promise<Uint8Array | undefined> {
  const incoming = incomingOf(context)
  return incoming ? collect(incoming, limit) : Promise.resolve(NOTHING)
}

/** Reads the body; undefined if it is larger than `limit` bytes. `ofGet`: whether a GET may have one. */
export function readBody(
  context: Context,
  limit: number,
  ofGet = false,
): Uint8Array | Promise<Uint8Array | undefined> {
  const { method } = context.req.raw
  if (method === 'GET' && ofGet) return bodyOfGet(context, limit)
  return method === 'GET' || method === 'HEAD' ? NOTHING : bodyOf(context, limit)
}

async function bodyOf(context: Context, limit: number): Promise<Uint8Array | undefined> {
  const { raw } = context.req
  const length = Number(sentHeaders(context).header('content-length') ?? Number.NaN)
  if (length > limit) return undefined
  if (length === 0) return NOTHING
  if (length <= limit) return new Uint8Array(await raw.arrayBuffer())
  return raw.body ? collect(raw.body, limit) : NOTHING
}
