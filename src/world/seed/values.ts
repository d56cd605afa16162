import { z } from 'zod'
import { isDate } from '../instant.js'
import { RELATIVE_DATE, RELATIVE_TIME } from './relative-time.js'

/** A text of a certain form; `expected` says it in words. */
const formed = (pattern: RegExp, expected: string) => z.string().regex(pattern, { error: expected })

export const words = z.string().min(1, { error: 'a text that is not empty' })
export const odsCode = formed(
  /^[A-Z0-9]{3,10}$/,
  'an ODS code (3 to 10 capital letters and digits)',
)
export const userId = formed(/^\d{12}$/, 'an SDS user id (12 digits)')
export const roleId = formed(/^\d{12}$/, 'a role profile id (12 digits)')
export const nhsNumber = formed(/^\d{10}$/, 'an NHS number (10 digits)')
export const serviceId = formed(/^\d{1,7}$/, 'a service id (1 to 7 digits)')
export const ubrn = formed(/^\d{12}$/, 'a UBRN (12 digits)')
export const jobRole = formed(/^R\d{4}$/, 'a job role (R and 4 digits)')
export const activity = formed(/^B\d{4}$/, 'an activity (B and 4 digits)')
export const asid = formed(/^\d{12}$/, 'an ASID (12 digits)')
export const code = formed(/^[A-Z0-9_]+$/, 'a code (capital letters, digits and underscores)')
export const clinicalTerm = formed(/^\d{4,18}$/, 'a SNOMED CT id (4 to 18 digits)')
export const postcode = formed(/^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/, 'a postcode such as LS1 2TW')
export const time = formed(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30')
export const uuid = formed(
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  'a version 4 UUID in lower case',
)
export const date = z.string().refine(isDate, { error: 'a date such as 2026-01-31' })
export const dateOrInstant = z
  .string()
  .refine((text) => isDate(text) || /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text), {
    error: 'a date such as 2026-01-31, or an instant in UTC',
  })
export const relativeTime = formed(
  RELATIVE_TIME,
  'days from the start and a British time, such as -3d 09:30',
)
export const relativeDate = formed(RELATIVE_DATE, 'days from the start, such as -3d')
export const count = z
  .int({ error: 'a whole number' })
  .min(0, { error: 'a number that is not negative' })
export const priority = z.enum(['ROUTINE', 'URGENT', 'TWO_WEEK_WAIT'])
export const additionalRequirement = z.enum(['ADVOCACY', 'INTERPRETER', 'TRANSPORT'])

/** A list with at least one item. */
export const some = <Item extends z.ZodType>(item: Item) =>
  z.array(item).min(1, { error: 'at least one item' })

/** A member that may be left out. */
export const maybe = <Value extends z.ZodType>(value: Value) => z.exactOptional(value)
