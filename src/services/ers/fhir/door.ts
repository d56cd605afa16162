import type { Answer } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import type { Request } from '../../../http/request.js'
import type { World } from '../../../world/world.js'
import type { Result } from '../domain/outcome.js'
import type { FhirVersion } from './errors.js'
import type { ErsOperation } from './operation.js'

/** A person, with the organisation and function that the call names; e-RS checks that they fit. */
export interface UserAccess {
  readonly mode: 'user'
  /** System of the application; empty where the world asks for none. */
  readonly asid?: string
  readonly userId: string
  readonly organisation?: string
  readonly businessFunction?: string
  readonly onBehalfOf?: string
}

/** An application that calls on its own account. */
export interface ApplicationAccess {
  readonly mode: 'application'
  readonly asid?: string
  readonly userId: string
  readonly organisation: string
  readonly businessFunction: string
}

export type Access = UserAccess | ApplicationAccess

export type Gate =
  | { readonly ok: true; readonly access: Access }
  | { readonly ok: false; readonly answer: Answer }

/** A way in to the operations: the API platform, or the sessions of the older generation. */
export interface Door {
  /** Path of the service base with the FHIR version. */
  readonly baseOf: (version: FhirVersion) => string
  /** Lets a call through and says who calls, or has the finished refusal. */
  readonly pass: (exchange: Exchange, version: FhirVersion) => Gate
  /** Whether the calling system may use an operation; every one may where there is no such check. */
  readonly permitSystem?: (
    world: World,
    access: Access,
    operation: ErsOperation,
  ) => Result<undefined>
  /** The request with its headers under the names that the operations know. */
  readonly request: (request: Request) => Request
  /** Header that names the transaction in every answer of e-RS itself. */
  readonly transactionHeader: string
}
