import type { Instant } from '../clock.js'
import { documentTable } from './document-table.js'

/** How often an application has called an API lately (auth 2.4). Rows exist only where limits are on. */
export interface RateCount {
  readonly api: string
  readonly clientId: string
  /** Start of the minute that the quota counts in. */
  readonly minute: Instant
  readonly calls: number
  /** The latest call that the spike limit let through. */
  readonly latest: Instant
}

/** The key under which the calls of an application to an API are counted. */
export const rateKey = (api: string, clientId: string): string => `${api} ${clientId}`

export const rateCounts = documentTable<RateCount>({
  name: 'rate_count',
  key: (count) => rateKey(count.api, count.clientId),
})
