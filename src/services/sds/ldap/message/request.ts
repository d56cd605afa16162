import type { Filter } from '../filter/filter.js'
import type { Result } from './result.js'

export type Scope = 'base' | 'one' | 'sub' | 'children'

export interface SearchRequest {
  readonly kind: 'search'
  readonly base: string
  readonly scope: Scope
  /** Entries at most; 0 for as many as there are. */
  readonly sizeLimit: number
  /** Seconds at most; 0 for as long as it takes. */
  readonly timeLimit: number
  /** Names of attributes alone. */
  readonly typesOnly: boolean
  readonly filter: Filter
  /** Attributes wanted, as the client wrote them. */
  readonly attributes: readonly string[]
}

/** How a client says who it is. */
export type Credentials =
  | { readonly kind: 'simple'; readonly password: string }
  | { readonly kind: 'sasl'; readonly mechanism: string }

export interface BindRequest {
  readonly kind: 'bind'
  readonly version: number
  readonly name: string
  readonly credentials: Credentials
}

export interface CompareRequest {
  readonly kind: 'compare'
  readonly name: string
  readonly attribute: string
  readonly value: string
}

/** A change of the tree: what it is about is read, and who may do it is asked. */
export interface WriteRequest {
  readonly kind: 'add' | 'modify' | 'delete' | 'modifyDn'
  readonly name: string
  /** Attributes that are added or changed. */
  readonly attributes: readonly string[]
  /** The name's new first step. */
  readonly newRdn?: string
}

export interface ExtendedRequest {
  readonly kind: 'extended'
  readonly oid: string
}

/** What gets an answer. */
export type AnsweredRequest =
  | BindRequest
  | SearchRequest
  | CompareRequest
  | WriteRequest
  | ExtendedRequest

/** A request that is well-formed, and refused before anything is looked at. */
export interface RefusedRequest {
  readonly kind: 'refused'
  readonly of: AnsweredRequest['kind']
  readonly result: Result
}

export type Request =
  | AnsweredRequest
  | RefusedRequest
  | { readonly kind: 'unbind' }
  | { readonly kind: 'abandon'; readonly id: number }

export interface Control {
  readonly oid: string
  readonly critical: boolean
  readonly value?: Buffer
}

/** One message of a client (RFC 4511 4.1.1). */
export interface Message {
  readonly id: number
  readonly request: Request
  readonly controls: readonly Control[]
}
