import { addDays, britishInstant } from '../calendar.js'
import type { Instant } from '../clock.js'

export const RELATIVE_TIME = /^([+-]\d{1,4})d (([01]\d|2[0-3]):([0-5]\d))$/
export const RELATIVE_DATE = /^([+-]\d{1,4})d$/

/** A date of a seed, `-3d`, on the calendar: so many days from the day the world starts. */
export function dateOf(text: string, day: string): string {
  return addDays(day, Number.parseInt(text, 10))
}

/** A moment of a seed, `-3d 09:30`: days from the day the world starts, and a British wall clock. */
export function momentOf(text: string, day: string): Instant {
  const [, , , hours, minutes] = RELATIVE_TIME.exec(text) as RegExpExecArray
  return britishInstant(dateOf(text, day), Number(hours) * 60 + Number(minutes))
}
