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

/** The members of the body's `patches`; other members are ignored (pds 6.1). */
export function readPatchList(body: Uint8Array): Result<readonly unknown[]> {
  const json = readJsonBody(body)
  if (!json.ok) return json
  const patches = isObject(json.value) ? json.value.patches : undefined
  if (!Array.isArray(patches) || patches.length === 0) return invalidUpdate('No patches found')
  return patches.length > MOST
    ? refuse(
        'TOO_MANY_VALUES_SUBMITTED',
        `Too many values submitted - ${patches.length} in field 'patches'`,
      )
    : ok(patches)
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
