import { given } from '../../../../world/given.js'
import { isDate } from '../../../../world/instant.js'
import type { BirthPlace, Gender } from '../../../../world/tables/patient.js'
import type { NewPatient } from '../../domain/create/create-patient.js'
import type { Birth } from '../../domain/create/register-birth.js'
import {
  invalidValue,
  missingValue,
  ok,
  type Result,
  refuse,
  valueText,
} from '../../domain/outcome.js'
import { UK_CORE } from '../represent/parts.js'
import { birthDetails } from './birth-details.js'
import { BIRTH_ENTRIES, BIRTH_ORDER, type BirthEntries, FEWEST_ENTRIES } from './birth-entries.js'
import type { JsonObject } from './body.js'
import { REGISTERING_AUTHORITY } from './create-extensions.js'
import { EXTENSION_KINDS, readExtension } from './extensions.js'
import { demographicsOf } from './new-patient.js'
import { readShape } from './shape.js'

interface Entries {
  readonly known: BirthEntries
  /** The resources behind those that have their places. */
  readonly others: readonly unknown[]
}

const BABY = 'entry/0/resource'
const ETHNICITY = `${UK_CORE}EthnicCategory`

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as JsonObject)[name] : undefined

function readEntries(body: JsonObject): Result<Entries> {
  const { entry } = body
  if (entry === undefined) return missingValue('entry')
  if (!Array.isArray(entry)) return invalidValue(entry, 'entry')
  if (entry.length < FEWEST_ENTRIES)
    return refuse('TOO_FEW_VALUES_SUBMITTED', valueText('TOO_FEW_VALUES_SUBMITTED', entry, 'entry'))
  const entries: Record<string, unknown> = {}
  for (const [index, name] of BIRTH_ORDER.entries()) {
    const resource = (entry[index] as JsonObject | undefined)?.resource
    const read = readShape(BIRTH_ENTRIES[name], resource, `entry/${index}/resource`)
    if (!read.ok) return read
    entries[name] = read.value
  }
  const others = entry.slice(BIRTH_ORDER.length).map((one) => member(one, 'resource'))
  return ok({ known: entries as BirthEntries, others })
}

const withUrl = (list: readonly unknown[], url: string): unknown =>
  list.find((extension) => member(extension, 'url') === url)

const codeIn = (extension: unknown): string | undefined => {
  const coding = member(member(extension, 'valueCodeableConcept'), 'coding')
  const code = Array.isArray(coding) ? member(coding[0], 'code') : undefined
  return typeof code === 'string' ? code : undefined
}

interface BabyExtensions {
  readonly ethnicCategory: string
  readonly birthPlace?: BirthPlace
  readonly deathStatus?: '1' | '2'
}

/** The baby's extensions: authority and ethnic category must be there, the others may. */
function readExtensions(list: readonly unknown[]): Result<BabyExtensions> {
  const field = `${BABY}/extension`
  const ethnicCategory = codeIn(withUrl(list, ETHNICITY))
  if (!withUrl(list, REGISTERING_AUTHORITY) || ethnicCategory === undefined)
    return refuse('TOO_FEW_VALUES_SUBMITTED', valueText('TOO_FEW_VALUES_SUBMITTED', list, field))
  let read: BabyExtensions = { ethnicCategory }
  for (const [at, extension] of list.entries()) {
    const kind = EXTENSION_KINDS[String(member(extension, 'url'))]
    if (kind?.single !== 'birthPlace' && kind?.single !== 'deathStatus') continue
    const place = kind.single === 'birthPlace' ? withoutText(extension) : extension
    const value = readExtension(kind, place, `${field}/${at}`)
    if (!value.ok) return value
    read = { ...read, [kind.single]: value.value.value }
  }
  return ok(read)
}

/** The name of the place is not kept. */
function withoutText(extension: unknown): unknown {
  const address = member(extension, 'valueAddress')
  if (typeof address !== 'object' || address === null) return extension
  const { text: _, ...rest } = address as JsonObject
  return { ...(extension as JsonObject), valueAddress: rest }
}

function readDeathDate(sent: string | undefined): Result<string | undefined> {
  const date = sent?.slice(0, 10)
  return date === undefined || isDate(date)
    ? ok(date)
    : invalidValue(sent, `${BABY}/deceasedDateTime`)
}

/** Reads a birth notification. Refuses as `readShape` does, with the fields of the entries (pds 7.2). */
export function readBirth(body: JsonObject, query: URLSearchParams): Result<Birth> {
  const entries = readEntries(body)
  if (!entries.ok) return entries
  const { known, others } = entries.value
  const { baby } = known
  const more = readExtensions(baby.extension)
  if (!more.ok) return more
  const deathDate = readDeathDate(baby.deceasedDateTime)
  if (!deathDate.ok) return deathDate
  const { deathStatus, ...kept } = more.value
  const patient: NewPatient = {
    names: baby.name,
    gender: baby.gender as Gender,
    birthDate: baby.birthDate,
    addresses: baby.address,
    multipleBirth: baby.multipleBirthInteger,
    ...given({ telecom: baby.telecom }),
    ...kept,
  }
  return ok({
    baby: patient,
    demographics: demographicsOf(patient),
    details: birthDetails(known, others),
    ignorePotentialMatches: query.get('ignore_potential_matches') === 'true',
    ...given({ deathDate: deathDate.value, deathStatus }),
  })
}
