import type { Instant } from './clock.js'
import { DAY, HOUR, isoDate, MINUTE } from './instant.js'

/** 01:00 UTC on the last Sunday of a month: when British clocks change. */
function lastSunday(year: number, month: number): Instant {
  const last = Date.UTC(year, month + 1, 0)
  return last - new Date(last).getUTCDay() * DAY + HOUR
}

/** How far British time is ahead of UTC at an instant: nothing, or an hour of summer time. */
export function britishOffset(at: Instant): number {
  const year = new Date(at).getUTCFullYear()
  return at >= lastSunday(year, 2) && at < lastSunday(year, 9) ? HOUR : 0
}

/** The calendar date in Britain, `YYYY-MM-DD`. */
export const britishDate = (at: Instant): string => isoDate(at + britishOffset(at))

/** The instant of a British wall-clock time on a date. */
export function britishInstant(date: string, minutesAfterMidnight: number): Instant {
  const wall = Date.parse(`${date}T00:00:00Z`) + minutesAfterMidnight * MINUTE
  return wall - britishOffset(wall - britishOffset(wall))
}

/** A date some days later (or earlier), `YYYY-MM-DD`. */
export const addDays = (date: string, days: number): string =>
  isoDate(Date.parse(`${date}T00:00:00Z`) + days * DAY)

/** Day of the week of a date: 1 Monday to 7 Sunday. */
export const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7

/** A date some Mondays-to-Fridays later. Bank holidays are not left out. */
export function addWorkingDays(date: string, days: number): string {
  let day = date
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (weekday(day) < 6) left--
  }
  return day
}

/** Whole years from a date of birth to an instant. */
export const ageInYears = (birthDate: string, at: Instant): number =>
  Math.floor(ageInMonths(birthDate, at) / 12)

/** Whole months since a birth date, of which only the year or the month may be known. */
export function ageInMonths(birthDate: string, at: Instant): number {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number)
  const [nowYear = 0, nowMonth = 1, nowDay = 1] = britishDate(at).split('-').map(Number)
  return (nowYear - year) * 12 + nowMonth - month - (nowDay < day ? 1 : 0)
}
