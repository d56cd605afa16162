import type { ClientCertificate } from './client-certificate.js'

/** A request as the services see it: plain values, no sockets and no framework. */
export interface Request {
  readonly method: string
  /** Path without the world's prefix, as the client wrote it (percent-encoded). */
  readonly path: string
  readonly query: URLSearchParams
  /** The query as the client wrote it, without the question mark. */
  readonly search: string
  /** Values of the path's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>
  /** A header's value; the name in any case. Undefined if absent. */
  header(name: string): string | undefined
  /** All headers, names in lower case, for the journal. */
  readonly headers: Iterable<readonly [string, string]>
  readonly body: Uint8Array
  /** Address of the client itself, such as `127.0.0.1`; behind a proxy, the one that it names. */
  readonly remoteAddress: string
  /** The certificate that the client showed; undefined for none, and over plain HTTP. */
  readonly clientCertificate?: ClientCertificate | undefined
  /** True for what a simulated party sends within the process: there is no connection to judge. */
  readonly inside?: boolean | undefined
  /** Address the client used to reach this world: scheme, host, and the world's prefix if there was one. */
  readonly base: string
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
