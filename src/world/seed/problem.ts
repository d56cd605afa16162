import { MendableError } from '../mendable.js'

/** Something in a data set that is not as it has to be. */
export class SeedProblem {
  /** Path of the file below the folder. */
  readonly file: string
  /** Number of the record in its file, from 1, and its key where it has one. */
  readonly record: { readonly number: number; readonly key?: string } | undefined
  /** Field within the record: `roles[0].odsCode`; empty for the whole record. */
  readonly field: string
  /** What is wrong: what was expected, and what was found. */
  readonly message: string

  constructor(problem: {
    readonly file: string
    readonly record?: { readonly number: number; readonly key?: string } | undefined
    readonly path?: readonly PropertyKey[]
    readonly message: string
  }) {
    this.file = problem.file
    this.record = problem.record
    this.field = fieldName(problem.path ?? [])
    this.message = problem.message
  }

  /** One line: file, record, field, what is wrong. */
  toString(): string {
    const { record } = this
    const place = [
      this.file,
      record && `record ${record.number}${record.key === undefined ? '' : ` (${record.key})`}`,
      this.field,
    ]
    return `${place.filter(Boolean).join(', ')}: ${this.message}`
  }
}

/** A data set that cannot be used; the message lists every problem. */
export class SeedError extends MendableError {
  readonly problems: readonly SeedProblem[]

  constructor(folder: string, problems: readonly SeedProblem[]) {
    super([`The data set in ${folder} cannot be used:`, ...problems.map(String)].join('\n  '))
    this.problems = problems
  }
}

const fieldName = (path: readonly PropertyKey[]): string =>
  path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at ? '.' : ''}${String(part)}`))
    .join('')
