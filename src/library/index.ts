export type { Exchange, Finding } from '../journal/exchange.js'
export { ListenError } from '../server/listener.js'
export type { SandboxOptions } from '../server/sandbox.js'
export type { WorldOptions } from '../world/worlds.js'
export {
  type RunningSandbox,
  type SandboxWorld,
  type StartOptions,
  startSandbox,
  type TokenFor,
} from './start-sandbox.js'
