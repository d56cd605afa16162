import type { World } from '../world/world.js'
import type { Answer } from './answer.js'
import type { Exchange } from './exchange.js'
import type { Method, Request } from './request.js'

/** One address of a service: what the server routes to. Built from a service's own declarations. */
export interface Endpoint {
  readonly method: Method
  /** Path in the form `/a/:b`; below the world. */
  readonly path: string
  /** Name under which the journal, the coverage report and the docs list it, such as `A011`. */
  readonly operation: string
  readonly title: string
  /** What a call is, where it says so itself and not by its address: the interaction of a message. */
  operationOf?(request: Request): string | undefined
  /** Largest body in bytes, where it differs from the usual. */
  readonly bodyLimit?: number
  /** Whether a GET may have a body, as one old client sends it. */
  readonly bodyOfGet?: boolean
  /** What its callers' habits are looked at for: calls for data, or tokens. */
  readonly watch?: 'DATA' | 'TOKEN'
  handle(exchange: Exchange): Answer | Promise<Answer>
  /** What it answers to a body over its limit, where that is not what the whole service does. */
  tooLarge?(exchange: Exchange): Answer | Promise<Answer>
}

/** A service of the Spine as the server mounts it. */
export interface Service {
  readonly id: string
  readonly title: string
  /** Path prefixes that belong to the service. */
  readonly prefixes: readonly string[]
  readonly endpoints: readonly Endpoint[]
  /** What calls of its endpoints name themselves, beside what the endpoints do. */
  readonly interactions?: readonly { readonly operation: string; readonly title: string }[]
  /** The form of others that they name, where it takes what it does not know. */
  readonly operations?: RegExp
  /** Takes up the service's work in a world that begins or is opened again: jobs on its clock. */
  opened?(world: World): void
  /** Below the service's prefixes but no endpoint's path, or not its method. */
  notFound(exchange: Exchange, allowed: readonly Method[]): Answer
  /** The body is larger than the limit. */
  tooLarge(exchange: Exchange): Answer
  /** Something broke that should not have: the service's own form of a 500. */
  failed(exchange: Exchange): Answer
  /** Failures that the real service documents beside its refusals, by name: a fault can ask for them. */
  readonly failures?: Readonly<Record<string, (exchange: Exchange) => Answer | Promise<Answer>>>
  /** Completes every answer of the service, refusals included (mirrored headers and the like). */
  finish(exchange: Exchange, answer: Answer): Answer
}
