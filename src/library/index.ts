export type { Exchange, Finding } from '../http/exchange.js'
export { ListenError } from '../server/listener.js'
export type { SandboxOptions } from '../server/sandbox.js'
export {
  type RunningSandbox,
  type SandboxWorld,
  type StartOfWorld,
  type StartOptions,
  startSandbox,
  type TicketFor,
  type TokenFor,
} from './start-sandbox.js'
