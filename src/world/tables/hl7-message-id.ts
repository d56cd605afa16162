import type { Instant } from '../clock.js'
import { LIMITS } from '../limits.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'
import { EXPIRES, removeExpired } from './expiring.js'

/** A message that was acted upon: it may not come again under the same HL7 id (pds 12.4). */
export interface Hl7MessageId {
  /** In upper case. */
  readonly id: string
  readonly expires: Instant
}

export const hl7MessageIds = documentTable<Hl7MessageId>({
  name: 'hl7_message_id',
  key: ({ id }) => id,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})

/** Remembers a message until a moment; forgets those that ended, and the oldest of too many. */
export function rememberMessage(store: Store, id: string, now: Instant, expires: Instant): void {
  removeExpired(hl7MessageIds, (one) => one.id, store, now)
  hl7MessageIds.save(store, { id, expires })
  const tooMany = hl7MessageIds.count(store) - LIMITS.hl7Messages
  if (tooMany <= 0) return
  for (const one of hl7MessageIds.where(store, '1 ORDER BY expires LIMIT ?', tooMany))
    hl7MessageIds.remove(store, one.id)
}
