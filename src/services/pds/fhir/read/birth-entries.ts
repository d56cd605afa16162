import { z } from 'zod'
import { isDate } from '../../../../world/instant.js'
import { isNhsNumber } from '../../../../world/nhs-number.js'
import { addressSchema, nameSchema, telecomSchema } from './parts.js'

/** The entries of a birth notification by their places (pds 7.2). */

const code = <Code extends string>(codes: readonly [Code, ...Code[]]) =>
  z.object({
    coding: z
      .array(z.object({ code: z.enum(codes) }))
      .min(1)
      .max(1),
  })

const observed = (snomed: string) => ({
  resourceType: z.literal('Observation'),
  code: z.object({
    coding: z
      .array(z.object({ code: z.literal(snomed) }))
      .min(1)
      .max(1),
  }),
})

const identifier = (value: z.ZodType<string>) => z.array(z.object({ value })).min(1)
const nhsNumber = z.string().refine(isNhsNumber)
const quantity = (value: z.ZodNumber) => z.object({ value })

/** The baby's name may be without given names, its use may not be left out. */
const baby = z.object({
  resourceType: z.literal('Patient'),
  name: z.array(nameSchema).min(1).max(1),
  gender: z.string(),
  birthDate: z.string(),
  address: z.array(addressSchema).min(1).max(2),
  multipleBirthInteger: z.int().min(1).max(9),
  deceasedDateTime: z.string().optional(),
  /** The time of birth, where it is told; nothing is asked of it. */
  _birthDate: z
    .object({ extension: z.array(z.object({ valueDateTime: z.string() })) })
    .optional()
    .catch(undefined),
  telecom: z.array(telecomSchema).optional(),
  extension: z.array(z.unknown()),
})

const mother = z.object({
  resourceType: z.literal('Patient'),
  identifier: identifier(nhsNumber),
  name: z
    .array(
      z.object({
        family: z.string(),
        given: z.array(z.string()).optional(),
        prefix: z.array(z.string()).optional(),
      }),
    )
    .min(1),
  birthDate: z.string().refine(isDate),
  generalPractitioner: z.array(z.object({ reference: z.string() })).min(1),
})

export const BIRTH_ENTRIES = {
  baby,
  weight: z.object({
    ...observed('364589006'),
    valueQuantity: quantity(z.int().min(1000).max(9999)),
  }),
  stillbirth: z.object({
    ...observed('237364002'),
    valueCodeableConcept: code(['1', '2', '3', '4']),
  }),
  gestation: z.object({ ...observed('268477000'), valueQuantity: quantity(z.int().min(1)) }),
  foetuses: z.object({ ...observed('246435002'), valueInteger: z.int().min(1) }),
  abnormality: z.object({
    ...observed('66091009'),
    valueCodeableConcept: code(['Y', 'N', 'U']),
  }),
  relatedMother: z.object({
    resourceType: z.literal('RelatedPerson'),
    identifier: identifier(nhsNumber),
    relationship: z.array(code(['GESTM'])).min(1),
  }),
  mother,
  practice: z.object({
    resourceType: z.literal('Organization'),
    identifier: identifier(z.string()),
  }),
  place: z.object({
    resourceType: z.literal('Location'),
    identifier: identifier(z.string()).optional().catch(undefined),
    name: z.string().optional().catch(undefined),
    type: z.array(code(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])).min(1),
  }),
} as const

export type BirthEntries = {
  readonly [Name in keyof typeof BIRTH_ENTRIES]: z.output<(typeof BIRTH_ENTRIES)[Name]>
}

/** The entries in their order in the bundle. */
export const BIRTH_ORDER = Object.keys(BIRTH_ENTRIES) as (keyof typeof BIRTH_ENTRIES)[]

/** Behind them come the child health team and the notifier. */
export const FEWEST_ENTRIES = BIRTH_ORDER.length + 2
