import { britishOffset } from '../../world/calendar.js'
import type { Instant } from '../../world/clock.js'
import { isDate, isoDate } from '../../world/instant.js'
import type { XmlElement } from '../xml/element.js'
import { readValue } from './simple.js'

/**
 * A point in time as messages write it (TS): `YYYY[MM[DD[HH[MM[SS]]]]]`, British wall-clock time,
 * without offset. What is left out is not known.
 */
export type Ts = string

const TS = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d{1,4})?)?)?)?)?)?$/

/** Some senders add what the type does not have: a zone. */
const ZONE = /[+-]\d{4}$/

/** True for a time that exists, to whatever part it is given. */
export function isTs(text: string): text is Ts {
  const [whole, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] =
    TS.exec(text.replace(ZONE, '')) ?? []
  if (whole === undefined) return false
  return isDate(`${year}-${month}-${day}`) && hour < '24' && minute < '60' && second < '60'
}

/** Reads a TS; undefined where there is none. Whether it is one is for the caller to ask (`isTs`). */
export const readTs = (element: XmlElement | undefined): string | undefined => readValue(element)

/** A date `YYYY-MM-DD`, or the beginning of a moment written as ISO 8601, as a TS. */
export const tsOfDate = (date: string): Ts => date.slice(0, 10).replaceAll('-', '')

/** The British wall-clock time of an instant, to the second. */
export const tsOfInstant = (at: Instant): Ts =>
  new Date(at + britishOffset(at)).toISOString().slice(0, 19).replace(/[-T:]/g, '')

/** The calendar date that a TS names, `YYYY-MM-DD`; undefined where it names less than a day. */
export const dateOfTs = (ts: Ts): string | undefined =>
  ts.length < 8 ? undefined : `${ts.slice(0, 4)}-${ts.slice(4, 6)}-${ts.slice(6, 8)}`

/** The first and the last day that a TS may mean: `2010` is the whole year. */
export function daysOfTs(ts: Ts): { readonly from: string; readonly to: string } {
  const date = dateOfTs(ts)
  if (date !== undefined) return { from: date, to: date }
  const year = Number(ts.slice(0, 4))
  const month = ts.length < 6 ? undefined : Number(ts.slice(4, 6))
  return {
    from: isoDate(Date.UTC(year, (month ?? 1) - 1, 1)),
    to: isoDate(Date.UTC(year, month ?? 12, 0)),
  }
}
