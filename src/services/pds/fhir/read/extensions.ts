import { z } from 'zod'
import { given } from '../../../../world/given.js'
import type {
  BirthPlace,
  Communication,
  ContactPreference,
} from '../../../../world/tables/patient.js'
import { ok, type Result, refuse, valueText } from '../../domain/outcome.js'
import type { PatientChanges, SingleName } from '../../domain/update/changes.js'
import { ODS_SYSTEM, UK_CORE } from '../represent/parts.js'
import { readShape } from './shape.js'

/** What an extension says, as a change of the record, and the field that its refusals name. */
export interface ReadExtension {
  readonly single: SingleName
  readonly value: unknown
  readonly field: string
}

type Read = (extension: unknown, at: string) => Result<unknown>

interface ExtensionKind {
  readonly single: SingleName
  readonly read: Read
  /** Where in the extension the value stands. */
  readonly within?: string
}

const coding = z.object({
  coding: z
    .array(z.object({ code: z.string() }))
    .min(1)
    .max(1),
})

const organisation = z.strictObject({
  id: z.string().optional(),
  url: z.string(),
  valueReference: z.strictObject({
    identifier: z.strictObject({ system: z.literal(ODS_SYSTEM).optional(), value: z.string() }),
  }),
})

const readOrganisation: Read = (extension, at) => {
  const read = readShape(organisation, extension, at)
  return read.ok ? ok(read.value.valueReference.identifier.value) : read
}

const parts = z.object({
  url: z.string(),
  extension: z.array(
    z.object({
      url: z.string(),
      valueCodeableConcept: coding.optional(),
      valueBoolean: z.boolean().optional(),
      valueString: z.string().optional(),
      valueDateTime: z.string().optional(),
    }),
  ),
})

type Part = z.output<typeof parts>['extension'][number]

const partOf = (list: readonly Part[], url: string): Part | undefined =>
  list.find((part) => part.url === url)

const codeOf = (list: readonly Part[], url: string): string | undefined =>
  partOf(list, url)?.valueCodeableConcept?.coding[0]?.code

const withParts =
  <Value>(make: (list: readonly Part[], at: string) => Result<Value>): Read =>
  (extension, at) => {
    const read = readShape(parts, extension, at)
    return read.ok ? make(read.value.extension, `${at}/extension`) : read
  }

const missing = (field: string): Result<never> =>
  refuse('MISSING_VALUE', valueText('MISSING_VALUE', undefined, field))

/** `U` comes back from old records; nobody sends it (pds 6.5). */
const readDeath = withParts<string>((list, at) => {
  const code = codeOf(list, 'deathNotificationStatus')
  const field = `${at}/0/valueCodeableConcept/coding/0/code`
  if (code === undefined) return missing(field)
  if (code === '1' || code === '2') return ok(code)
  const wrong = code === 'U' ? 'UNSUPPORTED_VALUE' : 'INVALID_VALUE'
  return refuse(wrong, valueText(wrong, code, field))
})

const readCommunication = withParts<Communication>((list, at) => {
  const language = codeOf(list, 'language')
  const interpreter = partOf(list, 'interpreterRequired')?.valueBoolean
  return language === undefined
    ? missing(`${at}/0/valueCodeableConcept`)
    : ok({ language, ...given({ interpreter }) })
})

const readPreference = withParts<ContactPreference>((list) =>
  ok(
    given({
      format: codeOf(list, 'PreferredWrittenCommunicationFormat'),
      method: codeOf(list, 'PreferredContactMethod'),
      times: partOf(list, 'PreferredContactTimes')?.valueString,
    }),
  ),
)

const place = z.strictObject({
  url: z.string(),
  valueAddress: z.object({
    city: z.string().optional(),
    district: z.string().optional(),
    country: z.string().optional(),
  }),
})

const readBirthPlace: Read = (extension, at) => {
  const read = readShape(place, extension, at)
  return read.ok ? ok(given(read.value.valueAddress) as BirthPlace) : read
}

const WITHIN_REFERENCE = 'valueReference/identifier/value'

/** The extensions that clients send, by their addresses (pds 10.3). */
export const EXTENSION_KINDS: Readonly<Record<string, ExtensionKind>> = {
  [`${UK_CORE}NominatedPharmacy`]: {
    single: 'nominatedPharmacy',
    read: readOrganisation,
    within: WITHIN_REFERENCE,
  },
  [`${UK_CORE}PreferredDispenserOrganization`]: {
    single: 'dispensingDoctor',
    read: readOrganisation,
    within: WITHIN_REFERENCE,
  },
  [`${UK_CORE}MedicalApplianceSupplier`]: {
    single: 'applianceSupplier',
    read: readOrganisation,
    within: WITHIN_REFERENCE,
  },
  [`${UK_CORE}DeathNotificationStatus`]: { single: 'deathStatus', read: readDeath },
  [`${UK_CORE}NHSCommunication`]: { single: 'communication', read: readCommunication },
  [`${UK_CORE}ContactPreference`]: { single: 'contactPreference', read: readPreference },
  'http://hl7.org/fhir/StructureDefinition/patient-birthPlace': {
    single: 'birthPlace',
    read: readBirthPlace,
    within: 'valueAddress',
  },
}

/** Reads an extension whose kind is known; `at` is its field. */
export function readExtension(
  kind: ExtensionKind,
  extension: unknown,
  at: string,
): Result<ReadExtension> {
  const value = kind.read(extension, at)
  if (!value.ok) return value
  return ok({
    single: kind.single,
    value: value.value,
    field: kind.within ? `${at}/${kind.within}` : at,
  })
}

/** A single change and its field, as members of the changes of an update. */
export const asChange = ({ single, value, field }: ReadExtension): PatientChanges =>
  ({ [single]: { value }, fields: { [single]: field } }) as PatientChanges
