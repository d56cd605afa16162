import type { Instant } from '../clock.js'
import { LIMITS } from '../limits.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'
import { EXPIRES, removeExpired } from './expiring.js'

/** A write that PDS was asked for, and what came of it: the answer to the same request again. */
export interface PdsWrite {
  /** Digest of all that makes the request the same. */
  readonly key: string
  /** The outcome as the service keeps it. */
  readonly outcome: unknown
  /** When it is there to be had. */
  readonly ready: Instant
  readonly expires: Instant
}

export const pdsWrites = documentTable<PdsWrite>({
  name: 'pds_write',
  key: (write) => write.key,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
  cached: 100,
})

/** Forgets writes that ended at or before a moment, and the oldest of too many. */
export function forgetWrites(store: Store, at: Instant): void {
  removeExpired(pdsWrites, (write) => write.key, store, at)
  const tooMany = pdsWrites.count(store) - LIMITS.pdsWrites
  if (tooMany <= 0) return
  for (const { key } of pdsWrites.where(store, '1 ORDER BY expires LIMIT ?', tooMany))
    pdsWrites.remove(store, key)
}
