import type { OfferedSlot as Written } from '../../../hl7v3/ebooking/payloads/available-slots.js'
import { priorityOf } from '../../../hl7v3/ebooking/vocabularies/priority.js'
import type { Interval } from '../../../hl7v3/types/interval.js'
import { dateOfTs, isTs } from '../../../hl7v3/types/time.js'
import { britishInstant, britishOffset } from '../../../world/calendar.js'
import type { Instant } from '../../../world/clock.js'
import { HOUR, MINUTE } from '../../../world/instant.js'
import type { Priority } from '../../../world/tables/healthcare-service.js'
import type { OfferedSlot } from '../domain/pas/replace-slots.js'

/** Of the hour that British clocks show twice in autumn, the first is meant (ers-hl7v3-mim 17). */
const theFirst = (at: Instant): Instant =>
  britishOffset(at - HOUR) > britishOffset(at) ? at - HOUR : at

/** The moment of a British wall-clock time; undefined where no time of day is said, or one that there is not. */
export function instantOfTs(ts: string | undefined): Instant | undefined {
  const date = ts !== undefined && isTs(ts) ? dateOfTs(ts) : undefined
  if (ts === undefined || date === undefined || ts.length < 10) return undefined
  const seconds = Number(ts.slice(12, 14) || '0')
  const minutes = Number(ts.slice(8, 10)) * 60 + Number(ts.slice(10, 12) || '0')
  return theFirst(britishInstant(date, minutes)) + seconds * 1000
}

/** Units of time in which the length of a slot is said. */
const UNITS: Readonly<Record<string, number>> = { min: MINUTE, h: HOUR, s: 1000 }

/** Start and end of a slot: both said, or one of them or the middle with the length (ers-hl7v3-mim 7.2). */
export function timesOf(time: Interval): { start: Instant; end: Instant } | undefined {
  const [from, to, middle] = [time.low, time.high, time.center].map(instantOfTs)
  const length = Number(time.width?.value) * (UNITS[time.width?.unit ?? 'min'] ?? Number.NaN)
  const start = from ?? (to !== undefined ? to - length : (middle ?? Number.NaN) - length / 2)
  const end = to ?? start + length
  return end > start ? { start, end } : undefined
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
