import type { World } from '../../../world/world.js'
import type { Refusal } from './outcome.js'
import type { ParameterName, SdsQuery } from './query.js'

/** The resources that a search found, or why the look-up failed. */
export type Found =
  | { readonly ok: true; readonly resources: readonly SdsResource[] }
  | { readonly ok: false; readonly refusal: Refusal }

/** A resource of the answer; its id is made for this answer alone. */
export interface SdsResource {
  readonly resourceType: 'Device' | 'Endpoint'
  readonly id: string
  readonly [member: string]: unknown
}

/** One search of the API. */
export interface SdsOperation {
  readonly resourceType: SdsResource['resourceType']
  readonly title: string
  readonly parameters: readonly ParameterName[]
  /** Which required parameters are missing; nothing if the query is complete. */
  incomplete(query: SdsQuery): Refusal | undefined
  /** `base`: the address by which the client reached this world. */
  search(world: World, query: SdsQuery, base: string): Found
}
