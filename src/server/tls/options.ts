import type { MutualTls } from '../../http/client-certificate.js'
import type { KeyKind } from './key-kinds.js'

/** How the sandbox speaks TLS; the port of HTTP stays beside that of HTTPS. */
export interface TlsOptions {
  /** Whether there is a listener for HTTPS. */
  readonly tls: boolean
  /** Its port; 0 takes any free one. */
  readonly tlsPort: number
  /** Names under which the sandbox is reached beside those of this machine. */
  readonly tlsHosts: readonly string[]
  /** Key of certificates that the sandbox makes. */
  readonly tlsKeyKind: KeyKind
  /** File of a certificate, with its chain, to show instead of one of the sandbox's own; PEM. */
  readonly tlsCert?: string | undefined
  /** File of the key that belongs to it. */
  readonly tlsKey?: string | undefined
  /** Files of authorities to trust beside the sandbox's own. */
  readonly tlsCa: readonly string[]
  /** Whether clients are asked for a certificate, and messages refused without one. */
  readonly mtls: MutualTls
}

export const DEFAULT_TLS: TlsOptions = {
  tls: false,
  tlsPort: 9443,
  tlsHosts: [],
  tlsKeyKind: 'ec',
  tlsCa: [],
  mtls: 'request',
}
