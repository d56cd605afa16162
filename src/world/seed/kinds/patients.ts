import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Patient, savePatient } from '../../tables/patient.js'
import { anyKind, type Reference, referenceTo } from '../kind.js'
import { synthesisePatients } from '../synthetic/patients.js'
import { date, maybe, nhsNumber, odsCode, words } from '../values.js'
import { birthSchema, messageOnlySchema } from './patient-messages.js'

const period = z.strictObject({ start: maybe(date), end: maybe(date) })
const gender = z.enum(['male', 'female', 'other', 'unknown'])
const system = z.enum(['phone', 'fax', 'email', 'other'])

/** Members of every item. An identifier that is left out is made from the number and the place. */
const item = {
  id: maybe(words),
  period: maybe(period),
  state: maybe(z.enum(['former', 'hidden'])),
  replaced: maybe(z.iso.datetime()),
}

const name = z.strictObject({
  ...item,
  use: z.enum(['usual', 'temp', 'nickname', 'old', 'maiden']).default('usual'),
  prefix: maybe(z.array(words)),
  given: maybe(z.array(words).max(5, { error: 'at most 5 given names' })),
  family: words.max(35, { error: 'at most 35 characters' }),
  suffix: maybe(z.array(words)),
})

const address = z.strictObject({
  ...item,
  use: z.enum(['home', 'temp', 'billing', 'work']).default('home'),
  text: maybe(words),
  line: z.array(z.string()).max(5, { error: 'at most 5 lines' }).default([]),
  postcode: maybe(words),
  paf: maybe(z.string().regex(/^\d{8}$/, { error: 'a PAF key (8 digits)' })),
  uprn: maybe(z.string().regex(/^\d{1,12}$/, { error: 'a UPRN (1 to 12 digits)' })),
})

const telecom = z.strictObject({
  ...item,
  system,
  use: z.enum(['home', 'work', 'temp', 'mobile']).default('home'),
  value: words,
})

const contact = z.strictObject({
  ...item,
  telecom: z.array(z.strictObject({ system, value: words })).min(1),
})

const registration = z.strictObject({ ...item, odsCode })

const communication = z.strictObject({ language: words, interpreter: maybe(z.boolean()) })

const contactPreference = z.strictObject({
  format: maybe(words),
  method: maybe(words),
  times: maybe(words.max(40)),
})

/** What PDS gives the items of a patient, but not those of somebody related. */
const kept = { id: true, state: true, replaced: true } as const

/** Somebody related: by NHS number, or with details of their own. */
const relatedPerson = z.strictObject({
  ...item,
  role: z.enum(['Agent', 'Guardian', 'Personal']),
  type: maybe(words),
  nextOfKin: maybe(z.boolean()),
  nhsNumber: maybe(nhsNumber),
  name: maybe(name.omit(kept)),
  address: maybe(address.omit(kept)),
  telecom: maybe(z.array(telecom.omit(kept)).max(5, { error: 'at most 5 telecoms' })),
  rank: maybe(z.int().min(1).max(99)),
  copyCorrespondence: maybe(z.boolean()),
  callBackConsent: maybe(words),
  contactPreference: maybe(contactPreference),
  communication: maybe(communication),
})

const coverage = z.strictObject({
  card: words,
  country: z.string().regex(/^[A-Z]{3}$/, { error: 'a country of three letters' }),
  institution: maybe(words),
  personalId: maybe(words),
  expires: date,
})

/** A patient in `patients.json`: the record of `tables/patient-record.ts`, most of it optional. */
export const patientSchema = z.strictObject({
  nhsNumber,
  /** What the patient is there for; it is not kept. */
  note: maybe(words),
  version: z.int().positive().default(1),
  sensitivity: z.enum(['U', 'R', 'V']).default('U'),
  supersededBy: maybe(nhsNumber),
  invalid: maybe(z.boolean()),
  names: z.array(name).default([]),
  gender: maybe(gender),
  formerGenders: maybe(z.array(gender)),
  birthDate: maybe(
    z
      .string()
      .regex(/^\d{4}(-\d\d(-\d\d)?)?$/, { error: 'a date, or in old records a year or a month' }),
  ),
  searchBirthDates: maybe(z.array(date)),
  formerBirthDates: maybe(z.array(date)),
  multipleBirth: maybe(z.int().min(1).max(9)),
  death: maybe(
    z.strictObject({
      date,
      status: maybe(z.enum(['1', '2', 'U'])),
      recorded: maybe(z.iso.datetime({ offset: true })),
    }),
  ),
  addresses: z.array(address).default([]),
  telecom: z.array(telecom).default([]),
  contacts: z.array(contact).default([]),
  practices: z.array(registration).default([]),
  managingOrganisation: maybe(registration),
  pharmacies: maybe(
    z.strictObject({
      nominated: maybe(odsCode),
      dispensingDoctor: maybe(odsCode),
      applianceSupplier: maybe(odsCode),
    }),
  ),
  communication: maybe(communication),
  contactPreference: maybe(contactPreference),
  birthPlace: maybe(
    z.strictObject({
      city: maybe(words),
      district: maybe(words),
      country: maybe(words),
    }),
  ),
  removal: maybe(z.strictObject({ reason: words, period })),
  sharingConsent: maybe(words),
  ethnicCategory: maybe(words),
  relatedPeople: maybe(z.array(relatedPerson)),
  coverage: maybe(coverage),
  birth: maybe(birthSchema),
  messageOnly: maybe(messageOnlySchema),
})

export type PatientSeed = z.infer<typeof patientSchema>

/** An object identifier as PDS makes them: eight capital hexadecimal digits, the same each time. */
const madeId = (number: string, place: string): string =>
  createHash('sha256').update(`${number}/${place}`).digest('hex').slice(0, 8).toUpperCase()

const withIds = <Kind extends { readonly id?: string }>(
  number: string,
  list: string,
  items: readonly Kind[],
): (Kind & { readonly id: string })[] =>
  items.map((one, at) => ({ ...one, id: one.id ?? madeId(number, `${list}/${at}`) }))

/** The whole record of a patient as the seed writes it. */
export function patientOf({
  note: _,
  managingOrganisation,
  relatedPeople,
  ...seed
}: PatientSeed): Patient {
  const { nhsNumber: number } = seed
  const [manager] = withIds(number, 'manager', managingOrganisation ? [managingOrganisation] : [])
  return {
    ...seed,
    names: withIds(number, 'name', seed.names),
    addresses: withIds(number, 'address', seed.addresses),
    telecom: withIds(number, 'telecom', seed.telecom),
    contacts: withIds(number, 'contact', seed.contacts),
    practices: withIds(number, 'practice', seed.practices),
    ...(manager ? { managingOrganisation: manager } : {}),
    ...(relatedPeople && { relatedPeople: withIds(number, 'related', relatedPeople) }),
  }
}

/** A practice must be one of the data set; pharmacies and managing organisations may be anybody. */
const references = ({ practices, supersededBy }: PatientSeed): Reference[] => [
  ...practices.map(({ odsCode: key }, at) => ({
    path: ['practices', at, 'odsCode'],
    to: 'organisations.json',
    key,
  })),
  ...referenceTo('patients.json', ['supersededBy'], supersededBy),
]

export const patientKind = anyKind<PatientSeed>({
  file: 'patients.json',
  name: 'patient',
  schema: patientSchema,
  key: (row) => row.nhsNumber,
  references,
  save: (store, rows) => {
    for (const row of rows) savePatient(store, patientOf(row))
  },
  synthesise: synthesisePatients,
})
