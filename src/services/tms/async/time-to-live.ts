import type { Instant } from '../../../world/clock.js'

const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i

/**
 * When a message's life ends by its `eb:TimeToLive`: UTC where it names no zone (tms 4.3). Undefined
 * where it has none, or none that is a time.
 */
export function endOfLife(timeToLive: string | undefined): Instant | undefined {
  const text = timeToLive ?? ''
  const at = Date.parse(ZONE.test(text) ? text : `${text}Z`)
  return Number.isNaN(at) ? undefined : at
}
