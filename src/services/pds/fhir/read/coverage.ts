import { z } from 'zod'
import { isDate, isoDate } from '../../../../world/instant.js'
import type { Coverage } from '../../../../world/tables/patient.js'
import type { World } from '../../../../world/world.js'
import { invalidValue, ok, type Result } from '../../domain/outcome.js'
import { type MissedAs, readShape } from './shape.js'

const CHARACTERS = String.raw`[a-zA-Z0-9\-,/:'. ]`
const text = (longest: number) => z.string().regex(new RegExp(`^${CHARACTERS}{1,${longest}}$`))

const identified = (value: z.ZodString) => z.object({ identifier: z.object({ value }) })

/** A Coverage as clients send it, its members in the order in which PDS misses them (pds 9). */
const schema = z.object({
  resourceType: z.literal('Coverage').optional(),
  identifier: z
    .array(
      z.object({
        value: text(25),
        assigner: z.object({
          identifier: z.object({
            system: z.literal('urn:iso:std:iso:3166').optional(),
            value: z.string().regex(/^[A-Z]{3}$/),
          }),
        }),
      }),
    )
    .min(1)
    .max(1),
  status: z.literal('active'),
  subscriber: identified(z.string()),
  beneficiary: identified(text(25)),
  period: z.object({ end: z.string().refine(isDate) }),
  payor: z
    .array(identified(text(30)))
    .min(1)
    .max(1),
})

/** A branch that is not there is missed by its last member (pds 9). */
const MISSED_AS: MissedAs = {
  identifier: 'identifier/0/value',
  subscriber: 'subscriber/identifier/value',
  'subscriber/identifier': 'subscriber/identifier/value',
  beneficiary: 'beneficiary/identifier/value',
  'beneficiary/identifier': 'beneficiary/identifier/value',
}

const YEARS = 150

const yearsFrom = (date: string, years: number): string =>
  `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`

export interface SentCoverage {
  readonly nhsNumber: string
  readonly coverage: Coverage
}

/** Reads a health insurance card to keep. Refuses as `readShape`, and a date far away (pds 9). */
export function readCoverage(world: World, body: unknown): Result<SentCoverage> {
  const read = readShape(schema, body, '', MISSED_AS)
  if (!read.ok) return read
  const { identifier, subscriber, beneficiary, payor, period } = read.value
  const today = isoDate(world.clock.now())
  if (period.end < yearsFrom(today, -YEARS) || period.end > yearsFrom(today, YEARS))
    return invalidValue(period.end, 'period/end')
  const [card, payer] = [identifier[0], payor[0]]
  if (!card || !payer) return invalidValue(identifier, 'identifier')
  return ok({
    nhsNumber: subscriber.identifier.value,
    coverage: {
      card: card.value,
      country: card.assigner.identifier.value,
      institution: payer.identifier.value,
      personalId: beneficiary.identifier.value,
      expires: period.end,
    },
  })
}
