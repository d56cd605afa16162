import type { PdsAccess } from '../../../gateway/pds/index.js'
import type { Headers } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import type { Method, Request } from '../../../http/request.js'
import type { World } from '../../../world/world.js'
import { ok, type Result } from '../domain/outcome.js'

/** What an operation works with: who calls, for what, in which world. */
export interface Call {
  readonly world: World
  readonly exchange: Exchange
  readonly request: Request
  readonly access: PdsAccess
  /** Address of the service as the client reaches it. */
  readonly base: string
}

/** What an operation answers with when it succeeds. */
export interface Success {
  readonly status: 200 | 201
  /** An object to write, or text written before. */
  readonly resource: object | string
  /** Version for the `ETag`. */
  readonly version?: number
  /** Headers beside the usual. */
  readonly headers?: Headers
}

export type Outcome = Result<Success>

/** One PDS operation: one file, one value of this shape. */
export interface PdsOperation {
  /** Name in the journal, the coverage report and the docs. */
  readonly id: string
  readonly title: string
  readonly method: Method
  /** Path below the base. */
  readonly path: string
  handle(call: Call): Outcome
}

/** Declares an operation. */
export const operation = (declaration: PdsOperation): PdsOperation => declaration

/** Something was made. */
export const created = (
  resource: object | string,
  version: number,
  headers: Headers = {},
): Outcome => ok({ status: 201, resource, version, headers })

export const success = (resource: object | string, version?: number): Outcome =>
  ok({ status: 200, resource, ...(version === undefined ? {} : { version }) })
