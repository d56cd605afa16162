import { isDeepStrictEqual } from 'node:util'
import { isDate } from '../../../../world/instant.js'
import type { Patient } from '../../../../world/tables/patient.js'
import { invalidValue, ok, type Result, refuse } from '../../domain/outcome.js'
import type { PatientChanges } from '../../domain/update/changes.js'
import { asChange, EXTENSION_KINDS, readExtension } from '../read/extensions.js'
import {
  addressSchema,
  contactSchema,
  nameSchema,
  practiceSchema,
  telecomSchema,
} from '../read/parts.js'
import { UK_CORE } from '../represent/parts.js'
import type { Presentation } from '../represent/presentation.js'
import { changedItems, inSlots, type Patched } from './changed-items.js'
import { type Document, itemsOf, READ_ONLY } from './members.js'
import { invalidUpdate } from './patch.js'

/** Extensions that nobody changes by a patch, and what refusals call them (pds 6.5). */
const READ_ONLY_EXTENSIONS: Readonly<Record<string, string>> = {
  'https://fhir.nhs.uk/StructureDefinition/Extension-PDS-RemovalFromRegistration':
    'removalFromRegistration',
  'https://hl7.org/fhir/R4/consent.html': 'consent',
  [`${UK_CORE}EthnicCategory`]: 'ethnicCategory',
}

type Read = (value: unknown, field: string) => Result<unknown>

const asText: Read = (value, field) =>
  typeof value === 'string' ? ok(value) : invalidValue(value, field)

/** A date, alone or as midnight in UTC (pds 6.5); kept as the date. */
const readDeath: Read = (value, field) => {
  const [, date = ''] =
    /^(\d{4}-\d\d-\d\d)(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\+00:00)?)?$/.exec(String(value)) ?? []
  return typeof value === 'string' && isDate(date) ? ok(date) : invalidValue(value, field)
}

const readNumber: Read = (value, field) =>
  typeof value === 'number' ? ok(value) : invalidValue(value, field)

/** `stays`: a removal is refused even if something else comes in its place. */
const SCALARS = [
  { member: 'gender', single: 'gender', read: asText, stays: true },
  { member: 'birthDate', single: 'birthDate', read: asText, stays: true },
  { member: 'deceasedDateTime', single: 'deathDate', read: readDeath, stays: true },
  { member: 'multipleBirthInteger', single: 'multipleBirth', read: readNumber, stays: false },
] as const

const isRemoved = ({ patches }: Patched, member: string): boolean =>
  patches.some(({ op, path }) => op === 'remove' && path === `/${member}`)

const notPermitted = (what: string): Result<never> =>
  refuse(
    'FORBIDDEN_UPDATE',
    `Forbidden update with error - source not permitted to update '${what}'`,
  )

/** Members that nobody patches: refused as forbidden where they differ. */
function checkReadOnly({ before, after }: Patched): Result<undefined> {
  const changed = READ_ONLY.find((name) => !isDeepStrictEqual(before[name], after[name]))
  return changed === undefined ? ok(undefined) : notPermitted(changed)
}

function changedScalars(patched: Patched): Result<PatientChanges> {
  let changes: PatientChanges = {}
  for (const { member, single, read, stays } of SCALARS) {
    const value = patched.after[member]
    const removed = stays && isRemoved(patched, member)
    if (!removed && isDeepStrictEqual(patched.before[member], value)) continue
    if (removed || value === undefined) {
      changes = { ...changes, [single]: { remove: true } }
      continue
    }
    const wanted = read(value, member)
    if (!wanted.ok) return wanted
    changes = { ...changes, [single]: { value: wanted.value } }
  }
  return ok(changes)
}

const urlOf = (extension: Document | undefined): unknown => extension?.url

const readOnlyName = (url: unknown): string | undefined =>
  typeof url === 'string' ? READ_ONLY_EXTENSIONS[url] : undefined

function addedOrChanged(extension: Document, at: string): Result<PatientChanges> {
  const url = urlOf(extension)
  const readOnly = readOnlyName(url)
  if (readOnly !== undefined) return notPermitted(readOnly)
  const kind = typeof url === 'string' ? EXTENSION_KINDS[url] : undefined
  if (!kind) return invalidValue(url, `${at}/url`)
  const read = readExtension(kind, extension, at)
  return read.ok ? ok(asChange(read.value)) : read
}

const merged = (a: PatientChanges, b: PatientChanges): PatientChanges => ({
  ...a,
  ...b,
  fields: { ...a.fields, ...b.fields },
})

function goneExtensions(before: readonly Document[], after: readonly Document[]) {
  let changes: PatientChanges = {}
  for (const extension of before) {
    const url = urlOf(extension)
    if (after.some((other) => urlOf(other) === url)) continue
    const readOnly = readOnlyName(url)
    if (readOnly !== undefined) return notPermitted(readOnly)
    const kind = typeof url === 'string' ? EXTENSION_KINDS[url] : undefined
    if (kind) changes = merged(changes, { [kind.single]: { remove: true } } as PatientChanges)
  }
  return ok(changes)
}

/** Extensions are known by their addresses: one of each (pds 6.5). */
function changedExtensions(patched: Patched): Result<PatientChanges> {
  const before = itemsOf(patched.before, 'extension')
  const after = itemsOf(patched.after, 'extension')
  const gone = goneExtensions(before, after)
  if (!gone.ok) return gone
  let changes: PatientChanges = gone.value
  const seen = new Set<unknown>()
  for (const [index, extension] of after.entries()) {
    const url = urlOf(extension)
    if (seen.has(url)) return invalidUpdate(`multiple extensions '${url}' cannot be added`)
    seen.add(url)
    const held = before.find((other) => urlOf(other) === url)
    if (isDeepStrictEqual(held, extension)) continue
    const read = addedOrChanged(extension, `extension/${index}`)
    if (!read.ok) return read
    changes = merged(changes, read.value)
  }
  return ok(changes)
}

const LISTS = [
  ['names', 'name', nameSchema],
  ['addresses', 'address', addressSchema],
  ['telecom', 'telecom', telecomSchema],
  ['contacts', 'contact', contactSchema],
  ['practices', 'generalPractitioner', practiceSchema],
] as const

function changedLists(
  patched: Patched,
  patient: Patient,
  shown: Presentation,
): Result<PatientChanges> {
  let changes: PatientChanges = {}
  for (const [name, list, schema] of LISTS) {
    const complete = name === 'addresses' ? inSlots(patient.addresses, shown.blankLines) : undefined
    const items = changedItems(patched, list, schema as never, complete as never)
    if (!items.ok) return items
    if (items.value.length > 0) changes = { ...changes, [name]: items.value }
  }
  return ok(changes)
}

/**
 * What the patches of a resource change in the record: the two resources compared, and what differs
 * read. Refuses what cannot be read, and changes of members that are read-only.
 */
export function changesOf(
  patched: Patched,
  patient: Patient,
  shown: Presentation,
): Result<PatientChanges> {
  let changes: PatientChanges = {}
  const checked = checkReadOnly(patched)
  if (!checked.ok) return checked
  for (const read of [
    changedScalars(patched),
    changedLists(patched, patient, shown),
    changedExtensions(patched),
  ]) {
    if (!read.ok) return read
    changes = merged(changes, read.value)
  }
  return ok(changes)
}
