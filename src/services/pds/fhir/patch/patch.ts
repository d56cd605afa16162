import {
  additional,
  invalidValue,
  missingValue,
  ok,
  type Result,
  refuse,
} from '../../domain/outcome.js'
import { isObject, readJsonBody } from '../read/body.js'

/** One JSON Patch operation, read (pds 6.2). */
export interface Patch {
  readonly op: 'add' | 'replace' | 'remove' | 'test'
  readonly path: string
  /** The path in its parts. */
  readonly segments: readonly string[]
  readonly value?: unknown
}

const OPS: readonly unknown[] = ['add', 'replace', 'remove', 'test']

/** How many patches one request may have. */
const MOST = 500

export const invalidUpdate = (text: string): Result<never> =>
  refuse('INVALID_UPDATE', `Invalid update with error - ${text}`)

export const invalidPatch = (text: string): Result<never> =>
  invalidUpdate(`Invalid patch - ${text}`)

const namesBeside = (body: unknown): string[] =>
  Object.keys(body as object).filter((name) => name !== 'patches')

/** The body of an update: its `patches`, and the names of members beside them, which do not count (pds 6.1). */
export interface PatchBody {
  readonly list: readonly unknown[]
  readonly ignored: readonly string[]
}

export function readPatchBody(body: Uint8Array): Result<PatchBody> {
  const json = readJsonBody(body)
  if (!json.ok) return json
  const patches = isObject(json.value) ? json.value.patches : undefined
  if (!Array.isArray(patches) || patches.length === 0) return invalidUpdate('No patches found')
  return patches.length > MOST
    ? refuse(
        'TOO_MANY_VALUES_SUBMITTED',
        `Too many values submitted - ${patches.length} in field 'patches'`,
      )
    : ok({ list: patches, ignored: namesBeside(json.value) })
}

const segmentsOf = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

function readPatch(patch: unknown, at: number): Result<Patch> {
  if (!isObject(patch)) return invalidValue(patch, `patches/${at}`)
  const { op, path, value } = patch
  for (const name of ['op', 'path'])
    if (patch[name] === undefined) return missingValue(`patches/${at}/${name}`)
  if (!OPS.includes(op)) return invalidValue(op, `${at}/op`)
  if (typeof path !== 'string' || !/^\/./.test(path)) return invalidValue(path, `${at}/path`)
  if (op === 'remove' && value !== undefined) return additional(['value'])
  if (op !== 'remove' && value === undefined) return missingValue(`patches/${at}/value`)
  return ok({ op: op as Patch['op'], path, segments: segmentsOf(path), value })
}

/** Reads the operations one by one; the first that is none refuses all. */
export function readPatches(list: readonly unknown[]): Result<readonly Patch[]> {
  const patches: Patch[] = []
  for (const [at, one] of list.entries()) {
    const read = readPatch(one, at)
    if (!read.ok) return read
    patches.push(read.value)
  }
  return ok(patches)
}
