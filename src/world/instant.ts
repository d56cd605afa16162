import type { Instant } from './clock.js'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Writes an instant as FHIR does: UTC with milliseconds. */
export const isoInstant = (at: Instant): string => new Date(at).toISOString()

/** Writes an instant as a UTC calendar date, `YYYY-MM-DD`. */
export const isoDate = (at: Instant): string => isoInstant(at).slice(0, 10)

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** True for a calendar date that exists, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && isoDate(at) === text
}

/** Reads a FHIR instant (date, time and zone all required); undefined if it is not one. */
export function parseInstant(text: string): Instant | undefined {
  const match = DATE_TIME.exec(text)
  if (!match || !isDate(match[1] as string)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : at
}
