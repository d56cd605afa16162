import type { OfferedSlot as Written } from '../../../hl7v3/ebooking/payloads/available-slots.js'
import { priorityOf } from '../../../hl7v3/ebooking/vocabularies/priority.js'
import type { Interval } from '../../../hl7v3/types/interval.js'
import { dateOfTs } from '../../../hl7v3/types/time.js'
import { britishInstant } from '../../../world/calendar.js'
import type { Instant } from '../../../world/clock.js'
import { MINUTE } from '../../../world/instant.js'
import type { Priority } from '../../../world/tables/healthcare-service.js'
import type { OfferedSlot } from '../domain/pas/replace-slots.js'

/** The moment of a British wall-clock time; undefined where no time of day is said. */
export function instantOfTs(ts: string | undefined): Instant | undefined {
  const date = ts === undefined ? undefined : dateOfTs(ts)
  if (ts === undefined || date === undefined || ts.length < 10) return undefined
  const seconds = Number(ts.slice(12, 14) || '0')
  const minutes = Number(ts.slice(8, 10)) * 60 + Number(ts.slice(10, 12) || '0')
  return britishInstant(date, minutes) + seconds * 1000
}

/** Units of time in which the length of a slot is said. */
const UNITS: Readonly<Record<string, number>> = { min: MINUTE, h: 60 * MINUTE, s: 1000 }

/** Start and end of a slot: both said, or one of them and the length (ers-hl7v3-mim 7.2). */
export function timesOf({
  low,
  high,
  width,
}: Interval): { start: Instant; end: Instant } | undefined {
  const [from, to] = [instantOfTs(low), instantOfTs(high)]
  const length = Number(width?.value) * (UNITS[width?.unit ?? 'min'] ?? Number.NaN)
  const start = from ?? (to === undefined ? undefined : to - length)
  const end = to ?? (from === undefined ? undefined : from + length)
  return start !== undefined && end !== undefined && end > start ? { start, end } : undefined
}

/** A slot as the domain knows it; undefined where its times are not both known. */
export function slotOf({ usrn, time, priority, performer }: Written): OfferedSlot | undefined {
  const times = timesOf(time)
  return (
    times && {
      usrn: usrn.toUpperCase(),
      ...times,
      priority: (priority === undefined ? 'ROUTINE' : priorityOf(priority)) as Priority,
      ...(performer && { clinician: performer.user }),
    }
  )
}
