import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { folderOf } from './data-sets.js'
import { describeValue, explainIssue } from './explain.js'
import type { AnyKind } from './kind.js'
import { SeedProblem } from './problem.js'

/** A record that has the right form, and where it stands. */
export interface SeedRow {
  readonly file: string
  readonly number: number
  readonly key: string
  readonly value: unknown
}

/** Rows of every kind, by file and key, in the order they were read. */
export type SeedRows = Map<AnyKind, Map<string, SeedRow>>

/** Names the seed that a folder adds to. */
const MANIFEST = 'seed.json'
const Manifest = z.strictObject({ extends: z.string() })

/** Parses a JSON file; what is wrong with it goes to `problems`. */
function readJson(folder: string, file: string, problems: SeedProblem[]): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8'))
  } catch (error) {
    problems.push(new SeedProblem({ file, message: `not JSON: ${(error as Error).message}` }))
    return undefined
  }
}

/** The folder that this one adds to, if it says so. */
export function extendedFolder(folder: string, problems: SeedProblem[]): string | undefined {
  if (!existsSync(join(folder, MANIFEST))) return undefined
  const manifest = readJson(folder, MANIFEST, problems)
  if (manifest === undefined) return undefined
  const parsed = Manifest.safeParse(manifest)
  if (parsed.success) return folderOf(parsed.data.extends, folder)
  for (const issue of parsed.error.issues)
    for (const explained of explainIssue(issue, manifest))
      problems.push(new SeedProblem({ file: MANIFEST, ...explained }))
  return undefined
}

/** Files that no kind of record is kept in: mostly names that are spelt wrong. */
export function strayFiles(folder: string, kinds: readonly AnyKind[]): SeedProblem[] {
  const known = new Set([MANIFEST, ...kinds.map(({ file }) => file)])
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.json') && !known.has(file))
    .sort()
    .map(
      (file) =>
        new SeedProblem({
          file,
          message: `no records are kept in a file of this name: expected one of ${[...known].join(', ')}`,
        }),
    )
}

/** True for a folder that is there. */
export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** The key of a record of any form, where it has one, so that a problem can name it. */
function keyIfAny(kind: AnyKind, record: unknown): string | undefined {
  try {
    const key = kind.key(record)
    return typeof key === 'string' && key !== '' ? key : undefined
  } catch {
    return undefined
  }
}

/** Reads the records of a kind; those of a wrong form and second ones of a key become problems. */
export function readKind(
  folder: string,
  kind: AnyKind,
  problems: SeedProblem[],
): Map<string, SeedRow> {
  const { file } = kind
  const rows = new Map<string, SeedRow>()
  if (!existsSync(join(folder, file))) return rows
  const content = readJson(folder, file, problems)
  if (content !== undefined && !Array.isArray(content))
    problems.push(
      new SeedProblem({
        file,
        message: `expected a list of records, found ${describeValue(content)}`,
      }),
    )
  for (const [at, record] of (Array.isArray(content) ? content : []).entries())
    readRecord(kind, record, at + 1, rows, problems)
  return rows
}

function readRecord(
  kind: AnyKind,
  record: unknown,
  number: number,
  rows: Map<string, SeedRow>,
  problems: SeedProblem[],
): void {
  const { file } = kind
  const parsed = kind.schema.safeParse(record)
  if (!parsed.success) {
    const key = keyIfAny(kind, record)
    const place = { file, record: { number, ...(key === undefined ? {} : { key }) } }
    for (const issue of parsed.error.issues)
      for (const explained of explainIssue(issue, record))
        problems.push(new SeedProblem({ ...place, ...explained }))
    return
  }
  const key = kind.key(parsed.data)
  const first = rows.get(key)
  if (first)
    problems.push(
      new SeedProblem({
        file,
        record: { number, key },
        message: `expected a key that no other record has, found that of record ${first.number}`,
      }),
    )
  else rows.set(key, { file, number, key, value: parsed.data })
}
