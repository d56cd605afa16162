import { applyPatch, type Operation } from 'rfc6902'
import { ok, type Result } from '../../domain/outcome.js'
import { pythonClass, pythonText } from '../../domain/python-text.js'
import type { Document } from './members.js'
import { invalidPatch, type Patch } from './patch.js'

const INDEX = /^(0|[1-9]\d*)$/

type Pointed =
  | { readonly found: true; readonly value: unknown }
  | { readonly found: false; readonly outside?: string }

const nothing = (outside?: string): Pointed =>
  outside === undefined ? { found: false } : { found: false, outside }

function step(at: unknown, segment: string, next: string | undefined): Pointed {
  if (Array.isArray(at))
    return INDEX.test(segment) && Number(segment) < at.length
      ? { found: true, value: at[Number(segment)] }
      : nothing(segment)
  if (typeof at === 'object' && at !== null && Object.hasOwn(at, segment))
    return { found: true, value: (at as Document)[segment] }
  // A list that is not there is one that ends before its first item.
  return next !== undefined && (INDEX.test(next) || next === '-') ? nothing(next) : nothing()
}

/** What a path leads to; `outside` is the index at which it leaves a list. */
function point(document: Document, segments: readonly string[]): Pointed {
  let pointed: Pointed = { found: true, value: document }
  for (const [at, segment] of segments.entries()) {
    pointed = step(pointed.value, segment, segments[at + 1])
    if (!pointed.found) return pointed
  }
  return pointed
}

const outOfBounds = (index: string): Result<never> =>
  invalidPatch(`index '${index}' is out of bounds`)

const shown = (value: unknown): string => `${pythonText(value)} (${pythonClass(value)})`

const different = (held: unknown, tested: unknown): Result<never> =>
  invalidPatch(
    `${shown(held)} is not equal to tested value ${pythonText(tested)} (${pythonClass(tested)})`,
  )

/** Where a value is added: its parent must be there; an index may be the one after the last. */
function checkAdd(document: Document, { segments }: Patch): Result<undefined> {
  const parents = segments.slice(0, -1)
  const last = segments.at(-1) as string
  const parent = point(document, parents)
  if (!parent.found)
    return last === '-' && parents.length === 1
      ? ok(undefined)
      : outOfBounds(parent.outside ?? last)
  if (Array.isArray(parent.value))
    return last === '-' || (INDEX.test(last) && Number(last) <= parent.value.length)
      ? ok(undefined)
      : outOfBounds(last)
  return typeof parent.value === 'object' && parent.value !== null
    ? ok(undefined)
    : invalidPatch(`can't add to a value that has no members: '${last}'`)
}

/** Says in the service's words why a patch cannot be made (pds 6.4). */
function checkPointer(document: Document, patch: Patch): Result<undefined> {
  if (patch.op === 'add') return checkAdd(document, patch)
  const pointed = point(document, patch.segments)
  if (pointed.found) return ok(undefined)
  const last = patch.segments.at(-1) as string
  if (patch.op === 'remove') return invalidPatch(`can't remove non-existent object '${last}'`)
  if (pointed.outside !== undefined) return outOfBounds(pointed.outside)
  return patch.op === 'test'
    ? different(undefined, patch.value)
    : invalidPatch(`can't replace non-existent object '${last}'`)
}

/** Applies one patch to the document in place. */
function applyOne(document: Document, patch: Patch): Result<undefined> {
  const possible = checkPointer(document, patch)
  if (!possible.ok) return possible
  const { op, path, value } = patch
  const [error] = applyPatch(document, [{ op, path, value } as Operation], {
    implicitArrayCreation: true,
  })
  if (!error) return ok(undefined)
  if (patch.op !== 'test') return invalidPatch(error.message)
  const held = point(document, patch.segments)
  return different(held.found ? held.value : undefined, value)
}

/** Applies patches in their order to a copy of a resource; the first that fails refuses all. */
export function applyPatches(document: Document, patches: readonly Patch[]): Result<Document> {
  const copy = structuredClone(document)
  for (const patch of patches) {
    const applied = applyOne(copy, patch)
    if (!applied.ok) return applied
  }
  return ok(copy)
}
