/** A mistake in the use of the library, told in four parts. */
export interface Mistake {
  readonly happened: string
  /** The call or the place. */
  readonly where: string
  readonly expected?: string
  readonly found?: string
  readonly todo: string
}

const line = (name: string, text: string | undefined): string[] =>
  text === undefined ? [] : [`  ${name}: ${text}`]

/** An error whose text says what happened, where, what was expected and found, and what to do. */
export class SandboxError extends Error {
  constructor({ happened, where, expected, found, todo }: Mistake) {
    super(
      [
        happened,
        ...line('where', where),
        ...line('expected', expected),
        ...line('found', found),
        ...line('what to do', todo),
      ].join('\n'),
    )
    this.name = 'SandboxError'
  }
}
