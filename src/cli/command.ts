/** One command of the command line. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** The whole help. */
  readonly help: string
  /** What it can do, where it has verbs; for the shell's completion. */
  readonly verbs?: readonly {
    readonly name: string
    readonly options?: Readonly<Record<string, unknown>>
  }[]
  /** Runs it; answers the exit code. */
  run(args: readonly string[]): Promise<number>
}

/** What is wrong with the command line, in one sentence. */
export class UsageError extends Error {}
