import type { Sandbox } from '../server/sandbox.js'
import { type Holder, issueFor } from '../server/tls/issue-for.js'
import { DEFAULT_WORLD } from '../world/worlds.js'

/** What a TLS client or server shows and trusts, under the names that Node's `tls` has for them. */
export interface TlsCredentials {
  /** PEM */
  readonly key: string
  /** PEM */
  readonly cert: string
  /** PEM: the authority of the sandbox. */
  readonly ca: string
}

/** For whom a certificate is wanted; `world` is the one whose directory has the party. */
export type CertificateFor = Holder & { readonly world?: string }

/** The sandbox's own certificate authority. Nothing is made before it is asked for. */
export interface SandboxCertificates {
  /** The authority's certificate in PEM, to trust. */
  ca(): Promise<string>
  /** Key and certificate for a party of the directory, or for a host name: as a client and as a server. */
  client(of: CertificateFor): Promise<TlsCredentials>
}

/** The certificates as tests use them. */
export const certificatesOf = ({ certificates, worlds }: Sandbox): SandboxCertificates => ({
  ca: () => certificates.root(),
  async client({ world = DEFAULT_WORLD, ...holder }) {
    const issued = await issueFor(certificates, worlds.get(world), holder)
    if ('problem' in issued) throw new Error(issued.problem)
    return { key: issued.key, cert: issued.certificate, ca: issued.ca }
  },
})
