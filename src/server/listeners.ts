import type { Hono } from 'hono'
import { type Listening, listen, type Secure } from './listener.js'
import type { Write } from './log.js'
import type { SandboxOptions } from './options.js'
import type { Certificates } from './tls/certificates.js'

/** Where a sandbox listens. */
export interface Addresses {
  readonly url: string
  /** Of the listener for HTTPS, where there is one. */
  readonly tlsUrl?: string
}

/** The listeners of a sandbox. */
export interface Listeners extends Addresses {
  close(): Promise<void>
}

type Options = Pick<
  SandboxOptions,
  'host' | 'port' | 'ownProcess' | 'log' | 'tls' | 'tlsPort' | 'mtls'
>

async function secureOf(
  { log, mtls }: Options,
  certificates: Certificates,
  write: Write,
): Promise<Secure> {
  return {
    credentials: await certificates.own(),
    mutualTls: mtls,
    onTrouble: (line) => {
      if (log !== 'silent') write(line)
    },
  }
}

/** Opens a further listener; where that fails, the first one is closed again. */
async function orClose(first: Listening, further: Promise<Listening>): Promise<Listening> {
  try {
    return await further
  } catch (error) {
    await first.close()
    throw error
  }
}

/**
 * Listens for HTTP and, with TLS, for HTTPS beside it: the same application behind both. Refuses with
 * a ListenError or a TlsError that says what to do; then nothing listens.
 */
export async function openListeners(
  app: Hono,
  options: Options,
  certificates: Certificates,
  write: Write,
): Promise<Listeners> {
  const { host, port, tlsPort, ownProcess: fast } = options
  const secure = options.tls ? await secureOf(options, certificates, write) : undefined
  const open = await listen(app, { host, port, fast })
  if (!secure) return open
  const other = await orClose(open, listen(app, { host, port: tlsPort, fast, secure }))
  return {
    url: open.url,
    tlsUrl: other.url,
    async close() {
      await Promise.all([open.close(), other.close()])
    },
  }
}
