import type { Instant } from '../clock.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** A link to the object store that was followed; it is kept until it would have ended anyway. */
export interface UsedLink {
  readonly signature: string
  readonly expires: Instant
}

export const usedLinks = documentTable<UsedLink>({
  name: 'used_link',
  key: (link) => link.signature,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})
