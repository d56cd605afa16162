import type { Method, Request } from '../../../http/request.js'
import type { World } from '../../../world/world.js'
import type { Json } from '../fhir/represent/elements.js'

/** What an operation works with: which patient calls, for what, in which world. */
export interface Call {
  readonly world: World
  readonly request: Request
  /** NHS number of the patient who is logged in. */
  readonly nhsNumber: string
  /** Address of the service as the client reaches it, with the FHIR version. */
  readonly base: string
}

/** Why the service refuses (ers-fhir 12). */
export interface Refusal {
  readonly code: 'REC_BAD_REQUEST' | 'REC_FORBIDDEN' | 'REC_NOT_FOUND'
  readonly diagnostics: string
  /** Parts of the request that are meant, such as `http."category"`. */
  readonly expression?: string
}

export type Outcome =
  | { readonly ok: true; readonly resource: Json }
  | { readonly ok: false; readonly refusals: readonly [Refusal, ...Refusal[]] }

export const found = (resource: Json): Outcome => ({ ok: true, resource })

export const refuse = (first: Refusal, ...others: readonly Refusal[]): Outcome => ({
  ok: false,
  refusals: [first, ...others],
})

/** One operation of the patient care API: one file, one value of this shape. */
export interface PatientCareOperation {
  /** Number in the published document; not the numbers of e-RS (ers-fhir 12). */
  readonly code: string
  readonly title: string
  readonly method: Method
  /** Path below the FHIR version. */
  readonly path: string
  handle(call: Call): Outcome
}

/** Declares an operation. */
export const operation = (declaration: PatientCareOperation): PatientCareOperation => declaration
