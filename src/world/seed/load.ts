import { checkClaims, checkReferences } from './check-links.js'
import { SEED_KINDS } from './kinds/index.js'
import { SeedProblem } from './problem.js'
import { extendedFolder, isFolder, readKind, type SeedRows, strayFiles } from './read-folder.js'

/** A data set as read: its rows, and everything that is wrong with it. */
export interface LoadedSeed {
  readonly rows: SeedRows
  readonly problems: readonly SeedProblem[]
}

/** Reads the rows of a folder into `rows`, over those of the folder that it adds to. */
function readInto(folder: string, rows: SeedRows, within: readonly string[]): SeedProblem[] {
  if (!isFolder(folder))
    return [new SeedProblem({ file: folder, message: 'expected a folder, found none' })]
  if (within.includes(folder))
    return [new SeedProblem({ file: 'seed.json', path: ['extends'], message: 'goes in a circle' })]
  const problems: SeedProblem[] = []
  const base = extendedFolder(folder, problems)
  if (base !== undefined) problems.push(...readInto(base, rows, [...within, folder]))
  problems.push(...strayFiles(folder, SEED_KINDS))
  for (const kind of SEED_KINDS) {
    const found = rows.get(kind) ?? new Map()
    for (const [key, row] of readKind(folder, kind, problems)) found.set(key, row)
    rows.set(kind, found)
  }
  return problems
}

/**
 * Reads a data set and checks it: the form of each record, keys, numbers that must be unique, and
 * references between records. Nothing is thrown: what is wrong is in `problems`.
 */
export function loadSeed(folder: string): LoadedSeed {
  const rows: SeedRows = new Map()
  const problems = readInto(folder, rows, [])
  return { rows, problems: [...problems, ...checkClaims(rows), ...checkReferences(rows)] }
}
