import { z } from 'zod'
import { given } from '../../../../world/given.js'
import type { Gender } from '../../../../world/tables/patient.js'
import type { NewPatient } from '../../domain/create/create-patient.js'
import type { Demographics } from '../../domain/create/find-matches.js'
import { invalidValue, missingValue, ok, type Result } from '../../domain/outcome.js'
import { readCreateExtensions } from './create-extensions.js'
import { addressSchema, nameSchema, telecomSchema } from './parts.js'
import { readShape } from './shape.js'

/** A Patient to make, its members in the order in which PDS misses them (pds 7.1). */
const schema = z.strictObject({
  resourceType: z.literal('Patient').optional(),
  name: z.array(nameSchema).min(1).max(1),
  address: z.array(addressSchema).min(1),
  gender: z.string(),
  birthDate: z.string(),
  telecom: z.array(telecomSchema).optional(),
  extension: z.array(z.unknown()),
})

/** What an update can do without, but a new record needs. */
function firstMissing({ names, addresses }: NewPatient): string | undefined {
  const [name] = names
  if (name?.given === undefined) return 'name/0/given'
  if (name.period === undefined) return 'name/0/period'
  for (const [at, { period, postcode, line }] of addresses.entries()) {
    if (line.length === 0) return `address/${at}/line`
    if (period === undefined) return `address/${at}/period`
    if (postcode === undefined) return `address/${at}/postalCode`
  }
  return undefined
}

/** Reads the body of a creation. Refuses as `readShape` does. */
export function readNewPatient(body: unknown): Result<NewPatient> {
  const read = readShape(schema, body, '')
  if (!read.ok) return read
  const { name, address, gender, birthDate, telecom, extension } = read.value
  const more = readCreateExtensions(extension, 'extension')
  if (!more.ok) return more
  const patient: NewPatient = {
    names: name,
    addresses: address,
    gender: gender as Gender,
    birthDate,
    ...given({ telecom }),
    ...more.value,
  }
  const missing = firstMissing(patient)
  if (missing !== undefined) return missingValue(missing)
  const use = patient.names[0]?.use
  return use === 'usual' ? ok(patient) : invalidValue(use, 'name/0/use')
}

/** What a new record is compared with those held by. */
export const demographicsOf = ({
  names,
  addresses,
  gender,
  birthDate,
}: NewPatient): Demographics => ({
  family: names[0]?.family ?? '',
  given: names[0]?.given ?? [],
  gender,
  birthDate,
  postcodes: addresses.flatMap(({ postcode }) => postcode ?? []),
})
