import type { Dn } from '../../domain/entry.js'
import type { Result } from './result.js'

/** An entry as a search answers it: the attributes wanted, in the entry's order. */
export interface FoundEntry {
  readonly dn: Dn
  /** Values are left out where only types are wanted. */
  readonly attributes: readonly (readonly [name: string, values: readonly string[]])[]
}

/** How an operation ended, and what goes with that. */
export interface Done {
  readonly result: Result
  /** The value of an extended answer. */
  readonly value?: string
  readonly control?: { readonly oid: string; readonly value: Buffer }
}

/** A moment at which others may have their turn: nothing was found in a while. */
export const PAUSE = Symbol('pause')
export type Pause = typeof PAUSE

/** An operation at work: it gives entries one by one, and at last how it ended. */
export type Work = Generator<FoundEntry | Pause, Done>
