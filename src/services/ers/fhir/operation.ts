import type { Headers } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import type { Method, Request } from '../../../http/request.js'
import type { World } from '../../../world/world.js'
import type { BusinessFunction } from '../domain/business-function.js'
import type { Caller, Side } from '../domain/caller.js'
import type { Result } from '../domain/outcome.js'
import type { FindPatient } from '../domain/patient.js'
import type { FhirVersion } from './errors.js'

/** A file as the body of a request. */
export interface FileBody {
  /** Media type in lower case, without parameters. */
  readonly contentType: string
  readonly content: Uint8Array
}

/** What an operation works with: who calls, for what, in which world. */
export interface Call<Who extends Caller | undefined = Caller> {
  readonly world: World
  readonly exchange: Exchange
  readonly request: Request
  readonly caller: Who
  /** The person or application behind the token. */
  readonly userId: string
  /** Service base with the FHIR version, as the client reaches it: `http://localhost:9000/referrals/FHIR/STU3`. */
  readonly base: string
  readonly findPatient: FindPatient
  /** Version of `If-Match`; undefined where the header is absent or malformed. */
  readonly ifMatch: number | undefined
  /** The parsed JSON body, where the operation has one. */
  readonly body: unknown
  /** The body as it came, where the operation takes a file. */
  readonly file: FileBody | undefined
}

/** What an operation answers with when it succeeds. */
export interface Success {
  readonly status: 200 | 201 | 307
  /** An object to write, or bytes written before; nothing for an answer without body. */
  readonly resource?: object | Uint8Array
  /** Version for the `ETag`. */
  readonly version?: number
  readonly headers?: Headers
}

export type Outcome = Result<Success>

interface Declaration {
  /** Catalogue code, `A011`. */
  readonly code: string
  readonly title: string
  readonly fhir: FhirVersion
  readonly method: Method
  /** Path below the FHIR version. */
  readonly path: string
  /** Contexts in which an application may call without a user (ers-fhir 3.1). */
  readonly application?: readonly Side[]
  /** Whether a provider clinician admin may say for whom they act. */
  readonly onBehalfOf?: boolean
  /** Interactions of the directory, one of which the calling system must be registered for. */
  readonly interactions?: readonly string[]
  /** Parameters of the query that it looks at. */
  readonly query?: readonly string[]
  /** What has replaced it. */
  readonly deprecated?: string
  /** Body: FHIR JSON, a file of any type, none, or nothing said. */
  readonly body?: 'FHIR_JSON' | 'FILE'
  /** Largest body in bytes, where it is not the usual one. */
  readonly bodyLimit?: number
  /** Media type of its answer where that is not FHIR JSON; ANYTHING where `Accept` does not matter. */
  readonly produces?: string
  /** Whether it may change the world: it then runs in one transaction. */
  readonly writes?: boolean
  /** Status of worded refusals where it is not 422. */
  readonly refusalStatus?: 400
}

/** One e-RS operation: one file, one value of this shape. */
export interface ErsOperation extends Declaration {
  /** Functions that may call it; `ANY_USER` asks for neither organisation nor function (A030). */
  readonly functions: readonly BusinessFunction[] | 'ANY_USER'
  handle(call: Call): Outcome
}

/** Declares an operation. */
export const operation = (declaration: ErsOperation): ErsOperation => declaration

/** Declares an operation for anyone who is logged in; there is no caller's role. */
export const operationForAnyUser = (
  declaration: Declaration & { handle(call: Call<undefined>): Outcome },
): ErsOperation => ({
  ...declaration,
  functions: 'ANY_USER',
  handle: (call) => declaration.handle({ ...call, caller: undefined }),
})

export const success = (
  resource: object | Uint8Array,
  more: Omit<Success, 'status' | 'resource'> & { readonly status?: 201 } = {},
): Outcome => ({ ok: true, value: { status: 200, resource, ...more } })
