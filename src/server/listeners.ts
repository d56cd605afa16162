import type { Hono } from 'hono'
import { given } from '../world/given.js'
import { openLdap } from './ldap/open.js'
import type { LdapHost } from './ldap/talk.js'
import { type Listening, listen, type Secure } from './listener.js'
import { troubleLog, type Write } from './log.js'
import type { SandboxOptions } from './options.js'
import type { Certificates } from './tls/certificates.js'

/** Where a sandbox listens. */
export interface Addresses {
  readonly url: string
  /** Of the listener for HTTPS, where there is one. */
  readonly tlsUrl?: string
  /** Of the directory over LDAP and LDAPS, where it is served. */
  readonly ldapUrl?: string
  readonly ldapsUrl?: string
}

/** The listeners of a sandbox. */
export interface Listeners extends Addresses {
  close(): Promise<void>
}

type Options = Pick<
  SandboxOptions,
  'host' | 'port' | 'ownProcess' | 'log' | 'tls' | 'tlsPort' | 'mtls' | 'ldap' | 'ldaps'
>

async function secureOf(
  { log, mtls }: Options,
  certificates: Certificates,
  write: Write,
): Promise<Secure> {
  return {
    credentials: await certificates.own(),
    mutualTls: mtls,
    onTrouble: troubleLog(log, write),
  }
}

/** Listens for HTTP, then for HTTPS and LDAP as the options want it; `opened` takes what listens. */
async function openEach(
  { app, directory, certificates, write }: Behind,
  options: Options,
  opened: Listening[],
): Promise<Addresses> {
  const { host, port, tlsPort, ownProcess: fast } = options
  const secure = () => secureOf(options, certificates, write)
  const open = async (listening: Promise<Listening>): Promise<string> => {
    const one = await listening
    opened.push(one)
    return one.url
  }
  const credentials = options.tls ? await secure() : undefined
  const url = await open(listen(app, { host, port, fast }))
  const tlsUrl =
    credentials && (await open(listen(app, { host, port: tlsPort, fast, secure: credentials })))
  const { ldap, ldaps } = await openLdap(directory, options, secure)
  opened.push(...[ldap, ldaps].filter((one) => one !== undefined))
  return { url, ...given({ tlsUrl, ldapUrl: ldap?.url, ldapsUrl: ldaps?.url }) }
}

/** What is served, and what that needs. */
export interface Behind {
  readonly app: Hono
  readonly directory: LdapHost
  readonly certificates: Certificates
  readonly write: Write
}

/**
 * Listens for HTTP and, where it is wanted, for HTTPS, LDAP and LDAPS beside it. Refuses with a
 * ListenError or a TlsError that says what to do; then nothing listens.
 */
export async function openListeners(behind: Behind, options: Options): Promise<Listeners> {
  const opened: Listening[] = []
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((one) => one.close()))
  }
  try {
    return { ...(await openEach(behind, options, opened)), close }
  } catch (error) {
    await close()
    throw error
  }
}
