import { dateOfTs, isTs, type Ts } from '../../hl7v3/types/time.js'
import { britishInstant } from '../../world/calendar.js'
import type { Instant } from '../../world/clock.js'
import { isoInstant } from '../../world/instant.js'

/** The instant of a British wall-clock time that names at least a day; undefined for any other. */
export function instantOfTs(ts: Ts | undefined): Instant | undefined {
  const date = ts !== undefined && isTs(ts) ? dateOfTs(ts) : undefined
  if (ts === undefined || date === undefined) return undefined
  const [hours, minutes] = [ts.slice(8, 10), ts.slice(10, 12)].map((part) => Number(part || 0))
  return britishInstant(date, (hours ?? 0) * 60 + (minutes ?? 0))
}

/** A moment as ebXML writes it: UTC to the second. */
export const ebxmlTime = (at: Instant): string => `${isoInstant(at).slice(0, 19)}Z`
