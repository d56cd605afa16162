export type { Exchange, Finding } from '../http/exchange.js'
export { ListenError } from '../server/listener.js'
export type { SandboxOptions } from '../server/options.js'
export { TlsError } from '../server/tls/given-files.js'
export type { CertificateFor, SandboxCertificates, TlsCredentials } from './certificates.js'
export {
  type RunningSandbox,
  type SandboxWorld,
  type StartOfWorld,
  type StartOptions,
  startSandbox,
  type TicketFor,
  type TokenFor,
} from './start-sandbox.js'
