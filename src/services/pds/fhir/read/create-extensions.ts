import { z } from 'zod'
import type { NewPatient } from '../../domain/create/create-patient.js'
import { invalidValue, missingValue, ok, type Result } from '../../domain/outcome.js'
import { UK_CORE } from '../represent/parts.js'
import { EXTENSION_KINDS, readExtension } from './extensions.js'
import { readShape } from './shape.js'

export const REGISTERING_AUTHORITY = `${UK_CORE}RegisteringAuthority`

const authority = z.object({
  url: z.literal(REGISTERING_AUTHORITY),
  extension: z.tuple([
    z.object({
      url: z.literal('registeringAuthorityType'),
      valueCodeableConcept: z.object({
        coding: z
          .array(z.object({ code: z.string().regex(/^[a-x1]$/) }))
          .min(1)
          .max(1),
      }),
    }),
    z.object({
      url: z.literal('organisationIdentifier'),
      valueString: z.string().min(2).max(15),
    }),
  ]),
})

/** Kept as an update would keep them. */
const KEPT: readonly string[] = ['communication', 'contactPreference']

/** Accepted, and not kept (pds 7.1). */
const DROPPED: readonly string[] = [
  `${UK_CORE}BirthSex`,
  `${UK_CORE}DeathNotificationStatus`,
  `${UK_CORE}EthnicCategory`,
  `${UK_CORE}ResidentialStatus`,
  `${UK_CORE}NHSNumberUnavailableReason`,
  'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
  'http://hl7.org/fhir/StructureDefinition/patient-cadavericDonor',
  'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired',
]

type FromExtensions = Pick<NewPatient, 'communication' | 'contactPreference'>

const urlOf = (extension: unknown): unknown =>
  typeof extension === 'object' && extension !== null
    ? (extension as { readonly url?: unknown }).url
    : undefined

const isDropped = (url: string): boolean =>
  DROPPED.includes(url) ||
  DROPPED.some((known) => known.split('/').at(-1) === url.split('/').at(-1))

function readOne(extension: unknown, at: string): Result<FromExtensions> {
  const url = urlOf(extension)
  if (typeof url !== 'string') return missingValue(`${at}/url`)
  if (url === REGISTERING_AUTHORITY) {
    const read = readShape(authority, extension, at)
    return read.ok ? ok({}) : read
  }
  const kind = EXTENSION_KINDS[url]
  if (kind && KEPT.includes(kind.single)) {
    const read = readExtension(kind, extension, at)
    return read.ok ? ok({ [kind.single]: read.value.value } as FromExtensions) : read
  }
  return isDropped(url) ? ok({}) : invalidValue(url, `${at}/url`)
}

/** Reads the extensions of a record to be: one names the registering authority (pds 7.1). */
export function readCreateExtensions(list: readonly unknown[], at: string): Result<FromExtensions> {
  if (!list.some((extension) => urlOf(extension) === REGISTERING_AUTHORITY)) return missingValue(at)
  let all: FromExtensions = {}
  for (const [index, extension] of list.entries()) {
    const read = readOne(extension, `${at}/${index}`)
    if (!read.ok) return read
    all = { ...all, ...read.value }
  }
  return ok(all)
}
