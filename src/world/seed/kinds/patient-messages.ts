import { z } from 'zod'
import { date, maybe } from '../values.js'

/** What messages tell of a patient, and FHIR does not: kept as it was told. */

const text = z.string()
const period = z.strictObject({ start: maybe(date), end: maybe(date) })

const toldName = z.strictObject({
  use: z.enum(['usual', 'temp', 'nickname', 'old', 'maiden']).default('usual'),
  period: maybe(period),
  prefix: maybe(z.array(text)),
  given: maybe(z.array(text)),
  family: text,
  suffix: maybe(z.array(text)),
})

/** What was notified of a birth. */
export const birthSchema = z.strictObject({
  time: maybe(z.string().regex(/^\d{4}$/, { error: 'hours and minutes (4 digits)' })),
  weight: z.int().min(0).max(9999),
  stillbirth: z.enum(['1', '2', '3', '4']),
  abnormality: text,
  foetuses: z.int(),
  gestation: z.int(),
  mother: z.strictObject({ nhsNumber: text, name: toldName, birthDate: date, practice: text }),
  place: z.strictObject({ type: text, site: maybe(text), name: maybe(text) }),
  notifier: maybe(toldName),
  authority: maybe(z.strictObject({ type: text, odsCode: text })),
  childHealth: maybe(z.strictObject({ partner: text, responsible: maybe(text) })),
})

/** What only messages tell and change. */
export const messageOnlySchema = z.strictObject({
  healthspace: maybe(text),
  sharedSecret: maybe(text),
  callBackConsent: maybe(text),
  previousContact: maybe(text),
  registration: maybe(
    z.strictObject({
      authority: z.strictObject({ root: text, extension: maybe(text) }),
      period: maybe(period),
    }),
  ),
  paperRecord: maybe(
    z.strictObject({ status: maybe(text), priority: maybe(text), period: maybe(period) }),
  ),
})
