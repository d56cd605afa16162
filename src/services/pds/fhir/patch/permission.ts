import { ok, type Result } from '../../domain/outcome.js'
import { EXTENSION_KINDS } from '../read/extensions.js'
import { type Document, isItemList, itemsOf } from './members.js'
import { invalidUpdate, type Patch } from './patch.js'

const NOT_THEIRS =
  'This user does not have permission to update the fields in the patches provided.'

/** Whole lists that patients may change as they like (pds 6.6). */
const FREE: readonly string[] = ['address', 'contact']

/** Extensions that patients may change, as whole objects. */
const EXTENSIONS: readonly string[] = [
  'nominatedPharmacy',
  'dispensingDoctor',
  'applianceSupplier',
  'communication',
  'birthPlace',
]

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Document)[name] : undefined

/** Mobile phones and any e-mail. */
const isTheirTelecom = (telecom: unknown): boolean => {
  const [system, use] = [member(telecom, 'system'), member(telecom, 'use')]
  return system === 'email' || (system === 'phone' && use === 'mobile')
}

const isTheirExtension = (extension: unknown): boolean => {
  const url = member(extension, 'url')
  const kind = typeof url === 'string' ? EXTENSION_KINDS[url] : undefined
  return kind !== undefined && EXTENSIONS.includes(kind.single)
}

const THEIRS: Readonly<Record<string, (item: unknown) => boolean>> = {
  telecom: isTheirTelecom,
  extension: isTheirExtension,
}

/** The items that a patch is about: the one that is there, and the one that comes instead. */
function itemsMeant(document: Document, { op, segments, value }: Patch): unknown[] {
  const [list, index] = segments
  const held = isItemList(list) ? itemsOf(document, list)[Number(index)] : undefined
  return [...(op === 'add' ? [] : [held]), ...(op === 'remove' ? [] : [value])]
}

function isAllowed(document: Document, patch: Patch): boolean {
  const [list = ''] = patch.segments
  if (patch.op === 'test' || FREE.includes(list)) return true
  const isTheirs = THEIRS[list]
  return (
    isTheirs !== undefined &&
    patch.segments.length === 2 &&
    itemsMeant(document, patch).every(isTheirs)
  )
}

/** Checks that a patient changes only what is theirs to change (pds 6.6). */
export const checkPermission = (
  document: Document,
  patches: readonly Patch[],
): Result<undefined> =>
  patches.every((patch) => isAllowed(document, patch)) ? ok(undefined) : invalidUpdate(NOT_THEIRS)
