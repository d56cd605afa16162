import type { AnyKind, FieldPath } from './kind.js'
import { SeedProblem } from './problem.js'
import type { SeedRow, SeedRows } from './read-folder.js'

const problemAt = (row: SeedRow, path: FieldPath, message: string): SeedProblem =>
  new SeedProblem({ file: row.file, record: { number: row.number, key: row.key }, path, message })

const eachRow = <Item>(
  rows: SeedRows,
  of: (kind: AnyKind, row: SeedRow) => readonly Item[],
): Item[] =>
  [...rows].flatMap(([kind, found]) => [...found.values()].flatMap((row) => of(kind, row)))

/** Finds numbers that two records claim. */
export function checkClaims(rows: SeedRows): SeedProblem[] {
  const owners = new Map<string, SeedRow>()
  return eachRow(rows, (kind, row) =>
    (kind.claims?.(row.value) ?? []).flatMap(({ name, path, value }) => {
      const owner = owners.get(`${name} ${value}`)
      owners.set(`${name} ${value}`, owner ?? row)
      return owner
        ? [problemAt(row, path, `expected its own ${name}, found ${value}, that of ${owner.key}`)]
        : []
    }),
  )
}

/** What a reference may lead to: the keys of every kind, and what records claim. */
function targetsOf(rows: SeedRows): Map<string, Set<string>> {
  const targets = new Map<string, Set<string>>()
  for (const [kind, found] of rows) targets.set(kind.file, new Set(found.keys()))
  for (const { name, value } of eachRow(rows, (kind, row) => kind.claims?.(row.value) ?? [])) {
    const values = targets.get(name) ?? new Set()
    targets.set(name, values.add(value))
  }
  return targets
}

/** Finds references that lead nowhere. */
export function checkReferences(rows: SeedRows): SeedProblem[] {
  const targets = targetsOf(rows)
  return eachRow(rows, (kind, row) =>
    (kind.references?.(row.value) ?? [])
      .filter(({ to, key }) => !targets.get(to)?.has(key))
      .map(({ to, key, path }) =>
        problemAt(
          row,
          path,
          to.endsWith('.json')
            ? `expected the key of a record in ${to}, found '${key}'`
            : `expected a known ${to}, found ${key}`,
        ),
      ),
  )
}
