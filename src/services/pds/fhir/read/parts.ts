import { z } from 'zod'
import { given } from '../../../../world/given.js'
import { isDate } from '../../../../world/instant.js'
import type {
  PatientAddress,
  PatientContact,
  PatientName,
  PatientTelecom,
  Registration,
} from '../../../../world/tables/patient.js'
import type { Content } from '../../domain/update/changes.js'
import { ODS_SYSTEM, UK_CORE } from '../represent/parts.js'

/** The pieces of a Patient as clients send them, read into what the domain keeps (pds 10.2). */

const date = z.string().refine(isDate)
const text = z.string()
const id = text.optional()
const period = z.strictObject({ start: date, end: date.optional() }).optional()

export const nameSchema = z
  .strictObject({
    id,
    use: z.enum(['usual', 'temp', 'nickname', 'old', 'maiden']),
    period,
    prefix: z.array(text).optional(),
    given: z.array(text).max(5).optional(),
    family: text,
    suffix: z.array(text).optional(),
  })
  .transform(({ id: _, ...name }) => given(name) as Content<PatientName>)

const ADDRESS_KEY = `${UK_CORE}AddressKey`

const addressKey = z.strictObject({
  url: z.literal(ADDRESS_KEY),
  extension: z.tuple([
    z.strictObject({
      url: z.literal('type'),
      valueCoding: z.object({ code: z.enum(['PAF', 'UPRN']) }),
    }),
    z.strictObject({ url: z.literal('value'), valueString: text }),
  ]),
})

type AddressKey = z.output<typeof addressKey>

const keyOf = (keys: readonly AddressKey[] | undefined, kind: 'PAF' | 'UPRN') =>
  keys?.find(({ extension: [type] }) => type.valueCoding.code === kind)?.extension[1].valueString

/** At most one key of each kind (pds 6.5). */
const differ = (keys: readonly AddressKey[]): boolean =>
  new Set(keys.map(({ extension: [type] }) => type.valueCoding.code)).size === keys.length

export const addressSchema = z
  .strictObject({
    id,
    use: z.enum(['home', 'temp', 'billing', 'work']),
    period,
    text: text.optional(),
    line: z.array(text.nullable()).max(5).optional(),
    /** Why lines are blank, for applications that are sent blank ones (pds 3.8). */
    _line: z.unknown().optional(),
    postalCode: text.optional(),
    extension: z.array(addressKey).max(2).refine(differ).optional(),
  })
  .transform(
    ({ use, period: when, text: kind, line = [], postalCode, extension }) =>
      given({
        use,
        period: when,
        text: kind,
        line: line.map((one) => one ?? ''),
        postcode: postalCode,
        paf: keyOf(extension, 'PAF'),
        uprn: keyOf(extension, 'UPRN'),
      }) as Content<PatientAddress>,
  )

const system = z.enum(['phone', 'fax', 'email', 'other'])

const otherSystem = z.strictObject({
  url: z.literal(`${UK_CORE}OtherContactSystem`),
  valueCoding: z.object({ code: z.literal('textphone') }),
})

const point = z.strictObject({
  id,
  period,
  system,
  use: z.enum(['home', 'work', 'temp', 'mobile']).optional(),
  value: text,
  extension: z.array(otherSystem).max(1).optional(),
})

/** A telecom of another system says which (pds 6.5). */
export const telecomSchema = z
  .discriminatedUnion('system', [
    point.extend({ system: z.enum(['phone', 'fax', 'email']) }),
    point.extend({ system: z.literal('other'), extension: z.array(otherSystem).length(1) }),
  ])
  .transform(
    ({ period: when, system: kind, use, value }) =>
      given({ period: when, system: kind, use, value }) as Content<PatientTelecom>,
  )

const emergency = z.strictObject({
  coding: z
    .array(
      z.strictObject({
        system: z.literal('http://terminology.hl7.org/CodeSystem/v2-0131'),
        code: z.literal('C'),
        display: text.optional(),
      }),
    )
    .min(1)
    .max(1),
})

export const contactSchema = z
  .strictObject({
    id,
    period,
    relationship: z.array(emergency).min(1).max(1),
    telecom: z.array(z.strictObject({ system, value: text })).min(1),
  })
  .transform(
    ({ period: when, telecom }) => given({ period: when, telecom }) as Content<PatientContact>,
  )

export const practiceSchema = z
  .strictObject({
    id,
    type: z.literal('Organization').optional(),
    identifier: z.strictObject({
      system: z.literal(ODS_SYSTEM).optional(),
      value: z.string().regex(/^[0-9A-Za-z]+$/),
      period,
    }),
  })
  .transform(
    ({ identifier: { value, period: when } }) =>
      given({ odsCode: value, period: when }) as Content<Registration>,
  )
