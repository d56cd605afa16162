import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'

/** What goes wrong. DELAY goes together with any other; of the others the first that strikes counts. */
export type Effect =
  /** The answer comes later: by `milliseconds`, or by a time between them and `upTo`. */
  | { readonly kind: 'DELAY'; readonly milliseconds: number; readonly upTo?: number }
  /** A failure that the service documents, by its name. Nothing is done. */
  | { readonly kind: 'FAIL'; readonly failure: string }
  /** An answer of one's own. Nothing is done. */
  | {
      readonly kind: 'ANSWER'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** The connection is closed before anything is done. */
  | { readonly kind: 'DROP' }
  /** All is done, and the connection is closed without an answer. */
  | { readonly kind: 'LOSE_ANSWER' }
  /** The body comes piece by piece over so many milliseconds. */
  | { readonly kind: 'SLOW_BODY'; readonly milliseconds: number }
  /** The body ends in the middle. */
  | { readonly kind: 'CUT_BODY' }
  /** A message is delivered twice. */
  | { readonly kind: 'DUPLICATE' }

/** Trouble that was asked for: where, when and for how long it strikes, and what it does. */
export interface Fault {
  readonly id: string
  /** Service, such as `ers`; any if absent. */
  readonly service?: string
  /** Operation or interaction, such as `A016`; any if absent. */
  readonly operation?: string
  /** Party key: strikes only messages that are delivered to it. */
  readonly party?: string
  /** Strikes only the call with this number among those that fit, from 1. */
  readonly nth?: number
  /** Strikes with this probability, drawn from the world's own random numbers. */
  readonly probability?: number
  /** Ends after striking so often. */
  readonly times?: number
  /** Ends at this moment of the world's clock. */
  readonly until?: Instant
  readonly effect: Effect
  /** Calls that fitted, and those it struck. */
  readonly seen: number
  readonly struck: number
}

export const faults = documentTable<Fault>({ name: 'fault', key: (fault) => fault.id })

const LIST = 'fault-list'

interface Listed {
  readonly revision: number
  readonly list: readonly Fault[]
}

/** Every fault of a world in order of its making; read once until one changes, since every call asks. */
export function listFaults(store: Store): readonly Fault[] {
  const cache = store.cache<Listed>(LIST)
  const revision = store.revision(faults.name)
  const known = cache.get(LIST)
  if (known?.revision === revision) return known.list
  const list = faults.list(store).sort((a, b) => Number(a.id) - Number(b.id))
  cache.set(LIST, { revision, list })
  return list
}
