import { createHash } from 'node:crypto'
import type { Instant } from '../clock.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** A `jti` that an application has presented; it may not come again for 30 days (auth 3.8.2). */
export interface AssertionId {
  readonly key: string
  readonly seen: Instant
  readonly expires: Instant
}

/** One key of fixed length for a subject and its `jti`, however long they are. */
export const assertionKey = (subject: string, jti: string): string =>
  createHash('sha256')
    .update(JSON.stringify([subject, jti]))
    .digest('base64url')

export const assertionIds = documentTable<AssertionId>({
  name: 'assertion_id',
  key: (id) => id.key,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})
